"""The distinct records in bounded memory, whatever a log holds.

When they take more than a budget, those that differ only in ids and numbers are folded into one, of which the smallest
is kept as the sample; above a second budget, what is new is only counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from wpdiag.tally.fold import folded

FOLD_ABOVE = 24 << 20
"""Bytes of distinct bodies above which a tally folds."""
STOP_ABOVE = 64 << 20
"""Bytes of distinct bodies above which new ones are only counted together."""
_PER_KEY = 400
"""Rough cost of a key beside its bytes: object headers, cell, table slots."""


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


class Cells:
    """A cell for each distinct record, or for each group of them that are alike.

    :param folding: whether to fold from the start, because what these will be merged into does.
    """

    def __init__(self, *, folding: bool = False) -> None:
        self.folding = folding
        self.left_out = Cell(b"")
        """What came when there was no room left."""
        self._cells: dict[bytes, Cell] = {}
        self._size = 0

    def __iter__(self) -> Iterator[Cell]:
        """In order of their first instant; those without one come last."""
        return iter(sorted(self._cells.values(), key=_first_seen))

    def of(self, body: bytes, fold: bytes | None = None) -> Cell:
        """The cell in which a record is to be counted.

        :param fold: what the body is folded to, where that is known.
        """
        key = (fold or folded(body)) if self.folding else body
        cell = self._cells.get(key)
        if cell is not None:
            if body < cell.sample:  # the same one in whatever order they come
                cell.sample = body
            return cell
        if self._size > STOP_ABOVE:
            return self.left_out
        cell = self._cells[key] = Cell(body)
        self._size += len(key) + (len(body) if self.folding else 0) + _PER_KEY
        if self._size > FOLD_ABOVE and not self.folding:
            self._fold()
            return self._cells[folded(body)]
        return cell

    def merge(self, other: Cells) -> None:
        """Take in what others hold."""
        if other.folding and not self.folding:
            self._fold()
        self.left_out.merge(other.left_out)
        for cell in other._cells.values():
            self.of(cell.sample).merge(cell)

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


def _first_seen(cell: Cell) -> tuple[float, bytes]:
    return (float("inf") if cell.first is None else cell.first), cell.sample
