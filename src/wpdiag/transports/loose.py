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

_SIGN = lazy(rb"on\s++line\s++\d")
"""Text without this holds no record of PHP's; it begins with letters, so that searching it is fast."""
_LONGEST = 32 << 10
_LONGEST_LABEL = 64
_LONGEST_PLACE = 8 << 10
_DIGITS = 20

_LABEL = lazy(
    rf"(?<![A-Za-z$-])PHP (?:{LABELS}):  |(?<![\w$>-])(?:PHP )?(?:{LABELS})[ \n]?:[ \xa0]{{1,2}}"
    rf"|(?<=[\r\n>])(?:{LABELS}) ?:[ \xa0]{{1,2}}".encode()
)
_END = lazy(
    rf"(?:(?<=[\s>\xa0])|(?<=: ))in\s++(?P<file>{PATH}(?:[^\r\n]|\r?\n[ \t]*+(?=\S)){{0,1000}}?)"
    rf"(?:(?<!\s)\s++)?on\s++line\s++(?P<line>\d+)".encode()
)
MARK = b"\x01"
"""What a page's reader puts behind the label and the place of a message with tags: there, they cannot be mistaken."""
_MARKED_END = lazy(rf"in (?P<file>{PATH}[^\r\n\x01]{{0,1000}}?) on line (?P<line>\d+)\x01".encode())
_TRACE = lazy(
    rb"\s*(?:PHP )?Stack trace:(?:\s+#\d+ (?:(?!\s{1,80}#\d+ |\{main\}).){0,2000})*(?:\s+#\d+ \{main\})?", re.S
)
_AFTER = lazy(rb"[ \t\"'`*|<)\]};,]*(?:[\r\n<]|$)|\s*(?:PHP )?(?:" + LABELS.encode() + rb") ?:|; PHP message: ")


def spans(data: bytes) -> list[bytes]:
    """The records in some text, as they stand, in order."""
    found: list[tuple[int, bytes]] = []
    if _SIGN.search(data):
        found += _php(data)
    found += database_errors(data)
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
    places = _Places(data)
    while (coming := places.first(position)) is not None:
        label = _LABEL.search(data, max(position, coming.start() - _LONGEST - _LONGEST_LABEL), coming.start())
        if label is None:
            position = coming.end()
            continue
        end = _marked_end(data, label.end()) or _end(data, label.end(), places)
        if end is None:
            position = label.end()
            continue
        start = _start(data, label.start(), end.start())
        stop = end.end()
        trace = _TRACE.match(data, stop)
        if trace:
            stop = trace.end()
        if not is_quoted(data, start, stop, end["file"]):
            yield start, data[start:stop] + (b"" if trace else panel_stack(data, stop))
        position = stop


class _Places:
    """The places in some text, each searched for once, however many labels stand before it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._from = 0
        self._found: re.Match[bytes] | None = self._search(0)

    def first(self, start: int) -> re.Match[bytes] | None:
        """The first place that begins here or behind."""
        found = self._found
        if start < self._from or (found is not None and found.start() < start):
            self._from, self._found = start, self._search(start)
        return self._found

    def _search(self, start: int) -> re.Match[bytes] | None:
        """By what ends a place, which is rare: what stands far before it cannot be its beginning."""
        for sign in _SIGN.finditer(self._data, start):
            start = max(start, sign.start() - _LONGEST_PLACE)
            found = _END.search(self._data, start, sign.end() + _DIGITS)
            if found:
                return found
            start = sign.start()
        return None


def _marked_end(data: bytes, start: int) -> re.Match[bytes] | None:
    """The place that ends a record with marks: whatever else looks like a place is in the message."""
    return _MARKED_END.search(data, start, start + _LONGEST) if data.startswith(MARK, start) else None


def _end(data: bytes, start: int, places: _Places) -> re.Match[bytes] | None:
    """The place that ends the record which begins here: the first that stands at the end of a line, else the first."""
    first = None
    position = looked = start
    while True:
        end = places.first(position)
        if end is None or end.end() > start + _LONGEST:
            return first
        if _AFTER.match(data, end.end()):
            return end
        if first is not None and (
            data.find(b"\n", looked, end.start()) >= 0 or _LABEL.search(data, looked, end.start())
        ):
            return first
        first = first or end
        looked = first.end() if first is end else end.start()
        position = end.end()


def _start(data: bytes, start: int, end: int) -> int:
    """Where the record that ends here begins: at the last label that begins a line, or stands in a later line."""
    best = looked = start
    later_line = False
    position = start + 1
    while (label := _LABEL.search(data, position, end)) is not None:
        at = label.start()
        later_line = later_line or data.find(b"\n", looked, at) >= 0
        looked = at
        if later_line or data[at - 1 : at] in (b"\n", b"\r", b">"):
            best, later_line = at, False
        position = at + 1
    return best
