"""The time line as shapes: bars with pieces by level, marks where something was updated."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from wpdiag.formats.shared.timeline import Timeline
from wpdiag.words import Words

WIDTH, HEIGHT, BASE = 960, 150, 130
"""Of the drawing; ``BASE`` is where bars stand."""
_FEWEST = 12


class Column(NamedTuple):
    """A bar as it is drawn: its place, its label, and its pieces from the most severe (at the bottom) up."""

    x: float
    width: float
    label: str
    start: str
    pieces: list[tuple[str, float, float]]


def columns(line: Timeline) -> list[Column]:
    """All bars of a time line, from left to right."""
    drawn = []
    step = WIDTH / max(len(line.bars), _FEWEST)
    for number, bar in enumerate(line.bars):
        pieces = []
        top = float(BASE)
        for level, count in bar.counts.items():
            height = max(count / line.highest * (BASE - 10), 2.0)
            top -= height
            pieces.append((level, round(top, 2), round(height, 2)))
        start = f"{bar.start:%Y-%m-%d %H:%M}" if line.hours < 24 else f"{bar.start:%Y-%m-%d}"
        counts = ", ".join(f"{count:,} {level}" for level, count in bar.counts.items())
        drawn.append(Column(round(number * step, 2), round(max(step - 1.5, 1), 2), f"{start}: {counts}", start, pieces))
    return drawn


class Mark(NamedTuple):
    """Updates within the time of one bar: the middle of the bar, and what was updated when."""

    x: float
    label: str


def marks(line: Timeline, updates: Iterable[tuple[int, str]], say: Words) -> list[Mark]:
    """Where the time line shows that something was updated.

    :param updates: what was updated when (seconds since 1970 UTC).
    """
    if not line.bars:
        return []
    step = WIDTH / max(len(line.bars), _FEWEST)
    began = line.bars[0].start.timestamp()
    told: dict[int, list[str]] = {}
    for time, name in sorted(updates):
        number = int((time - began) // (line.hours * 3600))
        if 0 <= number < len(line.bars):
            when = f"{datetime.fromtimestamp(time, UTC):%Y-%m-%d %H:%M}"
            told.setdefault(number, []).append(say("{when} update of {name}").format(when=when, name=name))
    return [Mark(round((number + 0.5) * step, 2), "; ".join(labels)) for number, labels in told.items()]
