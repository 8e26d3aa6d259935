"""Count records: how often each distinct body occurs, when first and last, and how many in each hour.

The idea: real logs repeat, so the work per record must be a few operations of the interpreter's C code (split, slice,
hash), and everything else happens once for each distinct body. Memory is bounded: when the distinct bodies take more
than a budget, those that differ only in ids and numbers are folded into one, of which the first is kept as the sample.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import Any

from wpdiag.tally.batch import Batch, seconds_of
from wpdiag.tally.fold import folded

FOLD_ABOVE = 24 << 20
"""Bytes of distinct bodies above which a tally folds."""
STOP_ABOVE = 64 << 20
"""Bytes of distinct bodies above which new ones are only counted together."""
_PER_KEY = 400
"""Rough cost of a key beside its bytes: object headers, cell, table slots."""

_OPEN_HOURS = 8
"""Hours counted at the same time: a log of mixed zones has some, a log of one zone has one."""
_OPEN_BODIES = 4096
"""Distinct bodies of an hour from which on it is closed early, so that folding can bound the memory."""

_SHARED = 4
"""How often each record must occur on average to be counted without a loop over all."""

When = Callable[[bytes, bytes], int | None]
"""From a stamp and a body to the instant in seconds since 1970 UTC; None where the zone is unknown."""


class Cell:
    """One distinct record: count, first and last instant (seconds since 1970 UTC), count per hour since 1970."""

    __slots__ = ("count", "first", "hours", "last", "sample")

    def __init__(self, sample: bytes) -> None:
        self.sample = sample
        self.count = 0
        self.first: int | None = None
        self.last: int | None = None
        self.hours: dict[int, int] = {}

    def add(self, count: int, first: int | None, last: int | None, hour: int | None) -> None:
        """Count further occurrences, all within one hour."""
        self.count += count
        if first is not None and (self.first is None or first < self.first):
            self.first = first
        if last is not None and (self.last is None or last > self.last):
            self.last = last
        if hour is not None:
            self.hours[hour] = self.hours.get(hour, 0) + count

    def merge(self, other: Cell) -> None:
        """Take in the occurrences of another cell; the smaller sample stays, whichever came first."""
        self.sample = min(self.sample, other.sample)
        self.add(other.count, other.first, other.last, None)
        if not self.hours:
            self.hours = other.hours.copy()
            return
        for hour, count in other.hours.items():
            self.hours[hour] = self.hours.get(hour, 0) + count

    def __reduce__(self) -> tuple[Callable[..., Cell], tuple[Any, ...]]:
        return _cell_of, (self.sample, self.count, self.first, self.last, self.hours)


def _cell_of(sample: bytes, count: int, first: int | None, last: int | None, hours: dict[int, int]) -> Cell:
    cell = Cell(sample)
    cell.count, cell.first, cell.last, cell.hours = count, first, last, hours
    return cell


class Tally:
    """Distinct records and their counts, of one source and one transport.

    What it holds does not depend on the order of the records, nor on how they were shared among merged tallies, as long
    as none was left out (``unkept``).

    :param hour_width: how many bytes of a stamp name the hour.
    :param when: how a stamp becomes an instant.
    :param since: records before this instant (seconds since 1970 UTC) are passed over; those without one are kept.
    :param until: records at or after this instant are passed over.
    :param folding: whether to fold from the start, because what this one will be merged into does.
    """

    def __init__(
        self,
        hour_width: int,
        when: When,
        *,
        since: float | None = None,
        until: float | None = None,
        folding: bool = False,
    ) -> None:
        self._cells: dict[bytes, Cell] = {}
        self._open: dict[bytes, dict[bytes, list[Any]]] = {}
        """Per hour and body: count, first and last stamp."""
        self._latest: dict[bytes, bytes] = {}
        self._left_out = Cell(b"")
        self.entries = 0
        self.folding = folding
        self._size = 0
        self._hour_width = hour_width
        self._when = when
        self._window = None if since is None and until is None else (since or 0.0, until or float("inf"))

    @property
    def unkept(self) -> int:
        """How many records were only counted, because there were too many distinct ones."""
        return self._left_out.count

    def __iter__(self) -> Iterator[Cell]:
        """The distinct records counted so far, in order of their first instant; those without one come last."""
        self._close()
        return iter(sorted(self._cells.values(), key=_first_seen))

    def merge(self, other: Tally) -> None:
        """Take in what another tally counted with the same options."""
        self._close()
        other._close()
        if other.folding and not self.folding:
            self._fold()
        self.entries += other.entries
        self._left_out.merge(other._left_out)
        for cell in other._cells.values():
            self._cell(cell.sample).merge(cell)

    def __getstate__(self) -> dict[str, Any]:
        self._close()
        return self.__dict__

    def add(self, batch: Batch) -> None:
        """Count the records of one block."""
        records, stamps, skip, ordered = batch
        if not records:
            return
        if not stamps:
            self.entries += len(records)
            for body, count in Counter(records).items():
                self._cell(body).add(count, None, None, None)
            return
        if self._window:
            records, stamps = self._inside(records, stamps, skip)
        self.entries += len(records)
        if not ordered:
            in_order = sorted(stamps)
            if stamps != in_order:
                records = list(map(itemgetter(1), sorted(zip(stamps, records, strict=True), key=itemgetter(0))))
                stamps = in_order
        start, end = 0, len(stamps)
        while start < end:
            hour = stamps[start][: self._hour_width]
            stop = bisect_left(stamps, hour + b"\xff", start)
            if start or stop < end:
                self._count(hour, records[start:stop], stamps[start:stop], skip)
            else:
                self._count(hour, records, stamps, skip)
            start = stop

    def _count(self, hour: bytes, records: list[bytes], stamps: list[bytes], skip: int) -> None:
        """Count the records of one hour, their stamps in order; stamps stay text until the hour is closed.

        A plain loop, one record at a time: each body lives so briefly that it never leaves the processor's cache.
        """
        counts = self._open_hour(hour)
        seen = counts.get
        follows = self._latest.get(hour, b"") <= stamps[0]
        self._latest[hour] = max(self._latest.get(hour, b""), stamps[-1])
        if not follows:
            self._count_late(counts, records, stamps, skip)
            return
        if not skip:
            numbers = Counter(records)
            if len(numbers) * _SHARED < len(records):
                _count_shared(counts, numbers, records, stamps)
                return
        for record, stamp in zip(records, stamps):  # noqa: B905 - the hottest loop of all; both are of one batch
            known = seen(record[skip:])
            if known is None:
                counts[record[skip:]] = [1, stamp, stamp]
            else:
                known[0] += 1
                known[2] = stamp
        if len(counts) > _OPEN_BODIES:
            self._close()

    def _count_late(self, counts: dict[bytes, list[Any]], records: list[bytes], stamps: list[bytes], skip: int) -> None:
        """Count records of an hour that do not follow those counted before: processes write at the same time."""
        for record, stamp in zip(records, stamps, strict=True):
            known = counts.setdefault(record[skip:], [0, stamp, stamp])
            known[0] += 1
            known[1] = min(known[1], stamp)
            known[2] = max(known[2], stamp)

    def _open_hour(self, hour: bytes) -> dict[bytes, list[Any]]:
        found = self._open.get(hour)
        if found is None:
            if len(self._open) >= _OPEN_HOURS:
                self._close()
            found = self._open[hour] = {}
        return found

    def _close(self) -> None:
        """Turn the stamps of the open hours into instants, and count them in the cells."""
        when = self._when
        for open_hour in self._open.values():
            for body, (count, first, last) in open_hour.items():
                began = when(first, body)
                if began is None:
                    self._cell(body).add(count, None, None, None)
                else:
                    begins = began - seconds_of(first)
                    # by the begin of the local hour: in zones of half hours it lies in two hours of UTC
                    self._cell(body).add(count, began, begins + seconds_of(last), begins // 3600)
        self._open.clear()
        self._latest.clear()

    def _cell(self, body: bytes) -> Cell:
        key = folded(body) if self.folding else body
        cell = self._cells.get(key)
        if cell is not None:
            if body < cell.sample:  # the same one in whatever order they come
                cell.sample = body
            return cell
        if self._size > STOP_ABOVE:
            return self._left_out
        cell = self._cells[key] = Cell(body)
        self._size += len(key) + (len(body) if self.folding else 0) + _PER_KEY
        if self._size > FOLD_ABOVE and not self.folding:
            self._fold()
            return self._cells[folded(body)]
        return cell

    def _fold(self) -> None:
        self.folding = True
        self._size = 0
        before, self._cells = self._cells, {}
        for cell in before.values():
            key = folded(cell.sample)
            kept = self._cells.get(key)
            if kept is None:
                self._cells[key] = cell
                self._size += len(key) + len(cell.sample) + _PER_KEY
            else:
                kept.merge(cell)

    def _inside(self, records: list[bytes], stamps: list[bytes], skip: int) -> tuple[list[bytes], list[bytes]]:
        since, until = self._window or (0.0, float("inf"))
        kept = [
            (record, stamp)
            for record, stamp in zip(records, stamps, strict=True)
            if (instant := self._when(stamp, record[skip:])) is None or since <= instant < until
        ]
        return [record for record, _ in kept], [stamp for _, stamp in kept]


def _first_seen(cell: Cell) -> tuple[float, bytes]:
    return (float("inf") if cell.first is None else cell.first), cell.sample


def _count_shared(
    counts: dict[bytes, list[Any]], numbers: Counter[bytes], records: list[bytes], stamps: list[bytes]
) -> None:
    """Count records that are the same objects again and again, whose hashes are known: all loops are the interpreter's.

    The last of equal keys stays in a dict, so read backwards it gives the first stamps.
    """
    last = dict(zip(records, stamps, strict=True))
    first = last if numbers.keys() <= counts.keys() else dict(zip(reversed(records), reversed(stamps), strict=True))
    for record, count in numbers.items():
        known = counts.get(record)
        if known is None:
            counts[record] = [count, first[record], last[record]]
        else:
            known[0] += count
            known[2] = last[record]
