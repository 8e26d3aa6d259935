"""Stack traces: PHP's own, ``#0 FILE(LINE): call()``, innermost call first (zend_exceptions.c), and
Xdebug's, ``PHP   1. {main}() FILE:LINE``, outermost call first."""

from __future__ import annotations

import re

from wpdiag.lazy import lazy
from wpdiag.model import Frame

_FRAME = lazy(
    r"#\d+\s+(?:\[internal function\]:\s(?P<internal>[^\n]*)|(?P<file>[^\n]+?)\((?P<line>\d+)\):\s(?P<call>[^\n]*)"
    r"|(?P<main>\{main\}))"
)
_XDEBUG = lazy(
    r"^(?:PHP )? *(?:[\d.]+ +\d+ +)?\d+\. (?P<call>[^\n(]*)\((?:[^\n]*)\) "
    r"(?P<file>(?:/|[A-Za-z]:[\\/])[^\n]*?):(?P<line>\d+)$",
    re.M,
)
_LIMIT = 64


def frames(text: str) -> tuple[Frame, ...]:
    """The frames in a stack trace, innermost first, at most 64; ``{main}`` is left out.

    Text that wraps at blanks (pages turned into text) must have been joined before.
    """
    found: list[Frame] = []
    for match in _FRAME.finditer(text):
        if match["main"]:
            break
        if match["internal"] is not None:
            found.append(Frame(file=None, line=None, call=match["internal"].strip()))
        else:
            found.append(Frame(file=match["file"], line=int(match["line"]), call=match["call"].strip()))
        if len(found) == _LIMIT:
            break
    return tuple(found) or _xdebug_frames(text)


def _xdebug_frames(text: str) -> tuple[Frame, ...]:
    """Xdebug's frames, turned round; their arguments repeat the site's data and are left out."""
    calls = [
        Frame(file=match["file"], line=int(match["line"]), call=f"{match['call']}()")
        for match in _XDEBUG.finditer(text)
        if match["call"] != "{main}"
    ]
    return tuple(reversed(calls))[:_LIMIT]
