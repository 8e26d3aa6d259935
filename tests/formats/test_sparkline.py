"""When an issue came, as bars behind its times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wpdiag
from program import FILE
from wpdiag.formats.base import View, by_name
from wpdiag.formats.shared.sparkline import sparkline

START = datetime(2026, 11, 23, tzinfo=UTC)


def key(hour: int) -> str:
    return (START + timedelta(hours=hour)).strftime("%Y-%m-%dT%H")


@pytest.mark.parametrize(
    ("counts", "bars"),
    [
        ({}, ""),
        ({0: 5}, ""),
        ({0: 1, 1: 1}, "██"),
        ({0: 1, 3: 7}, "▂▁▁█"),
        ({0: 4, 1: 7, 2: 1000}, "▂▂█"),
        ({0: 1, 23: 1, 47: 2}, "▅▁▁▁▁▁▁▁▁▁▁▅▁▁▁▁▁▁▁▁▁▁▁█"),
    ],
)
def test_bars(counts: dict[int, int], bars: str) -> None:
    assert sparkline({key(hour): count for hour, count in counts.items()}, 100) == bars


@given(st.dictionaries(st.integers(0, 50_000), st.integers(1, 10**9), min_size=2, max_size=50), st.integers(1, 300))
def test_it_fits_and_begins_and_ends_with_messages(counts: dict[int, int], width: int) -> None:
    bars = sparkline({key(hour): count for hour, count in counts.items()}, width)
    assert 2 <= len(bars) <= max(8, min(width // 4, 24))
    assert "▁" not in (bars[0], bars[-1])
    assert "█" in bars


@pytest.mark.parametrize("width", [40, 88, 200])
def test_the_text_shows_it_in_its_width(width: int, tmp_path: Path) -> None:
    log = tmp_path / "debug.log"
    stamps = [f"2{day}-Nov-2026 {hour:02}:43:10 UTC" for day in range(3) for hour in range(0, 24, 5)]
    log.write_text("".join(f"[{stamp}] PHP Warning:  Undefined variable $x in {FILE} on line 3\n" for stamp in stamps))
    text = by_name("text").render(wpdiag.scan([str(log)]), View(width=width))
    [line] = [line for line in text.splitlines() if "█" in line]
    assert len(line) <= width
    log.write_text(f"[{stamps[0]}] PHP Warning:  Undefined variable $x in {FILE} on line 3\n" * 3)
    assert "█" not in by_name("text").render(wpdiag.scan([str(log)]), View(width=width))
