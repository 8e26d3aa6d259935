"""WordPress' sentences without PHP's label and place, as people copy them out of Query Monitor's panel, with its stack.

The sentence ends with the version since which it is reported, in any language, or is that of a text domain; the stack
below it has a line for each call and one for its place. Query Monitor shows no label: the level is that of
``_doing_it_wrong()``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wpdiag.lazy import lazy
from wpdiag.transports.quoted import is_quoted

_CALLED = lazy(rb" was called (?:<strong>|\*\*)?incorrectly(?:</strong>|\*\*)?\. ")
_LEAD = 300
"""Bytes before these words within which their line begins."""
_SENTENCE = lazy(
    rb"[ \t>\"'`*]{0,80}(?:(?:PHP )?Notice ?:[ \t*]{1,4})?"
    rb"(?P<text>(?:Function )?[^\s.]{1,120} was called (?:<strong>|\*\*)?incorrectly(?:</strong>|\*\*)?\. "
    rb"(?:[^\r\n]{1,3000}?\([^()\r\n]{0,80}?\d{1,4}\.\d{1,4}(?:\.\d{1,4})?[^()\r\n]{0,40}\)"
    rb"|Translation loading for the [^\r\n]{1,80} domain was triggered too early\.[^\r\n]{0,400}?\.))[ \t\"'`*]*+\r?$",
    re.M,
)
_BETWEEN = lazy(
    rb"\s*+(?:[>#`*\s]{0,40}(?:(?:Call )?Stack(?: trace)?|Caller|php|text)?[:*`\s]{0,40}\n\s*+)?"
    rb"(?:(?:/|[A-Za-z]:[\\/])[^\s:*?\"<>|]{1,300}\.php:\d{1,6}[ \t]*\r?\n)?"
)
"""A heading, and the place of the message again."""
_CALL = lazy(
    rb"[ \t>+*]*+(?P<call>[\w\\{}:>-]{1,200}\([^\r\n]{0,200}\))[ \t]*\r?\n[ \t>]*"
    rb"(?P<file>[^\s:*?\"<>|][^\r\n:*?\"<>|]{0,300}\.php):(?P<line>\d{1,6})[ \t]*(?:\r?\n|$)"
)


def sentences(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each sentence with where it begins: a record of PHP's that lacks its place, with its stack as PHP writes one."""
    position = 0
    for called in _CALLED.finditer(data):
        first = max(position, called.start() - _LEAD)
        begins = data.rfind(b"\n", first, called.start()) + 1
        match = _SENTENCE.match(data, begins) if begins or not first else None
        position = called.end()
        if match and not is_quoted(data, match.start("text"), match.end("text"), b""):
            yield match.start("text"), b"PHP Notice:  " + match["text"] + panel_stack(data, match.end())


def panel_stack(data: bytes, position: int) -> bytes:
    """The stack that Query Monitor shows below a message that ends here, as PHP writes one; empty if there is none."""
    between = _BETWEEN.match(data, position)
    call = _CALL.match(data, between.end() if between else position)
    frames: list[bytes] = []
    while call:
        frames.append(b"\n#%d %s(%s): %s" % (len(frames), call["file"], call["line"], call["call"]))
        call = _CALL.match(data, call.end())
    return b"\nStack trace:" + b"".join(frames) if frames else b""
