"""``debug-log``: WP_DEBUG_LOG and PHP's error_log file (main/main.c, php_log_err_with_severity).

A record is ``[23-Nov-2026 16:43:10 UTC] text``; text may run over many lines. The zone is an identifier or an offset.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import tzinfo
from operator import itemgetter

from wpdiag.lazy import lazy
from wpdiag.model import Entry
from wpdiag.model.batch import Batch, seconds_of
from wpdiag.transports.base import RECORD_LIMIT, Transport, decode, lines_of
from wpdiag.transports.clock import hour_start, month, zone_of
from wpdiag.transports.loose import loose_entries

_MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_STAMP = rb"\[\d\d-" + _MONTH + rb"-\d{4} \d\d:\d\d:\d\d "
_BEGINS = lazy(_STAMP)
_LINE = lazy(rb"^" + _STAMP, re.M)
_STAMPED = _STAMP + rb"[A-Za-z+-][^\]\s]{0,40}\]"
_OTHER = lazy(rb"\n(?!" + _STAMPED + rb"|[^\n]*\Z)(?:[\[<\d]|[A-Z][a-z]{2} [ \d]\d |```)")
"""A line that may be one of another log, but for the last line, which may be cut off."""
_HOUR = lazy(rb"\[\d\d-" + _MONTH + rb"-\d{4} \d\d:")
_ZONE = lazy(rb" ([^\]\s]{1,40})\] ?")
_XDEBUG_TRACE = lazy(rb" [^\]\s]{1,40}\] (?P<line>PHP (?:Stack trace:| +\d+\. ))")
_LONGEST_ZONE = 44
_XDEBUG = b"] PHP Stack trace:"
LOOK_FOR_XDEBUG = 4 << 20
"""Bytes after which a log without Xdebug's traces is not expected to get any."""
_WIDTH = len(b"[23-Nov-2026 16:43:10")
_STAMP_OF = itemgetter(slice(0, _WIDTH))
_HOUR_WIDTH = len(b"[23-Nov-2026 16:")


class DebugLog(Transport):
    """Records with PHP's own stamp."""

    name = "debug-log"
    rank = 1
    mixes = True
    line_start = lazy(_STAMPED)
    hour_width = _HOUR_WIDTH
    block_size = 256 << 10
    splits = True
    plain = True

    def __init__(self, zone: tzinfo | None = None, written: float | None = None) -> None:
        super().__init__(zone, written)
        self._rest = b""
        self._fed = 0
        self._xdebug = False
        self._hours: dict[tuple[bytes, bytes], int | None] = {}

    @classmethod
    def score(cls, head: bytes) -> float:
        """Stamped lines prove it, however many lines of stack traces stand between them."""
        stamped = len(_LINE.findall(head))
        share = stamped / (head.count(b"\n") + 1)
        return 0.7 + 0.3 * share if stamped and (share > 0.02 or _BEGINS.match(head)) else share

    @classmethod
    def certain(cls, head: bytes) -> bool:
        """It begins with a stamp, and so does each line that could be one of a log."""
        return cls.line_start.match(head) is not None and _OTHER.search(head) is None

    def look(self, head: bytes) -> None:
        """Whether Xdebug writes traces here."""
        self._xdebug = _XDEBUG in head[:LOOK_FOR_XDEBUG]
        self._fed = LOOK_FOR_XDEBUG

    def begin(self, data: bytes) -> int | None:
        """At the next stamp, where no trace of Xdebug's stands behind it."""
        for line in _LINE.finditer(data, data.find(b"\n") + 1 or len(data)):
            if not (self._xdebug and _XDEBUG_TRACE.match(data, line.start() + _WIDTH)):
                return line.start()
        return None

    def feed(self, data: bytes) -> Batch:
        """Work on lines, so that the block is never copied; the last record waits for lines that may belong to it."""
        if self._fed < LOOK_FOR_XDEBUG:
            self._fed += len(data)
            self._xdebug = self._xdebug or _XDEBUG in data
        lines = lines_of(data)
        lines[:1] = lines_of(b"".join([self._rest, *lines[:1]]))
        last = next((at for at in range(len(lines) - 1, -1, -1) if self._begins(lines[at])), 0)
        self._rest = b"".join(lines[last:])
        if len(self._rest) > RECORD_LIMIT:
            self._rest = b""
        else:
            del lines[last:]
        return self._records(lines)

    def _begins(self, line: bytes) -> bool:
        """Whether a record begins here: a line of Xdebug's trace belongs to the message before it."""
        return bool(_BEGINS.match(line)) and not (self._xdebug and _XDEBUG_TRACE.match(line, _WIDTH))

    def finish(self) -> Batch:
        """The last record."""
        rest, self._rest = self._rest, b""
        return self._records(lines_of(rest.removesuffix(b"\n") + b"\n")) if rest else Batch([], [])

    def _records(self, lines: list[bytes]) -> Batch:
        stamps = list(map(_STAMP_OF, lines))
        ordered = sorted(stamps)
        if _all_stamped(ordered):
            return self._with_xdebug_traces(Batch(lines, stamps, _WIDTH, stamps == ordered))
        starts = [at for at, line in enumerate(lines) if _BEGINS.match(line)]
        ends = [*starts[1:], len(lines)] if starts else []
        records = [b"".join(lines[start:end]) for start, end in zip(starts, ends, strict=True)]
        batch = self._with_xdebug_traces(Batch(records, [record[:_WIDTH] for record in records], _WIDTH))
        loose = b"".join(lines[: starts[0]] if starts else lines)
        if loose.strip():
            batch.records.append(b"\0" * _WIDTH + loose)
            batch.stamps.append(b"")
        return batch

    def _with_xdebug_traces(self, batch: Batch) -> Batch:
        """Xdebug writes each line of a stack trace as a record of its own, right behind the message."""
        if not self._xdebug:
            return batch
        joined = Batch([], [], batch.skip)
        for record, stamp in zip(batch.records, batch.stamps, strict=True):
            trace = _XDEBUG_TRACE.match(record, batch.skip)
            if trace and joined.records:
                joined.records[-1] += record[trace.start("line") :]
            else:
                joined.records.append(record)
                joined.stamps.append(stamp)
        return joined

    def unwrap(self, body: bytes) -> Iterator[Entry]:
        """The text behind the zone."""
        zone = _ZONE.match(body)
        if zone is None:
            found = list(loose_entries(body))
            self.fragments += not found
            yield from found
            return
        text = decode(body[zone.end() :]).replace("\r\n", "\n").rstrip("\r\n")
        if text:
            yield Entry(text=text)

    def when(self, stamp: bytes, body: bytes) -> int | None:
        """The stamp in the zone that it names."""
        key = (stamp[:_HOUR_WIDTH], body[: body.find(b"]", 0, _LONGEST_ZONE)])
        if key not in self._hours:
            self._hours[key] = self._hour(stamp, body)
        begins = self._hours[key]
        return None if begins is None else begins + seconds_of(stamp)

    def _hour(self, stamp: bytes, body: bytes) -> int | None:
        named = _ZONE.match(body)
        zone = (zone_of(named[1].decode("ascii", "replace")) if named else None) or self.zone
        if zone is None:
            return None
        hour = b"%s-%s-%sT%s" % (stamp[8:12], month(stamp[4:7]), stamp[1:3], stamp[13:15])
        return hour_start(hour.decode("ascii", "replace"), zone)


def _all_stamped(ordered: list[bytes]) -> bool:
    """Whether every line begins with a stamp: in order, all lines of an hour share the prefix that is checked."""
    at, end = 0, len(ordered)
    while at < end:
        hour = ordered[at][:_HOUR_WIDTH]
        if not _HOUR.match(hour):
            return False
        at = bisect_left(ordered, hour + b"\xff", at)
    return True
