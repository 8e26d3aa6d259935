"""``debug-log``: WP_DEBUG_LOG and PHP's error_log file (main/main.c, php_log_err_with_severity).

A record is ``[23-Nov-2026 16:43:10 UTC] text``; text may run over many lines. The zone is an identifier or an offset.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wpdiag.model import Entry
from wpdiag.tally.batch import Batch
from wpdiag.transports.base import RECORD_LIMIT, Transport, decode
from wpdiag.transports.clock import hour_start, zone_of
from wpdiag.transports.loose import loose_entries

_MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_STAMP = rb"\[\d\d-" + _MONTH + rb"-\d{4} \d\d:\d\d:\d\d "
_BEGINS = re.compile(_STAMP)
_LINE = re.compile(rb"^" + _STAMP, re.M)
_NEXT = re.compile(rb"\r?\n(?=" + _STAMP + rb")")
_HOUR = re.compile(rb"\[\d\d-" + _MONTH + rb"-\d{4} \d\d:")
_ZONE = re.compile(rb" ([^\]\s]{1,40})\] ?")
_MINUTE = re.compile(rb"(\d\d):(\d\d)")
_WIDTH = len(b"[23-Nov-2026 16:43:10")
_HOUR_WIDTH = len(b"[23-Nov-2026 16:")


class DebugLog(Transport):
    """Records with PHP's own stamp."""

    name = "debug-log"
    hour_width = _HOUR_WIDTH

    @classmethod
    def score(cls, head: bytes) -> float:
        """Stamped lines prove it, however many lines of stack traces stand between them."""
        stamped = len(_LINE.findall(head))
        share = stamped / (head.count(b"\n") + 1)
        return 0.7 + 0.3 * share if stamped and (share > 0.02 or _BEGINS.match(head)) else share

    def boundary(self, block: bytes) -> int:
        """The start of the last stamped line."""
        end = len(block)
        while (at := block.rfind(b"\n[", 0, end)) >= 0:
            if _BEGINS.match(block, at + 1):
                return at + 1
            end = at + 1
        return 0 if len(block) < RECORD_LIMIT else len(block)

    def cut(self, block: bytes) -> Batch:
        """Records by their stamps; what stands before the first stamp is a record with an empty one."""
        lines = block.split(b"\n")
        if not lines[-1]:
            lines.pop()
        batch = self._sliced(lines)
        if self._all_stamped(batch.stamps):
            return batch
        records = _NEXT.split(block.rstrip(b"\r\n"))
        loose = b"" if _BEGINS.match(records[0]) else records.pop(0)
        batch = self._sliced(records)
        if loose.strip():
            batch.bodies.append(loose)
            batch.stamps.append(b"")
        return batch

    def _sliced(self, records: list[bytes]) -> Batch:
        return Batch(
            bodies=[record[_WIDTH:] for record in records], stamps=[record[:_WIDTH] for record in records]
        )

    def _all_stamped(self, stamps: list[bytes]) -> bool:
        """Whether every line begins with a stamp, looked up once per hour: each hour's lines share a checked prefix."""
        return all(map(_HOUR.match, {stamp[:_HOUR_WIDTH] for stamp in stamps}))

    def unwrap(self, body: bytes) -> Iterator[Entry]:
        """The text behind the zone."""
        zone = _ZONE.match(body)
        if zone is None:
            yield from loose_entries(body)
            return
        text = decode(body[zone.end() :]).replace("\r\n", "\n").rstrip("\r\n")
        if text:
            yield Entry(text=text)

    def when(self, stamp: bytes, body: bytes) -> int | None:
        """The stamp in the zone that it names."""
        named = _ZONE.match(body)
        zone = (zone_of(named[1].decode("ascii", "replace")) if named else None) or self.zone
        if zone is None:
            return None
        begins = hour_start(stamp[1 : _HOUR_WIDTH - 1].decode("ascii", "replace"), "%d-%b-%Y %H", zone)
        rest = _MINUTE.fullmatch(stamp, _HOUR_WIDTH)
        return begins + int(rest[1]) * 60 + int(rest[2]) if begins is not None and rest else None
