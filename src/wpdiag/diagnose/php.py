"""PHP's own records, ``PHP Warning:  message in FILE on line N`` and what may follow (main/main.c, php_error_cb)."""

from __future__ import annotations

import re

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
_PLACE = lazy(rf"^(?P<before>(?:.*\s)?)in (?P<file>{PATH}[^\n]*?) on line (?P<line>\d+)\s*\Z", re.M)
"""The greedy part before it makes it the last place of the last line: a message may name others."""
_PLACE_INSIDE = lazy(rf"^(?P<before>(?:.*\s)?)in (?P<file>{PATH}[^\n]*?) on line (?P<line>\d+)[ \t\r]*$", re.M)
"""At the end of a line that is not the last: then the lines behind it are somebody else's."""
_THROWN = lazy(r"\n\s*thrown in (?P<file>[^\n]+) on line (?P<line>\d+)\s*(?:\n|$)")
_THROWN_CUT = lazy(r"\n\s*thrown\b[^\n]*$")
_UNCAUGHT_AT = lazy(rf"^(?P<before>(?:.*\s)?)in (?P<file>{PATH}[^\n]*?):(?P<line>\d+)\Z", re.M)
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
        rest = rest[: thrown.start()]
    elif several:
        cut = _THROWN_CUT.search(rest)
        if cut:
            rest = rest[: cut.start()]
    begins = _TRACE.search(rest) if several else None
    if begins:
        calls, rest = rest[begins.end() :], rest[: begins.start()]
        cut_off = _PLACE.search(calls) if not thrown else None
        if cut_off:  # up to PHP 7.4, log_errors_max_len cuts the message, and the place follows
            location = _location(cut_off)
            calls = calls[: cut_off.end("before")]
        trace = frames(calls)
    place = _PLACE.search(rest) or (None if thrown else _PLACE_INSIDE.search(rest))
    uncaught = rest.startswith("Uncaught ")
    if place:
        location = location or _location(place)
        rest = rest[: place.end("before")].rstrip()
    elif uncaught:
        at = _UNCAUGHT_AT.search(rest)
        if at:
            location = location or _location(at)
            rest = rest[: at.end("before")].rstrip()
    complete = bool(thrown or place or (trace and not uncaught))
    return Parts(label=label, message=rest, location=location, trace=trace, complete=complete)


def _location(match: re.Match[str]) -> Location:
    return Location(file=match["file"].rstrip("\r"), line=int(match["line"]))
