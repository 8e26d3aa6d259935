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

from wpdiag.advise.match import fits, names
from wpdiag.advise.rule import Cause, Match
from wpdiag.model import Issue
from wpdiag.report.merging import said_by

_SAME_HOURS = 0.9


def link(issues: Iterable[Issue], causes: Iterable[tuple[Cause, bool]]) -> list[Issue]:
    """The issues, each effect with the fingerprint of its cause and the reason; there are no circles.

    :param causes: the rules, each with whether it is wpdiag's own, the most important first.
    """
    linked = {issue.fingerprint: replace(issue, cause=None, because="") for issue in issues}
    for cause, own in causes:
        effects = [issue for issue in linked.values() if issue.cause is None and _is(cause.effect, issue, own)]
        if not effects:
            continue
        possible = [issue for issue in linked.values() if _is(cause.cause, issue, own)]
        for effect in sorted(effects, key=_age):
            found = [
                issue
                for issue in possible
                if issue.fingerprint != effect.fingerprint
                and _TIES[cause.by](issue, effect)
                and effect.fingerprint not in _chain(issue, linked)
            ]
            if found:
                first = min(found, key=_age)
                linked[effect.fingerprint] = replace(effect, cause=first.fingerprint, because=cause.because)
    return list(linked.values())


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


def _is(match: Match, issue: Issue, own: bool) -> bool:
    return names(match, issue.identifier) and fits(match, said_by(issue), issue.component, own=own)


def _by_output(cause: Issue, effect: Issue) -> bool:
    place = cause.location
    began = (effect.params.get("output_file"), effect.params.get("output_line"))
    return place is not None and began == (place.file, str(place.line))


def _by_page(cause: Issue, effect: Issue) -> bool:
    return cause.shown and not set(cause.sources).isdisjoint(effect.sources)


def _by_place(cause: Issue, effect: Issue) -> bool:
    return cause.location is not None and cause.location == effect.location


def _by_component(cause: Issue, effect: Issue) -> bool:
    one, other = cause.component, effect.component
    return one.kind not in ("unknown", "core") and (one.kind, one.slug) == (other.kind, other.slug)


def _by_table(cause: Issue, effect: Issue) -> bool:
    table = effect.params.get("table", "").rpartition(".")[2]
    return bool(table) and f" {table} " in f" {cause.params.get('query', '').replace('`', ' ').replace('(', ' ')} "


def _by_moment(cause: Issue, effect: Issue) -> bool:
    if not cause.histogram or not effect.histogram:
        return not set(cause.sources).isdisjoint(effect.sources)
    together = sum(count for hour, count in effect.histogram.items() if hour in cause.histogram)
    return together >= _SAME_HOURS * sum(effect.histogram.values())


_TIES: dict[str, Callable[[Issue, Issue], bool]] = {
    "output": _by_output,
    "page": _by_page,
    "place": _by_place,
    "component": _by_component,
    "table": _by_table,
    "moment": _by_moment,
}
