"""What holds for every format, new ones included."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from wpdiag.formats import names
from wpdiag.formats.base import View, by_name, by_suffix
from wpdiag.model import Report

REPORTS = ["empty", "one", "many", "hostile"]
JSON = {"json", "jsonl"}


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("which", REPORTS)
def test_every_report_can_be_written(name: str, which: str, request: pytest.FixtureRequest) -> None:
    report: Report = request.getfixturevalue(which)
    if name in JSON:  # the report as it is; what is read from logs is always text
        plain = json.dumps(report.to_dict()).encode().replace(rb"\ud800", b"").replace(rb"\udcff", b"")
        report = Report.from_json(plain)
    text = by_name(name).render(report, View())
    assert text == by_name(name).render(report, View())
    assert text.encode() or not report.issues
    assert text.endswith("\n") or not report.issues
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e\ud800-\udfff]", text) or name in JSON


@pytest.mark.parametrize("name", names())
def test_an_ending_leads_to_its_format(name: str) -> None:
    for suffix in by_name(name).SUFFIXES:
        found = by_suffix(f"/some/where/report{suffix if suffix.startswith('.') else '-' + suffix}")
        assert found is not None
        assert name == found.NAME
    assert by_suffix("report") is None


def test_the_guide_describes_every_format() -> None:
    guide = (Path(__file__).parents[2] / "docs/formats.md").read_text(encoding="utf-8")
    rows = {row[1]: row[2] for row in re.finditer(r"^\| `(\w+)` \| .* \| (.*) ?\|$", guide, re.M)}
    assert set(rows) == set(names())
    for name in names():
        assert tuple(re.findall(r"`([^`]+)`", rows[name])) == by_name(name).SUFFIXES
