"""Which entries of the rules are for a diagnostic: by identifier, then by their conditions; the most specific first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from wpdiag.advise.rule import Match
from wpdiag.model import Component, Diagnostic

if TYPE_CHECKING:
    import regex

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

    def fitting(self, diagnostic: Diagnostic, component: Component) -> Iterator[T]:
        """All entries for a diagnostic, the most specific first: exact identifier before family, long family before
        short, then the number of conditions, then the later pack."""
        for candidates in self._candidates(diagnostic.identifier):
            fitting = [
                (conditions(entry.match), rank, -place, entry)
                for place, (entry, rank, own) in enumerate(candidates)
                if fits(entry.match, diagnostic, component, own=own)
            ]
            yield from (entry for *_, entry in sorted(fitting, key=lambda each: each[:3], reverse=True))

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


def fits(match: Match, diagnostic: Diagnostic, component: Component, *, own: bool) -> bool:
    """Whether all conditions hold; the identifier is not looked at.

    :param own: whether the patterns are wpdiag's, which are tested and need no time limit.
    """
    place = diagnostic.location
    return (
        (not match.level or diagnostic.level in match.level)
        and (not match.kind or component.kind in match.kind)
        and (match.slug is None or component.slug == match.slug)
        and (match.shown is None or diagnostic.shown is match.shown)
        and all(
            name in diagnostic.params and found(pattern, diagnostic.params[name], own=own)
            for name, pattern in match.params.items()
        )
        and (match.message is None or found(match.message, diagnostic.message, own=own))
        and (match.file is None or found(match.file, place.file if place else None, own=own))
        and (match.request is None or found(match.request, diagnostic.request, own=own))
        and (match.trace is None or any(found(match.trace, frame.call, own=own) for frame in diagnostic.trace))
    )


def patterns(match: Match) -> list[str]:
    """All regular expressions of a match."""
    given = (match.message, match.file, match.request, match.trace, *match.params.values())
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


def found(pattern: str, text: str | None, *, own: bool) -> bool:
    """Whether a pattern is found; ``own`` ones without a time limit, which spares loading ``regex``."""
    if text is None:
        return False
    if own:
        return re.search(pattern, text) is not None
    try:
        return _compiled(pattern).search(text, timeout=SECONDS) is not None
    except TimeoutError:
        return False
