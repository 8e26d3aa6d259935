"""The hourly histogram of one issue as a few blocks on a line."""

from __future__ import annotations

from collections.abc import Mapping

from wpdiag.formats.shared.timeline import hour_of

_NONE = "▁"
_STEPS = "▂▃▄▅▆▇█"
BARS = _NONE + _STEPS
"""Every sign of a line, the lowest first."""
_FEWEST, _MOST = 8, 24


def sparkline(histogram: Mapping[str, int], width: int) -> str:
    """Blocks from the first hour to the last, each for the same number of hours, the highest where most messages came.

    :param histogram: count per hour, keys as in a report.
    :param width: of the page in columns; a quarter of it is used, 24 at most.
    :returns: empty where all came in one hour, or at no known time.
    """
    if len(histogram) < 2:
        return ""
    counts = {hour_of(key): count for key, count in histogram.items()}
    first = min(counts)
    span = max(counts) - first + 1
    each = -(-span // max(_FEWEST, min(width // 4, _MOST)))
    bars = [0] * -(-span // each)
    for hour, count in counts.items():
        bars[(hour - first) // each] += count
    if len(bars) < 2:
        return ""
    top = max(bars)
    return "".join(_STEPS[-(-bar * len(_STEPS) // top) - 1] if bar else _NONE for bar in bars)
