"""Find PHP's records in text that nothing delimits: pages, the text of pages, what a terminal showed.

A record begins with a label (``Warning: ``, ``PHP Warning:  ``) and ends with ``in FILE on line N``. Only both together
make a record, so prose with "Notice:" in it is none. Pages turned into text may be broken into lines within a path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wpdiag.diagnose.php import LABELS, PATH
from wpdiag.lazy import lazy
from wpdiag.model import Entry
from wpdiag.transports.base import decode
from wpdiag.transports.database_errors import database_errors
from wpdiag.transports.quoted import is_quoted
from wpdiag.transports.sentences import panel_stack, sentences
from wpdiag.transports.wrapped import joined

_SIGN = lazy(rb"\bon\s+line\s")
"""Text without this holds no record of PHP's."""
_LONGEST = 32 << 10

_LABEL = lazy(
    rf"(?<![A-Za-z$-])PHP (?:{LABELS}):  |(?<![\w$>-])(?:PHP )?(?:{LABELS})[ \n]?:[ \xa0]{{1,2}}"
    rf"|(?<=[\r\n>])(?:{LABELS}) ?:[ \xa0]{{1,2}}".encode()
)
_END = lazy(
    rf"(?:(?<=[\s>\xa0])|(?<=: ))in\s+(?P<file>{PATH}(?:[^\r\n]|\r?\n[ \t]*(?=\S)){{0,1000}}?)"
    rf"\s*on\s+line\s+(?P<line>\d+)".encode()
)
MARK = b"\x01"
"""What a page's reader puts behind the label and the place of a message with tags: there, they cannot be mistaken."""
_MARKED_END = lazy(rf"in (?P<file>{PATH}[^\r\n\x01]{{0,1000}}?) on line (?P<line>\d+)\x01".encode())
_TRACE = lazy(rb"\s*(?:PHP )?Stack trace:(?:\s+#\d+ (?:(?!\s+#\d+ |\{main\}).){0,2000})*(?:\s+#\d+ \{main\})?", re.S)
_AFTER = lazy(rb"[ \t\"'`*|<)\]};,]*(?:[\r\n<]|$)|\s*(?:PHP )?(?:" + LABELS.encode() + rb") ?:|; PHP message: ")


def spans(data: bytes) -> list[bytes]:
    """The records in some text, as they stand, in order."""
    found: list[tuple[int, bytes]] = []
    if _SIGN.search(data):
        found += _php(data)
    found += database_errors(data)
    if b" was called " in data:
        found += sentences(data)
    found.sort()
    return [record for _, record in found]


def loose_entries(data: bytes) -> Iterator[Entry]:
    """The entries in some text."""
    for record in spans(data):
        yield entry_of(record)


def entry_of(record: bytes) -> Entry:
    """One record as an entry: joined where it was broken into lines of a page's width."""
    text = decode(record.replace(MARK, b"")).replace("\xa0", " ")
    logged = text.startswith("PHP ")
    return Entry(text=text if logged else joined(text), shown=not logged)


def _php(data: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    while True:
        label = _LABEL.search(data, position)
        if label is None:
            return
        end = _marked_end(data, label.end()) or _end(data, label.end())
        if end is None:
            position = label.end()
            following = _LABEL.search(data, position)
            if following is None or _END.search(data, following.end()) is None:
                return
            continue
        start = _start(data, label.start(), end.start())
        stop = end.end()
        trace = _TRACE.match(data, stop)
        if trace:
            stop = trace.end()
        if not is_quoted(data, start, stop, end["file"]):
            yield start, data[start:stop] + (b"" if trace else panel_stack(data, stop))
        position = stop


def _marked_end(data: bytes, start: int) -> re.Match[bytes] | None:
    """The place that ends a record with marks: whatever else looks like a place is in the message."""
    return _MARKED_END.search(data, start, start + _LONGEST) if data.startswith(MARK, start) else None


def _end(data: bytes, start: int) -> re.Match[bytes] | None:
    """The place that ends the record which begins here: the first that stands at the end of a line, else the first."""
    first = None
    position = start
    while True:
        end = _END.search(data, position, start + _LONGEST)
        if end is None:
            return first
        if _AFTER.match(data, end.end()):
            return end
        if first is not None and (
            b"\n" in data[first.end() : end.start()] or _LABEL.search(data, first.end(), end.start())
        ):
            return first
        first = first or end
        position = end.end()


def _start(data: bytes, start: int, end: int) -> int:
    """Where the record that ends here begins: at the last label that begins a line, or stands in a later line."""
    best = start
    position = start + 1
    while (label := _LABEL.search(data, position, end)) is not None:
        at = label.start()
        before = data[at - 1 : at]
        if before in (b"\n", b"\r", b">") or b"\n" in data[best:at]:
            best = at
        position = at + 1
    return best
