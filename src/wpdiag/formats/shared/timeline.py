"""The hourly histograms of all issues as a few stacked bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from wpdiag.model import LEVELS, Issue

_WIDTHS = (1, 2, 3, 6, 12, 24, 48, 168, 336, 672, 2016, 8760, 43_800)
"""Hours that a bar may stand for."""
_BARS = 96


class Bar(NamedTuple):
    """The messages of some hours: their start, and how many of each level, the most severe first."""

    start: datetime
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


class Timeline(NamedTuple):
    """Bars without gaps, each for ``hours`` hours; none where no issue has a known time."""

    bars: tuple[Bar, ...]
    hours: int

    @property
    def highest(self) -> int:
        """The number of messages of the highest bar."""
        return max((bar.total for bar in self.bars), default=0)


def timeline(issues: Iterable[Issue]) -> Timeline:
    """At most 96 bars from the first hour to the last."""
    hours: dict[int, Counter[str]] = {}
    for issue in issues:
        for key, count in issue.histogram.items():
            hours.setdefault(hour_of(key), Counter())[issue.level] += count
    if not hours:
        return Timeline((), 1)
    span = max(hours) - min(hours) + 1
    width = next((width for width in _WIDTHS if span <= width * (_BARS - 1)), span)
    first, last = min(hours) // width, max(hours) // width
    bars = [Counter[str]() for _ in range(first, last + 1)]
    for hour, counts in hours.items():
        bars[hour // width - first].update(counts)
    return Timeline(
        tuple(
            Bar(
                datetime.fromtimestamp((first + number) * width * 3600, UTC),
                {level: counts[level] for level in LEVELS if counts[level]},
            )
            for number, counts in enumerate(bars)
        ),
        width,
    )


@lru_cache(maxsize=10_000)
def hour_of(key: str) -> int:
    """Hours since 1970 of a key of a histogram, ``2026-11-23T16``."""
    return int(datetime.fromisoformat(f"{key}:00+00:00").timestamp()) // 3600
