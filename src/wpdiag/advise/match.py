"""Which entries of the rules are for a diagnostic: by identifier, then by their conditions; the most specific first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from wpdiag.advise.rule import Match
from wpdiag.model import Component, Diagnostic

if TYPE_CHECKING:
    import regex

_SITUATIONS = 1024
"""Kinds of issues for which the entries are remembered; a scan has some dozen."""
SECONDS = 0.2
"""How long one pattern of a user's rule may search in one message."""


class Matched(Protocol):
    """Anything that says what it is for."""

    @property
    def match(self) -> Match: ...


T = TypeVar("T", bound=Matched)


class Index(Generic[T]):
    """Entries by identifier.

    :param entries: each with its rank, higher for later packs, and whether it is wpdiag's own.
    """

    def __init__(self, entries: Iterable[tuple[T, int, bool]]) -> None:
        self._exact: dict[str, list[tuple[T, int, bool]]] = {}
        self._families: dict[str, list[tuple[T, int, bool]]] = {}
        for entry in entries:
            pattern = entry[0].match.identifier
            table = self._families if pattern.endswith("*") else self._exact
            table.setdefault(pattern.removesuffix("*"), []).append(entry)
        self._listed: dict[tuple[str, str, str, bool], list[tuple[T, bool, bool]]] = {}

    def fitting(self, diagnostic: Diagnostic, component: Component) -> Iterator[T]:
        """All entries for a diagnostic, the most specific first: exact identifier before family, long family before
        short, then the number of conditions, then the later pack."""
        situation = (diagnostic.identifier, diagnostic.level, component.kind, diagnostic.shown)
        listed = self._listed.get(situation)
        if listed is None:
            if len(self._listed) >= _SITUATIONS:
                self._listed.clear()
            listed = self._listed[situation] = list(self._possible(*situation))
        for entry, certain, own in listed:
            if certain or fits(entry.match, diagnostic, component, own=own):
                yield entry

    def _possible(self, identifier: str, level: str, kind: str, shown: bool) -> Iterator[tuple[T, bool, bool]]:
        """The entries in their order that may be for such a diagnostic, each with whether there is nothing else to ask
        and whether it is wpdiag's own."""
        for candidates in self._candidates(identifier):
            fitting = [
                (conditions(entry.match), rank, -place, entry, own)
                for place, (entry, rank, own) in enumerate(candidates)
                if may_fit(entry.match, level, kind, shown)
            ]
            for *_, entry, own in sorted(fitting, key=lambda each: each[:3], reverse=True):
                yield entry, _is_certain(entry.match), own

    def _candidates(self, identifier: str) -> Iterator[list[tuple[T, int, bool]]]:
        if identifier in self._exact:
            yield self._exact[identifier]
        prefix = identifier
        while prefix:
            prefix = prefix.rpartition(".")[0]
            key = f"{prefix}." if prefix else ""
            if key in self._families:
                yield self._families[key]


def names(match: Match, identifier: str) -> bool:
    """Whether a match is for an identifier, exactly or as one of its family."""
    pattern = match.identifier
    return identifier.startswith(pattern[:-1]) if pattern.endswith("*") else identifier == pattern


def conditions(match: Match) -> int:
    """How narrow a match is: the number of its conditions beside the identifier."""
    given = (match.level, match.message, match.kind, match.slug, match.file, match.request, match.trace)
    return sum(map(bool, given)) + len(match.params) + (match.shown is not None)


def may_fit(match: Match, level: str, kind: str, shown: bool) -> bool:
    """Whether the conditions hold that have few answers."""
    return (
        (not match.level or level in match.level)
        and (not match.kind or kind in match.kind)
        and (match.shown is None or shown is match.shown)
    )


def _is_certain(match: Match) -> bool:
    """Whether there are no other conditions."""
    return not (match.params or match.slug is not None or any(pattern is not None for pattern in _optional(match)))


def _optional(match: Match) -> tuple[str | None, ...]:
    return match.message, match.file, match.request, match.trace


def fits(match: Match, diagnostic: Diagnostic, component: Component, *, own: bool) -> bool:
    """Whether all conditions hold; the identifier is not looked at.

    :param own: whether the patterns are wpdiag's, which are tested and need no time limit.
    """
    place = diagnostic.location
    return (
        may_fit(match, diagnostic.level, component.kind, diagnostic.shown)
        and (match.slug is None or component.slug == match.slug)
        and all(
            name in diagnostic.params and found(pattern, diagnostic.params[name], own=own)
            for name, pattern in match.params.items()
        )
        and (match.message is None or found(match.message, diagnostic.message, own=own))
        and (match.file is None or (place is not None and _in_file(match.file, place.file, own)))
        and (match.request is None or found(match.request, diagnostic.request, own=own))
        and (match.trace is None or any(found(match.trace, frame.call, own=own) for frame in diagnostic.trace))
    )


@lru_cache(maxsize=20_000)
def _in_file(pattern: str, file: str, own: bool) -> bool:
    """The same for the name of a file, which many issues have."""
    return found(pattern, file, own=own)


def patterns(match: Match) -> list[str]:
    """All regular expressions of a match."""
    given = (*_optional(match), *match.params.values())
    return [pattern for pattern in given if pattern]


def unsound(match: Match) -> str | None:
    """What is wrong with the first pattern that is none; None where all are sound."""
    import regex

    for pattern in patterns(match):
        try:
            _compiled(pattern)
        except regex.error as error:
            return f"not a regular expression: {pattern!r}: {error}"
    return None


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    import regex  # its searches can be given a time limit; few scans need it

    return regex.compile(pattern)


@cache
def _own(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def found(pattern: str, text: str | None, *, own: bool) -> bool:
    """Whether a pattern is found; ``own`` ones without a time limit, which spares loading ``regex``."""
    if text is None:
        return False
    if own:
        return _own(pattern).search(text) is not None
    try:
        return _compiled(pattern).search(text, timeout=SECONDS) is not None
    except TimeoutError:
        return False
