"""Cause and effect between the issues of a report, as ``rules/causes.yml`` knows them.

What ties two issues together (``by``):

- ``output``: the effect says where output began, and that is the place of the cause;
- ``page``: visitors could read both, or the cause, in the same page or answer;
- ``place``: they have the same file and line;
- ``component``: the same plugin, theme, must-use plugin or drop-in is responsible;
- ``table``: they name the same database table;
- ``moment``: nine tenths of the effect fell into hours in which the cause occurred; where one of them has no time, they
  stand in the same source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from wpdiag.advise.match import conditions, fits, names
from wpdiag.advise.rule import Cause, Match
from wpdiag.model import Issue, Location
from wpdiag.report.merging import said_by

_SAME_HOURS = 0.9


def link(issues: Iterable[Issue], causes: Iterable[tuple[Cause, bool]]) -> list[Issue]:
    """The issues, each effect with the fingerprint of its cause and the reason; there are no circles.

    :param causes: the rules, each with whether it is wpdiag's own, the most important first.
    """
    linked = {issue.fingerprint: _without_cause(issue) for issue in issues}
    kinds: dict[str, list[str]] = {}
    for issue in linked.values():
        kinds.setdefault(issue.identifier, []).append(issue.fingerprint)

    def all_of(match: Match, own: bool) -> Iterator[Issue]:
        for identifier, marks in kinds.items():
            if names(match, identifier):
                yield from (issue for issue in map(linked.__getitem__, marks) if _fits(match, issue, own))

    for cause, own in causes:
        effects = [issue for issue in all_of(cause.effect, own) if issue.cause is None]
        if not effects:
            continue
        possible = _Possible(sorted(all_of(cause.cause, own), key=_age), cause.by)
        for effect in sorted(effects, key=_age):
            for issue in possible.of(effect):
                if issue.fingerprint != effect.fingerprint and effect.fingerprint not in _chain(issue, linked):
                    linked[effect.fingerprint] = replace(effect, cause=issue.fingerprint, because=cause.because)
                    break
    return list(linked.values())


class _Possible:
    """The issues that may be causes of one kind, in the order given.

    :param by: what must tie them to an effect.
    """

    def __init__(self, issues: Iterable[Issue], by: str) -> None:
        self._issues = list(issues)
        self._tie = _TIES.get(by)
        self._key = _KEYS.get(by)
        self._tied: dict[object, list[Issue]] = {}
        if self._key:  # among thousands, each effect looks at those of its own place only
            of_cause, _ = self._key
            for issue in self._issues:
                self._tied.setdefault(of_cause(issue), []).append(issue)

    def of(self, effect: Issue) -> Iterator[Issue]:
        """Those that an effect is tied to."""
        if self._key:
            key = self._key[1](effect)
            yield from self._tied.get(key, ()) if key is not None else ()
        elif self._tie:
            yield from (issue for issue in self._issues if self._tie(issue, effect))


def roots(issues: Iterable[Issue]) -> list[tuple[Issue, list[Issue]]]:
    """The issues without a listed cause, in their order, each with all that follows from it, directly or not."""
    listed = {issue.fingerprint: issue for issue in issues}
    followers: dict[str, list[Issue]] = {mark: [] for mark in listed}
    for issue in listed.values():
        *_, root = _chain(issue, listed)
        if root != issue.fingerprint:
            followers[root].append(issue)
    return [(issue, followers[mark]) for mark, issue in listed.items() if issue.cause not in listed]


def _chain(issue: Issue, issues: dict[str, Issue]) -> Iterator[str]:
    """The fingerprints from an issue to its first cause, as far as it is among these issues."""
    current: Issue | None = issue
    while current is not None:
        yield current.fingerprint
        current = issues.get(current.cause) if current.cause else None


def _age(issue: Issue) -> tuple[str, int, str]:
    """What came first, and most often, is the more likely cause."""
    return issue.first_seen or "9", -issue.count, issue.fingerprint


def _without_cause(issue: Issue) -> Issue:
    return replace(issue, cause=None, because="") if issue.cause or issue.because else issue


def _fits(match: Match, issue: Issue, own: bool) -> bool:
    return not conditions(match) or fits(match, said_by(issue), issue.component, own=own)


def _printed_at(cause: Issue) -> tuple[str, str] | None:
    place = cause.location
    return (place.file, str(place.line)) if place else None


def _output_began(effect: Issue) -> tuple[str, str] | None:
    file, line = effect.params.get("output_file"), effect.params.get("output_line")
    return (file, line) if file is not None and line is not None else None


def _by_page(cause: Issue, effect: Issue) -> bool:
    return cause.shown and not set(cause.sources).isdisjoint(effect.sources)


def _place(issue: Issue) -> Location | None:
    return issue.location


def _component(issue: Issue) -> tuple[str, str] | None:
    one = issue.component
    return (one.kind, one.slug) if one.kind not in ("unknown", "core") else None


def _by_table(cause: Issue, effect: Issue) -> bool:
    table = effect.params.get("table", "").rpartition(".")[2]
    return bool(table) and f" {table} " in f" {cause.params.get('query', '').replace('`', ' ').replace('(', ' ')} "


def _by_moment(cause: Issue, effect: Issue) -> bool:
    if not cause.histogram or not effect.histogram:
        return not set(cause.sources).isdisjoint(effect.sources)
    together = sum(count for hour, count in effect.histogram.items() if hour in cause.histogram)
    return together >= _SAME_HOURS * sum(effect.histogram.values())


_TIES: dict[str, Callable[[Issue, Issue], bool]] = {
    "page": _by_page,
    "table": _by_table,
    "moment": _by_moment,
}
_KEYS: dict[str, tuple[Callable[[Issue], object], Callable[[Issue], object]]] = {
    "output": (_printed_at, _output_began),
    "place": (_place, _place),
    "component": (_component, _component),
}
"""What cause and effect must have in common; None ties nothing."""
