"""``php-fpm-slow``: the slow log of PHP-FPM (sapi/fpm/fpm/fpm_php_trace.c): a stack for each request that took long."""

from __future__ import annotations

from collections.abc import Iterator

from wpdiag.diagnose.server import SLOW
from wpdiag.lazy import lazy
from wpdiag.model import Entry
from wpdiag.model.batch import Batch
from wpdiag.transports.base import BlockTransport, decode
from wpdiag.transports.clock import UNKNOWN_ZONE, canonical, canonical_when, month

_START = rb"\[(\d\d)-([A-Z][a-z]{2})-(\d{4}) (\d\d:\d\d:\d\d)(?:\.\d+)?\]  \[pool ([^\]]+)\] pid \d+\n"
_RECORD = lazy(_START + rb"(script_filename = [^\n]*\n(?:\[0x[0-9a-f]+\] [^\n]*\n?)*)")
_BEGINS = lazy(_START)
_BEHIND_A_RECORD = lazy(rb"\n\r?\n(?=" + _START + rb")")
_ADDRESS = lazy(rb"\[0x[0-9a-f]+\]")


class FpmSlow(BlockTransport):
    """One record for each distinct stack."""

    name = "php-fpm-slow"
    rank = 1
    grows = True
    hour_width = len(UNKNOWN_ZONE) + 1 + len("2026-11-23T16")

    @classmethod
    def score(cls, head: bytes) -> float:
        """By its first record."""
        return 0.99 if _BEGINS.match(head.lstrip()) else 0.0

    def begin(self, data: bytes) -> int | None:
        """At the next stamp behind an empty line."""
        found = _BEHIND_A_RECORD.search(data)
        return found.end() if found else None

    def boundary(self, block: bytes) -> int:
        """Records are set off by an empty line."""
        return block.rfind(b"\n\n") + 2 if b"\n\n" in block else 0

    def cut(self, block: bytes) -> Batch:
        """Stacks without their addresses, which are different each time."""
        batch = Batch([], [])
        for match in _RECORD.finditer(block.replace(b"\r\n", b"\n")):
            day, name, year, time, _, stack = match.groups()
            batch.records.append(SLOW.encode() + b"\n" + _ADDRESS.sub(b"[0x0]", stack).strip())
            batch.stamps.append(canonical(year + b"-" + month(name) + b"-" + day + b"T" + time))
        return batch

    def unwrap(self, body: bytes) -> Iterator[Entry]:
        """The record as one entry."""
        yield Entry(text=decode(body))

    def when(self, stamp: bytes, body: bytes) -> int | None:
        """In the server's zone, which is not written."""
        return canonical_when(stamp, self.zone)
