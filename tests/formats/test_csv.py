"""CSV: read back by the csv module; nothing that a spreadsheet would compute."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from wpdiag.formats import csv as table
from wpdiag.formats.base import View
from wpdiag.model import Report


def read(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(table.render(report, View()), newline=""), strict=True))


@pytest.mark.parametrize(("name", "count"), [("empty", 0), ("one", 1), ("many", 5000), ("hostile", 11)])
def test_a_row_for_each_issue(name: str, count: int, request: pytest.FixtureRequest) -> None:
    report: Report = request.getfixturevalue(name)
    rows = read(report)
    assert len(rows) == count
    assert all(None not in row and None not in row.values() for row in rows)
    assert [row["fingerprint"] for row in rows] == [issue.fingerprint for issue in report.issues]


def test_one(one: Report) -> None:
    (row,) = read(one)
    assert row["level"] == "fatal"
    assert row["component"] == "my shop"
    assert row["file"] == "wp-content/plugins/my shop/inc/cart.php"
    assert row["first_seen"] == "2026-11-23T16:43:10+00:00"


def test_no_formulas(hostile: Report) -> None:
    rows = read(hostile)
    assert any(row["message"] == "'=1+1" for row in rows)
    for row in rows:
        for cell in row.values():
            assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
            assert "\x1b" not in cell
            assert "\x00" not in cell
