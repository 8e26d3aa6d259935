"""Stack traces of four grammars.

PHP's own, ``#0 FILE(LINE): call()``, innermost call first (zend_exceptions.c); Xdebug's, ``PHP   1. {main}()
FILE:LINE``, outermost first; WordPress' summary, calls without places, outermost first (wp_debug_backtrace_summary()
in wp-includes/functions.php); arrays of calls as print_r() shows them, innermost first.
"""

from __future__ import annotations

import re

from wpdiag.lazy import lazy
from wpdiag.model import Frame

_FRAME = lazy(
    r"#\d+\s+(?:\[internal function\]:\s(?P<internal>[^\n]*)|(?P<file>[^\n]+?)\((?P<line>\d{1,10})\):\s(?P<call>[^\n]*)"
    r"|(?P<main>\{main\}))"
)
_XDEBUG = lazy(
    r"^(?:PHP )? *(?:[\d.]+ +\d+ +)?\d+\. (?P<call>[^\n(]*)\((?:[^\n]*)\) "
    r"(?P<file>(?:/|[A-Za-z]:[\\/])[^\n]*?):(?P<line>\d{1,10})$",
    re.M,
)
_SUMMARY = lazy(r"(?:^|, )(?=[\w\\{])")
_INCLUDE = lazy(r"(?:require|include)(?:_once)?\('(?P<file>[^']*)'\)")
_CLOSURE = lazy(r"\{closure:(?P<file>(?:/|[A-Za-z]:[\\/])[^\n]+?):\d+\}")
"""Since PHP 8.4 a closure outside of functions is named after its file."""
_PRINTED = lazy(
    r"\[(?:file|FILE)\] => (?P<file>[^\n]+)\n\s*\[line\] => (?P<line>\d{1,10})\n\s*\[function\] => (?P<function>[^\n]+)"
    r"(?:\n\s*\[class\] => (?P<class>[^\n]+))?"
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
    return tuple(found) or _xdebug_frames(text) or printed_frames(text)


def summary_frames(text: str) -> tuple[Frame, ...]:
    """The frames of a summary, innermost first; an include names the file that ran, below content folder or root."""
    found = []
    for call in _SUMMARY.split(text):
        call = call.strip().rstrip(",")
        if call:
            file = _INCLUDE.match(call) or _CLOSURE.match(call)
            found.append(Frame(file=file["file"] if file else None, line=None, call=call))
    return tuple(reversed(found))[:_LIMIT]


def printed_frames(text: str) -> tuple[Frame, ...]:
    """The frames of an array as print_r() shows it: ``[file] => …``, ``[line] => …``, ``[function] => …``."""
    found = []
    for match in _PRINTED.finditer(text):
        call = f"{match['class']}::{match['function']}()" if match["class"] else f"{match['function']}()"
        found.append(Frame(file=match["file"].strip(), line=int(match["line"]), call=call))
    return tuple(found[:_LIMIT])


def _xdebug_frames(text: str) -> tuple[Frame, ...]:
    """Xdebug's frames, turned round; their arguments repeat the site's data and are left out."""
    calls = [
        Frame(file=match["file"], line=int(match["line"]), call=f"{match['call']}()")
        for match in _XDEBUG.finditer(text)
        if match["call"] != "{main}"
    ]
    return tuple(reversed(calls))[:_LIMIT]
