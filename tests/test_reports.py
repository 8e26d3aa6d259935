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

NOT_FOUND = {
    # WordPress' own text without a level, as Query Monitor and people's mail show it
    "gh-accelerated-mobile-pages-5664",
    "gh-altis-reusable-blocks-8",
    "gh-gravity-pdf-1593",
    "gh-secure-custom-fields-45",
    "gh-subscribe-to-comments-reloaded-811",
    "gh-woosidebars-84",
    "gh-wp-rocket-7159",
    # a level, but no place or one without its root
    "gh-acf-extended-145",
    "gh-avanam-6",
    "gh-user-access-manager-400",
}
"""Reports with a record that a scan does not find; an entry goes when it does."""
OTHER_LEVEL = {"gh-issues-1249"}
"""Reports with a record that a scan finds with another level."""


def test_enough_reports_and_unique_ids() -> None:
    assert len(REPORTS) >= 200
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


def test_a_scan_finds_every_record_with_its_level(tmp_path: Path) -> None:
    missed, level = set(), set()
    for report in REPORTS:
        for expected, issues in zip(report["expect"], found(report, tmp_path), strict=True):
            if not issues:
                missed.add(report["id"])
            elif expected["level"] not in {issue.level for issue in issues}:
                level.add(report["id"])
    assert missed == NOT_FOUND
    assert level == OTHER_LEVEL
