"""Count records: how often each distinct body occurs, when first and last, and how many in each hour.

The idea: real logs repeat, so the work per record must be a few operations of the interpreter's C code (split, slice,
hash), and everything else happens once for each distinct body.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import Any

from wpdiag.model.batch import Batch, in_hour, seconds_of
from wpdiag.tally.cell import Cell
from wpdiag.tally.cells import Cells
from wpdiag.tally.hours import Bodies, count_following, count_late, count_shared
from wpdiag.tally.unknown import Unknown

_OPEN_HOURS = 8
"""Hours counted at the same time: a log of mixed zones has some, a log of one zone has one."""
_OPEN_BODIES = 4096
_OPEN_SIZE = 8 << 20
"""Distinct bodies of an hour, and bytes of all (about), from which on they are closed early, which bounds the
memory."""

When = Callable[[bytes, bytes], int | None]
"""From a stamp and a body to the instant in seconds since 1970 UTC; None where the zone is unknown."""


class Tally:
    """Distinct records and their counts, of one source and one transport.

    What it holds does not depend on the order of the records, nor on how they were shared among merged tallies, as long
    as none was left out (``unkept``).

    :param hour_width: how many bytes of a stamp name the hour.
    :param when: how a stamp becomes an instant.
    :param since: records before this instant (seconds since 1970 UTC) are passed over; those without one are kept.
    :param until: records at or after this instant are passed over.
    :param unknown: tells which records nobody knows; None takes all for known.
    """

    def __init__(
        self,
        hour_width: int,
        when: When,
        *,
        since: float | None = None,
        until: float | None = None,
        unknown: Unknown | None = None,
    ) -> None:
        self._cells = Cells(unknown)
        self._open: dict[bytes, Bodies] = {}
        self._open_size = 0
        self._latest: dict[bytes, bytes] = {}
        self.entries = 0
        self._hour_width = hour_width
        self._when = when
        self._window = None if since is None and until is None else (since or 0.0, until or float("inf"))

    @property
    def unkept(self) -> int:
        """How many records were only counted, because there were too many distinct ones."""
        return self._cells.left_out.count

    def __iter__(self) -> Iterator[Cell]:
        """The distinct records counted so far, in order of their first instant; those without one come last."""
        self._close()
        return iter(self._cells)

    def merge(self, other: Tally) -> None:
        """Take in what another tally counted with the same options."""
        self._close()
        other._close()
        self.entries += other.entries
        self._cells.merge(other._cells)

    def __getstate__(self) -> dict[str, Any]:
        self._close()
        return self.__dict__

    def add(self, batch: Batch) -> None:
        """Count the records of one block."""
        records, stamps, skip, ordered, hour = batch
        if not records:
            return
        if not stamps:
            self.entries += len(records)
            for body, count in Counter(records).items():
                self._cells.add(body, count, None, None, None)
            return
        if self._window:
            records, stamps = self._inside(records, batch.whole_stamps, skip)
            hour = b""
        self.entries += len(records)
        if not ordered:
            in_order = sorted(stamps)
            if stamps != in_order:
                records = list(map(itemgetter(1), sorted(zip(stamps, records, strict=True), key=itemgetter(0))))
                stamps = in_order
        if hour:
            self._count(hour, records, stamps, skip, hour)
            return
        start, end = 0, len(stamps)
        while start < end:
            hour = stamps[start][: self._hour_width]
            stop = bisect_left(stamps, hour + b"\xff", start)
            if start or stop < end:
                self._count(hour, records[start:stop], stamps[start:stop], skip)
            else:
                self._count(hour, records, stamps, skip)
            start = stop

    def _count(self, hour: bytes, records: list[bytes], stamps: list[bytes], skip: int, lead: bytes = b"") -> None:
        """Count the records of one hour, their stamps in order; stamps stay text until the hour is closed.

        :param lead: the hour, where it is to be put before the minutes of each stamp.
        """
        counts = self._open_hour(hour)
        first, last = in_hour(lead, [stamps[0], stamps[-1]]) if lead else (stamps[0], stamps[-1])
        before = self._latest.get(hour, b"")
        self._latest[hour] = max(before, last)
        known = len(counts)
        alike = before <= first and not skip
        if not (alike and count_shared(counts, records, stamps, lead)):
            stamps = in_hour(lead, stamps) if lead else stamps
            if before <= first:
                count_following(counts, records, stamps, skip)
            else:
                count_late(counts, records, stamps, skip)
        if len(counts) > known:
            self._open_size += (len(counts) - known) * sum(map(len, records)) // len(records)
        if len(counts) > _OPEN_BODIES or self._open_size > _OPEN_SIZE:
            self._close()

    def _open_hour(self, hour: bytes) -> Bodies:
        found = self._open.get(hour)
        if found is None:
            if len(self._open) >= _OPEN_HOURS:
                self._close()
            found = self._open[hour] = {}
        return found

    def _close(self) -> None:
        """Turn the stamps of the open hours into instants, and count them in the cells."""
        when, add = self._when, self._cells.add
        for open_hour in self._open.values():
            for body, (count, first, last) in open_hour.items():
                began = when(first, body)
                if began is None:
                    add(body, count, None, None, None)
                else:
                    begins = began - seconds_of(first)
                    # by the begin of the local hour: in zones of half hours it lies in two hours of UTC
                    add(body, count, began, begins + seconds_of(last), begins // 3600)
        self._open.clear()
        self._open_size = 0
        self._latest.clear()

    def _inside(self, records: list[bytes], stamps: list[bytes], skip: int) -> tuple[list[bytes], list[bytes]]:
        since, until = self._window or (0.0, float("inf"))
        kept = [
            (record, stamp)
            for record, stamp in zip(records, stamps, strict=True)
            if (instant := self._when(stamp, record[skip:])) is None or since <= instant < until
        ]
        return [record for record, _ in kept], [stamp for _, stamp in kept]
