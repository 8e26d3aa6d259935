"""One row of a tally: records that differ in values only, how often they occurred, when, and what some of them said."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any

from wpdiag.tally.variants import Variants


class Cell:
    """Records counted as one: count, first and last instant (seconds since 1970 UTC), count per hour since 1970."""

    __slots__ = ("collapsed", "count", "first", "hours", "last", "sample", "sampled", "variants")

    def __init__(self, sample: bytes) -> None:
        self.sample = sample
        """The earliest of the bodies; of those at the same instant, the smallest."""
        self.sampled = inf
        """When the sample was first seen."""
        self.count = 0
        self.first: int | None = None
        self.last: int | None = None
        self.hours: dict[int, int] = {}
        self.variants: Variants[bytes] = Variants()
        self.collapsed = False
        """Whether it stands for whatever nobody knows at one place, which was too varied to be kept apart."""

    def add(self, count: int, first: int | None, last: int | None, hour: int | None) -> None:
        """Count further occurrences, all within one hour."""
        self.count += count
        if first is not None and (self.first is None or first < self.first):
            self.first = first
        if last is not None and (self.last is None or last > self.last):
            self.last = last
        if hour is not None:
            self.hours[hour] = self.hours.get(hour, 0) + count

    def offer(self, body: bytes, first: float) -> None:
        """Make a body the sample if it was seen before the present one."""
        if first < self.sampled or (first == self.sampled and body < self.sample):
            self.sample, self.sampled = body, first

    def merge(self, other: Cell) -> None:
        """Take in the occurrences of another cell."""
        self.offer(other.sample, other.sampled)
        self.collapsed = self.collapsed or other.collapsed
        self.variants.merge(other.variants)
        self.add(other.count, other.first, other.last, None)
        if not self.hours:
            self.hours = other.hours.copy()
            return
        for hour, count in other.hours.items():
            self.hours[hour] = self.hours.get(hour, 0) + count

    def __reduce__(self) -> tuple[Callable[..., Cell], tuple[Any, ...]]:
        return _cell_of, tuple(getattr(self, name) for name in Cell.__slots__)


def _cell_of(*values: Any) -> Cell:
    cell = Cell(b"")
    for name, value in zip(Cell.__slots__, values, strict=True):
        setattr(cell, name, value)
    return cell
