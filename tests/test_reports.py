"""The labelled public reports: well formed, free of private data, and understood by a scan."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import wpdiag
from wpdiag.model import LEVELS, Issue

FILE = Path(__file__).parent / "data" / "reports" / "reports.jsonl"
REPORTS: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
NAMES = {"debug-log": "debug.log", "html": "page.html", "text": "report.txt"}
KINDS = {"plugin", "theme", "mu-plugin", "dropin", "core", "unknown"}
PRIVATE = re.compile(r"[\w.+-]+@[\w-]+\.\w+|\b(?:\d{1,3}\.){3}\d{1,3}\b(?!\.\d)")

NOT_FOUND: set[str] = set()
"""Reports with a record that a scan does not find."""
OTHER_LEVEL = {
    # a database error in Spanish, without a stamp between records that have one
    "gh-olliejones-index-wp-mysql-for-speed-30",
}
"""Reports with a record that a scan finds with another level."""
OTHER_PLACE: set[str] = set()
"""Reports with a record that a scan finds without the file it prints."""


def test_enough_reports_and_unique_ids() -> None:
    assert len(REPORTS) >= 250
    assert [name for name, count in Counter(report["id"] for report in REPORTS).items() if count > 1] == []


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["id"])
def test_well_formed(report: dict[str, Any]) -> None:
    assert set(report) == {"id", "source", "transport", "text", "expect", "why", "held"}
    assert report["source"].startswith("https://")
    assert report["transport"] in NAMES
    assert report["held"] in {"text", "outside"}
    assert report["why"]
    assert report["text"].count("\n") <= 62
    assert PRIVATE.findall(report["text"]) == []
    assert report["expect"]
    for expected in report["expect"]:
        assert set(expected) == {"message_contains", "level", "file", "line", "component_kind", "component_slug"}
        assert expected["level"] in LEVELS
        assert expected["component_kind"] in KINDS
        slug = expected["component_slug"]
        assert bool(slug) == (expected["component_kind"] not in {"core", "unknown"})
        assert slug == slug.lower() or f"/{slug}/" in report["text"].replace("\\", "/")
        assert expected["line"] is None or expected["file"] is not None
        if expected["file"] is not None:
            assert expected["file"] in report["text"].replace("\\\\", "\\")


def found(report: dict[str, Any], folder: Path) -> list[list[Issue]]:
    """For each expected record of a report the issues of a scan that carry its message."""
    file = folder / NAMES[report["transport"]]
    file.write_text(report["text"], encoding="utf-8")
    issues = wpdiag.scan([str(file)]).issues
    return [
        [issue for issue in issues if expected["message_contains"] in issue.message] for expected in report["expect"]
    ]


def prints(issue: Issue, file: str) -> bool:
    """Whether an issue's place is this file (equal messages of one file count as one issue, so lines are not compared)."""
    return issue.location is not None and issue.location.file.endswith(file)


def test_a_scan_finds_every_record_with_its_level_and_place(tmp_path: Path) -> None:
    missed, level, place = set(), set(), set()
    for report in REPORTS:
        for expected, issues in zip(report["expect"], found(report, tmp_path), strict=True):
            file = expected["file"]
            if not issues:
                missed.add(report["id"])
            elif expected["level"] not in {issue.level for issue in issues}:
                level.add(report["id"])
            elif file is not None and not any(prints(issue, file) for issue in issues):
                place.add(report["id"])
    assert missed == NOT_FOUND
    assert level == OTHER_LEVEL
    assert place == OTHER_PLACE
