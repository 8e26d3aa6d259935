"""Stamps that name no year: the time of the file's last change tells it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wpdiag.pipeline import scan

LINE = (
    "{date} 10:00:00 web php[7]: PHP Warning:  Undefined variable $x in /srv/wp-content/plugins/shop/a.php on line 3\n"
)


@pytest.mark.parametrize(
    ("written", "dates", "first", "last"),
    [
        ("2024-01-02T12:00", ["Dec 30", "Dec 31", "Jan  1", "Jan  2"], "2023-12-30", "2024-01-02"),
        ("2022-07-01T00:30", ["Jul  1", "Jul  2"], "2022-07-01", "2022-07-02"),
        ("2023-12-31T23:30", ["Dec 31", "Jan  1"], "2023-12-31", "2024-01-01"),
        ("2024-02-29T12:00", ["Mar  5", "Feb 29"], "2023-03-05", "2024-02-29"),
    ],
    ids=["over New Year", "another zone", "another zone at New Year", "leap day"],
)
def test_the_year_is_that_of_the_file(tmp_path: Path, written: str, dates: list[str], first: str, last: str) -> None:
    log = tmp_path / "syslog"
    log.write_text("".join(LINE.format(date=date) for date in dates))
    instant = datetime.fromisoformat(written).replace(tzinfo=UTC).timestamp()
    os.utime(log, (instant, instant))
    (issue,) = scan([str(log)], timezone=UTC).issues
    assert (issue.first_seen or "")[:10] == first
    assert (issue.last_seen or "")[:10] == last


@pytest.mark.parametrize("carried", ["{}", "web-1  | {}", "web-1  | 2020-11-24T10:00:00Z {}"])
def test_the_year_of_a_line_within_another_programs_lines_is_that_of_the_file(tmp_path: Path, carried: str) -> None:
    log = tmp_path / "compose.log"
    log.write_text(carried.format(LINE.format(date="Nov 23")) * 3)
    instant = datetime(2020, 11, 24, tzinfo=UTC).timestamp()
    os.utime(log, (instant, instant))
    (issue,) = scan([str(log)], timezone=UTC).issues
    assert (issue.first_seen or "")[:4] == "2020"
