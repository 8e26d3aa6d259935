"""The report and its lines, read by a JSON parser and the report's own schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import wpdiag
from wpdiag.formats import json as document
from wpdiag.formats import jsonl
from wpdiag.formats.base import View
from wpdiag.model import Report
from wpdiag.schemas import schema_of

SCHEMA = schema_of("report")
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
ISSUE = jsonschema.Draft202012Validator({**SCHEMA, "$ref": "#/$defs/Issue"})
CASES = [("empty", 0), ("one", 1), ("many", 5000), ("hostile", 11)]


def of_text(report: Report) -> Report:
    """The report without what no text that was read can hold: halves of characters."""
    plain = json.dumps(report.to_dict()).encode().replace(rb"\ud800", b"").replace(rb"\udcff", b"")
    return Report.from_json(plain)


@pytest.mark.parametrize(("name", "count"), CASES)
def test_the_document(name: str, count: int, request: pytest.FixtureRequest) -> None:
    report = of_text(request.getfixturevalue(name))
    text = document.render(report, View())
    read = json.loads(text)
    assert len(read["issues"]) == count
    assert not list(VALIDATOR.iter_errors({**read, "issues": read["issues"][:200]}))  # alike
    assert Report.from_json(text.encode()) == report


@pytest.mark.parametrize(("name", "count"), CASES)
def test_the_lines(name: str, count: int, request: pytest.FixtureRequest) -> None:
    report = of_text(request.getfixturevalue(name))
    lines = jsonl.render(report, View()).split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == json.loads(json.dumps(report.to_dict()["issues"]))
    assert len(lines) == count
    for line in lines[:200]:
        assert not list(ISSUE.iter_errors(json.loads(line)))


def test_what_steers_a_terminal_is_escaped_and_means_the_same(tmp_path: Path) -> None:
    signs = "\x7f\x9b31m\u202e\u2066\ufeff\u2028\U000e0041é€😀"
    (tmp_path / "debug.log").write_text(
        f"[23-Nov-2026 16:43:10 UTC] PHP Warning:  {signs} in /srv/wp-content/plugins/shop/a.php on line 3\n"
    )
    report = wpdiag.scan(tmp_path / "debug.log")
    for text in (document.render(report, View()), jsonl.render(report, View())):
        assert set(signs) & set(text) == set("é€😀31m")
        assert "\\u009b31m\\u202e" in text
    assert json.loads(document.render(report, View())) == report.to_dict()
