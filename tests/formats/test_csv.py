"""CSV: read back by the csv module; nothing that a spreadsheet would compute."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import msgspec
import pytest

from wpdiag.formats import csv as table
from wpdiag.formats.base import View
from wpdiag.gate.judge import judge
from wpdiag.gate.upkeep import create
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


def test_the_state_beside_a_baseline_and_what_is_gone(one: Report, many: Report) -> None:
    assert {row["baseline"] for row in read(one)} == {""}
    judged = judge(one, baseline=create([*one.issues, *many.issues[:2]]), today=date(2026, 11, 26)).report
    rows = read(judged)
    assert [row["baseline"] for row in rows] == ["known", "gone", "gone"]
    lost = {issue.fingerprint: issue for issue in many.issues[:2]}
    for row in rows[1:]:
        issue = lost[row["fingerprint"]]
        assert (row["level"], row["kind"], row["component"]) == (issue.level, "plugin", issue.component.slug)
        assert row["count"] == str(issue.count)
        assert row["message"]
        assert row["title"] == row["last_seen"] == ""


def test_no_formulas(hostile: Report) -> None:
    rows = read(hostile)
    assert any(row["message"] == "'=1+1" for row in rows)
    for row in rows:
        for cell in row.values():
            assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
            assert "\x1b" not in cell
            assert "\x00" not in cell


def test_no_formulas_where_the_semicolon_separates(one: Report) -> None:
    issue = msgspec.structs.replace(one.issues[0], message='x;=1+1;" =cmd()"; @SUM(1);-1;"";+2', title="a; b, -1; 'c")
    text = table.render(msgspec.structs.replace(one, issues=(issue,)), View())
    (row,) = read(msgspec.structs.replace(one, issues=(issue,)))
    assert row["title"] == "a; b, -1; 'c"
    for cell in text.splitlines()[1].split(";"):
        assert cell.strip(' "')[:1] not in ("=", "+", "-", "@"), cell
