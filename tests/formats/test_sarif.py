"""SARIF: valid by the published schema, within GitHub's limits, the same between runs, inert."""

from __future__ import annotations

import gzip
import itertools
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import msgspec
import pytest

import wpdiag
from wpdiag.advise import RuleBook, load
from wpdiag.formats import sarif
from wpdiag.formats.base import View
from wpdiag.model import Report

SCHEMA = Path(__file__).parents[1] / "data/schemas/sarif-2.1.0.json"
VIEW = View(book=RuleBook(load([])))


def run_of(report: Report, view: View = VIEW) -> dict[str, Any]:
    log = json.loads(sarif.render(report, view))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    checker = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in checker.iter_errors(log)] == []
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


@pytest.mark.parametrize("name", ["empty", "one", "hostile"])
def test_valid(name: str, request: pytest.FixtureRequest) -> None:
    report: Report = request.getfixturevalue(name)
    assert len(run_of(report)["results"]) == len(report.issues)


def test_a_result_points_to_the_responsible_code(one: Report) -> None:
    run = run_of(one)
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "wp-content/plugins/my%20shop/inc/cart.php"
    assert place["region"] == {"startLine": 30}
    assert result["level"] == "error"
    assert result["partialFingerprints"]["wpdiag/v1"] == one.issues[0].fingerprint
    assert result["provenance"]["firstDetectionTimeUtc"] == "2026-11-23T16:43:10Z"
    assert "baselineState" not in result
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == result["ruleId"] == one.issues[0].rule
    assert rule["help"]["markdown"]
    assert "security-severity" not in rule["properties"]


RECORDS = (
    "[26-Nov-2026 1{hour}:00:00 UTC] PHP Warning:  Undefined variable $x in {root}/wp-content/plugins/shop/cart.php on line {line}\n"
    "[26-Nov-2026 1{hour}:00:00 UTC] PHP Warning:  Undefined variable $y in {root}/wp-content/plugins/shop/b.php on line 3\n"
    "[26-Nov-2026 1{hour}:00:00 UTC] Cron reschedule event error for hook: shop_sync, Error code: invalid_schedule, Error message: Event schedule does not exist., Data: {{}}\n"
)


@pytest.mark.parametrize("stamped", [True, False])
def test_a_result_has_the_same_location_in_every_run(tmp_path: Path, stamped: bool) -> None:
    """Whatever the folder of the site, the order of the sources, the number of processes, and lines that moved."""
    found = set()
    for root in ("/srv/www", "/home/u/public_html", "C:/xampp/htdocs/shop"):
        files = [str(tmp_path / f"{hour}.log") for hour in range(3)]
        for hour, line in enumerate((9, 3, 5)):
            text = RECORDS.format(hour=hour, root=root, line=line)
            text = text if stamped else re.sub(r"^\[.*?\] ", "", text, flags=re.M)
            Path(files[hour]).write_text(text, encoding="utf-8")
        reports = [wpdiag.scan(list(order)) for order in itertools.permutations(files)]
        for report in (*reports, wpdiag.scan(files, jobs=2), reports[0].merge(reports[0])):
            results = run_of(report)["results"]
            found.add(
                frozenset(
                    (
                        each["partialFingerprints"]["primaryLocationLineHash"],
                        json.dumps(each["locations"][0]["physicalLocation"]),
                    )
                    for each in results
                )
            )
    assert len(found) == 1
    assert len(next(iter(found))) == (3 if stamped else 2)


def test_the_upload_names_the_category(one: Report) -> None:
    assert "automationDetails" not in run_of(one)  # it would win over the category of each job


def test_rules_are_described_without_this_issue(one: Report) -> None:
    general = run_of(one)["tool"]["driver"]["rules"][0]["help"]["text"]
    assert "my shop" not in general
    assert "{" not in general
    assert run_of(one, View())["tool"]["driver"]["rules"][0]["help"]["text"]


@pytest.mark.parametrize(
    ("state", "said"), [("new", "new"), ("known", "unchanged"), ("escalating", "updated"), ("returned", "new")]
)
def test_a_baseline_shows(one: Report, state: str, said: str) -> None:
    issues = (msgspec.structs.replace(one.issues[0], baseline=state),)
    assert run_of(msgspec.structs.replace(one, issues=issues))["results"][0]["baselineState"] == said


def test_within_the_limits(many: Report) -> None:
    text = sarif.render(many, VIEW)
    assert len(gzip.compress(text.encode())) < 10_000_000
    run = json.loads(text)["runs"][0]
    assert len(run["results"]) == 5000
    for rule in run["tool"]["driver"]["rules"]:
        assert len(rule["properties"]["tags"]) <= 20
        assert len(rule["shortDescription"]["text"]) <= 1024
        assert len(rule["fullDescription"]["text"]) <= 1024
    marks = {result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]}
    assert len(marks) == 5000


@pytest.mark.slow
def test_more_than_the_limit_is_cut_and_said(one: Report) -> None:
    issues = one.issues * 25_001
    run = json.loads(sarif.render(msgspec.structs.replace(one, issues=issues), VIEW))["runs"][0]
    assert len(run["results"]) == 25_000
    assert "1 less severe issue" in run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"]


def test_hostile_text_is_inert(hostile: Report) -> None:
    run = run_of(hostile)
    for result in run["results"]:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        parts = urlsplit(uri)
        assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
        assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri)
        assert not uri.startswith("/")
        assert ".." not in unquote(uri).split("/")
        text = result["message"]["text"]
        assert 0 < len(text) <= 1000
        assert not re.search(r"(?<!\\)\]\(", text)
        assert not re.search(r"[\x00-\x08\x1b\u202e]", text)
    assert run["invocations"][0]["executionSuccessful"] is False


def test_a_file_that_would_be_too_big_is_cut_and_said(many: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "_BYTES", 100_000)
    text = sarif.render(many, VIEW)
    assert len(gzip.compress(text.encode())) <= 100_000
    run = json.loads(text)["runs"][0]
    left = len(run["results"])
    assert 500 < left < 5000
    notes = [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]]
    assert f"{5000 - left:,} less severe issues left out: SARIF files have limits." in notes
    assert [result["level"] for result in run["results"]][:1250] == ["error"] * min(left, 1250)
