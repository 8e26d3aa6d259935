"""PHP's own records, ``PHP Warning:  message in FILE on line N`` and what may follow (main/main.c, php_error_cb)."""

from __future__ import annotations

import re
from collections import deque
from typing import NamedTuple

import msgspec

from wpdiag.diagnose.trace import frames
from wpdiag.lazy import lazy
from wpdiag.model import Frame, Location

LEVEL_OF = {
    "Fatal error": "fatal",
    "Recoverable fatal error": "fatal",
    "Catchable fatal error": "fatal",
    "Parse error": "fatal",
    "Warning": "warning",
    "Notice": "notice",
    "Strict Standards": "notice",
    "Deprecated": "deprecated",
    "Unknown error": "warning",
}
"""The labels of php_error_cb() (main/main.c) and ours. "Catchable" was the word for "Recoverable" before PHP 8."""

LABELS = "|".join(re.escape(label) for label in LEVEL_OF)
"""The labels as an alternation for regular expressions."""

PATH = (
    r"(?:/|[A-Za-z]:[\\/]|\\\\|phar:|vfs:|Unknown\b|Command line code|Standard input code|php shell code"
    r"|(?:[\w.~-]{1,80}/){0,8}wp-(?:content|includes|admin)/)"
)
"""How the name of a file begins where PHP says ``in FILE on line N``; people cut off what stands above the site."""

_LABEL = lazy(rf"(?:PHP )?(?P<label>{LABELS}): {{0,2}}")
_IN = lazy(rf"(?<!\S)in (?={PATH})")
_ON_LINE = lazy(r" on line (?P<line>\d{1,10})\s*\Z")
_ON_LINE_INSIDE = lazy(r" on line (?P<line>\d{1,10})[ \t\r]*$", re.M)
_COLON_LINE = lazy(r":(?P<line>\d{1,10})\Z")
_THROWN = lazy(r"\n[^\S\n]*+thrown in (?P<file>[^\n]+) on line (?P<line>\d{1,10})\s*(?:\n|$)")
_THROWN_CUT = lazy(r"\n[^\S\n]*+thrown\b[^\n]*$")
_TRACE = lazy(r"\n(?:PHP )?(?:Stack trace|Call Stack):(?=\n|$)")


class Parts(msgspec.Struct, frozen=True):
    """A PHP record taken apart; ``message`` keeps its tags and lines but has no place and no trace."""

    label: str
    message: str
    location: Location | None
    trace: tuple[Frame, ...]
    complete: bool


def label_of(text: str, *, shown: bool) -> re.Match[str] | None:
    """The level label at the start of a record.

    :param shown: True for page output (``Warning: …``), False for logs, where only ``PHP Warning:  …`` is PHP's own.
    """
    if not shown and not text.startswith("PHP "):
        return None
    return _LABEL.match(text)


def take_apart(text: str, *, shown: bool) -> Parts | None:
    """Split a record into label, message, place and trace; None where it is not PHP's own.

    The place is the last ``in FILE on line N`` of the message. An uncaught exception names it twice, as ``FILE:LINE``
    of the innermost and behind ``thrown in`` of the outermost exception; the latter is PHP's, the former serves where
    the end was cut off.
    """
    start = label_of(text, shown=shown)
    if start is None:
        return None
    label = start["label"]
    rest = text[start.end() :].rstrip()
    location = None
    trace: tuple[Frame, ...] = ()
    several = "\n" in rest
    thrown = _THROWN.search(rest) if several else None
    if thrown:
        location = _location(thrown)
        rest = rest[: thrown.start()].rstrip()
    elif several:
        cut = _THROWN_CUT.search(rest)
        if cut:
            rest = rest[: cut.start()].rstrip()
    begins = _TRACE.search(rest) if several else None
    if begins:
        calls, rest = rest[begins.end() :], rest[: begins.start()]
        cut_off = _place_at_end(calls) if not thrown else None
        if cut_off:  # up to PHP 7.4, log_errors_max_len cuts the message, and the place follows
            location = cut_off.location
            calls = calls[: cut_off.begins]
        trace = frames(calls)
    place = _place_at_end(rest) or (None if thrown else _place_inside(rest))
    uncaught = rest.startswith("Uncaught ")
    if place:
        location = location or place.location
        rest = rest[: place.begins].rstrip()
    elif uncaught:
        at = _uncaught_at(rest)
        if at:
            location = location or at.location
            rest = rest[: at.begins].rstrip()
    complete = bool(thrown or place or (trace and not uncaught))
    return Parts(label=label, message=rest, location=location, trace=trace, complete=complete)


class _Place(NamedTuple):
    location: Location
    begins: int


def _place_at_end(text: str) -> _Place | None:
    """The last place of the last line: a message may name others."""
    return _before(text, _ON_LINE.search(text, max(0, text.rfind(" on line "))))


def _place_inside(text: str) -> _Place | None:
    """A place at the end of a line that is not the last: then the lines behind it are somebody else's."""
    return next((place for end in _ON_LINE_INSIDE.finditer(text) if (place := _before(text, end))), None)


def _uncaught_at(text: str) -> _Place | None:
    """``in FILE:LINE`` at the end."""
    return _before(text, _COLON_LINE.search(text, max(0, text.rfind(":"))))


def _before(text: str, end: re.Match[str] | None) -> _Place | None:
    """The place whose line number was found, its file looked for backwards: the last ``in FILE`` of the line."""
    if end is None:
        return None
    last = deque(_IN.finditer(text, text.rfind("\n", 0, end.start()) + 1, end.start()), maxlen=1)
    if not last:
        return None
    return _Place(Location(file=text[last[0].end() : end.start()].rstrip("\r"), line=int(end["line"])), last[0].start())


def _location(match: re.Match[str]) -> Location:
    return Location(file=match["file"].rstrip("\r"), line=int(match["line"]))
