"""Baselines, ignored issues and thresholds, as the program offers them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from program import DEPRECATED, FILE, WARNING, run
from wpdiag.schemas import schema_of

FATAL = f"[25-Nov-2026 09:00:00 UTC] PHP Fatal error:  Uncaught Error: x in {FILE}:7\nStack trace:\n#0 {{main}}\n  thrown in {FILE} on line 7\n"
BASELINE = "wpdiag-baseline.jsonl"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A baseline of two issues."""
    folder = tmp_path_factory.mktemp("known")
    (folder / "debug.log").write_text(WARNING + DEPRECATED)
    done = run("baseline", "create", BASELINE, "debug.log", cwd=folder)
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"2 issues" in done.stderr
    return (folder / BASELINE).read_bytes()


@pytest.fixture
def folder(tmp_path: Path, known: bytes) -> Path:
    """A log, and a baseline that knows it."""
    (tmp_path / "debug.log").write_text(WARNING + DEPRECATED)
    (tmp_path / BASELINE).write_bytes(known)
    return tmp_path


def log(folder: Path, text: str) -> None:
    (folder / "debug.log").write_text(text)


def scan(folder: Path, *words: object, code: int, beside: bool = True) -> dict[str, Any]:
    more = ("--baseline", BASELINE) if beside else ()
    done = run("scan", "-f", "json", *more, *words, "debug.log", cwd=folder)
    assert done.returncode == code, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    jsonschema.validate(report, schema_of("report"))
    return report


def states(report: dict[str, Any]) -> dict[str, str]:
    return {issue["identifier"]: issue["baseline"] for issue in report["issues"]}


def test_without_a_baseline_nothing_is_said(folder: Path) -> None:
    report = scan(folder, code=1, beside=False)
    assert {issue["baseline"] for issue in report["issues"]} == {None}
    assert report["summary"]["baseline"] is None
    assert report["summary"]["ignored"] == 0


def test_what_is_known_passes_and_is_only_counted(folder: Path) -> None:
    report = scan(folder, code=0)
    assert report["issues"] == []
    assert report["summary"]["issues"] == 2
    assert report["summary"]["baseline"] == {"new": 0, "known": 2, "escalating": 0, "returned": 0, "gone": []}
    assert set(states(scan(folder, "--verbose", code=0)).values()) == {"known"}
    assert len(scan(folder, "--no-fail-on-new", code=1)["issues"]) == 2


def test_new_escalating_gone_and_returned(folder: Path) -> None:
    log(folder, WARNING * 10 + FATAL)
    report = scan(folder, code=1)
    assert states(report) == {"php.uncaught.Error": "new", "php.undefined_variable": "escalating"}
    beside = report["summary"]["baseline"]
    assert [row["message"] for row in beside["gone"]] == ["Function utf8_encode() is deprecated"]
    assert any("gone since the baseline was made: deprecated, plugin:shop" in line for line in report["warnings"])
    text = run("scan", "--baseline", BASELINE, "debug.log", cwd=folder).stdout.decode()
    assert text.startswith("2 issues in 1 source: 1 new, 1 escalating; 1 gone")
    assert "ten times as often as usual" in " ".join(text.split())

    log(folder, WARNING)
    done = run("baseline", "update", BASELINE, "debug.log", cwd=folder)
    assert b"1 issue (1 gone, 0 reduced, 0 added)" in done.stderr
    assert scan(folder, code=0)["summary"]["baseline"]["gone"] == []
    log(folder, WARNING + DEPRECATED)
    assert list(states(scan(folder, code=1)).values()) == ["returned"]

    done = run("baseline", "update", "--add-new", BASELINE, "debug.log", cwd=folder)
    assert b"2 issues (0 gone, 0 reduced, 1 added)" in done.stderr
    scan(folder, code=0)
    log(folder, WARNING)
    assert b"1 issue (1 forgotten)" in run("baseline", "prune", BASELINE, "debug.log", cwd=folder).stderr
    log(folder, WARNING + DEPRECATED)
    assert list(states(scan(folder, code=1)).values()) == ["new"]


def test_create_does_not_overwrite(folder: Path) -> None:
    before = (folder / BASELINE).read_bytes()
    log(folder, FATAL)
    done = run("baseline", "create", BASELINE, "debug.log", cwd=folder)
    assert done.returncode == 2
    assert b"--force" in done.stderr
    assert (folder / BASELINE).read_bytes() == before
    assert run("baseline", "create", "--force", BASELINE, "debug.log", cwd=folder).returncode == 0
    assert scan(folder, code=0)["summary"]["baseline"]["known"] == 1


def test_a_report_serves_as_well_as_the_log(folder: Path) -> None:
    run("scan", "-q", "-o", "report.json", "debug.log", cwd=folder)
    run("baseline", "create", "other.jsonl", "--report", "report.json", cwd=folder)
    assert (folder / "other.jsonl").read_bytes() == (folder / BASELINE).read_bytes()
    run("scan", "-q", "-o", "report.json", "--top", "1", "debug.log", cwd=folder)
    run("baseline", "update", "other.jsonl", "--report", "report.json", cwd=folder)
    assert (folder / "other.jsonl").read_bytes() == (folder / BASELINE).read_bytes()
    run("scan", "-q", "-o", "report.json", "--component", "nobody", "debug.log", cwd=folder)
    for command in ("update", "prune"):
        done = run("baseline", command, "other.jsonl", "--report", "report.json", cwd=folder)
        assert b"nothing is called gone" in done.stderr
        assert (folder / "other.jsonl").read_bytes() == (folder / BASELINE).read_bytes()
    assert run("baseline", "prune", BASELINE, "debug.log", "--report", "report.json", cwd=folder).returncode == 2


@pytest.mark.parametrize("command", ["update", "prune"])
def test_what_cannot_be_read_is_not_gone(folder: Path, command: str) -> None:
    before = (folder / BASELINE).read_bytes()
    done = run("baseline", command, BASELINE, "debug.log", "missing.log", cwd=folder)
    assert done.returncode == 3
    assert b"missing.log" in done.stderr
    assert (folder / BASELINE).read_bytes() == before
    done = run("scan", "-f", "json", "--baseline", BASELINE, "missing.log", cwd=folder)
    assert done.returncode == 3
    assert json.loads(done.stdout)["summary"]["baseline"]["gone"] == []
    for words in (["--report", "missing.json"], ["--report", "debug.log"]):
        assert run("baseline", command, BASELINE, *words, cwd=folder).returncode == 3


def test_a_report_with_strange_levels_is_none(folder: Path) -> None:
    run("scan", "-q", "-o", "report.json", "debug.log", cwd=folder)
    text = (folder / "report.json").read_text().replace('"level": "warning"', '"level": "\\u001b[31m"')
    (folder / "report.json").write_text(text)
    done = run("baseline", "create", "x.jsonl", "--report", "report.json", cwd=folder)
    assert done.returncode == 3
    assert b"\x1b" not in done.stderr


def test_free_text_is_accepted_on_request(folder: Path) -> None:
    log(folder, "[23-Nov-2026 16:43:10 UTC] free text\n")
    assert b"0 issues" in run("baseline", "create", "a.jsonl", "debug.log", cwd=folder).stderr
    environ = {"WPDIAG_FAIL_ON": "info"}
    assert b"1 issue" in run("baseline", "create", "b.jsonl", "debug.log", cwd=folder, env=environ).stderr
    assert run("scan", "--baseline", "b.jsonl", "debug.log", cwd=folder, env=environ).returncode == 0
    assert run("scan", "--baseline", "a.jsonl", "debug.log", cwd=folder, env=environ).returncode == 1


def test_a_baseline_that_is_none_ends_the_program(folder: Path) -> None:
    for file in ("missing.jsonl", "debug.log"):
        for words in (["scan", "--baseline", file], ["baseline", "update", file], ["baseline", "prune", file]):
            done = run(*words, "debug.log", cwd=folder)
            assert (done.returncode, done.stdout) == (2, b"")
            assert file.encode() in done.stderr
            assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 1),
        (["--fail-on-new"], 2),
        (["--max-count", "3"], 1),
        (["--max-count", "4"], 0),
        (["--max-count", "-1"], 2),
        (["--min-confidence", "0.9"], 1),
        (["--min-confidence", "1"], 0),
        (["--min-confidence", "2"], 2),
        (["--fail-on-new", "--baseline", BASELINE], 0),
    ],
)
def test_thresholds(folder: Path, words: list[str], code: int) -> None:
    log(folder, WARNING * 4)
    assert run("scan", *words, "debug.log", cwd=folder).returncode == code


def test_formats_show_the_state(folder: Path) -> None:
    log(folder, WARNING + DEPRECATED + FATAL)

    def shown(name: str) -> str:
        return run("scan", "-v", "-f", name, "--baseline", BASELINE, "debug.log", cwd=folder).stdout.decode()

    results = json.loads(shown("sarif"))["runs"][0]["results"]
    assert [result["baselineState"] for result in results] == ["new", "unchanged", "unchanged"]
    assert shown("junit").count("<failure") == 1
    assert "1 new, 2 known" in shown("markdown")
    nagios = run("scan", "-v", "-f", "nagios", "--baseline", BASELINE, "debug.log", cwd=folder)
    assert nagios.stdout.startswith(b"WPDIAG CRITICAL - 1 issue (1 fatal)")


def test_a_filter_holds_for_what_is_gone_too(folder: Path) -> None:
    log(folder, "")
    beside = scan(folder, "--rule", "undefined-variable", code=0)["summary"]["baseline"]
    assert [row["rule"] for row in beside["gone"]] == ["undefined-variable"]
    assert scan(folder, "--component", "nobody", code=0)["summary"]["baseline"]["gone"] == []
    assert scan(folder, "--since", "2026-11-20", code=0)["summary"]["baseline"]["gone"] == []


def test_ignored_issues(folder: Path) -> None:
    entry = "[[ignore]]\nrule = 'undefined-variable'\ncomponent = 'plugin:*'\nreason = 'until the relaunch'\n"
    (folder / "wpdiag.toml").write_text(entry)
    report = scan(folder, code=1, beside=False)
    assert report["summary"]["ignored"] == 1
    assert [issue["level"] for issue in report["issues"]] == ["deprecated"]
    assert b"1 issue in 1 source; 1 ignored" in run("scan", "debug.log", cwd=folder).stdout
    log(folder, WARNING)
    assert b"Nothing found in 1 source; 1 ignored." in run("scan", "debug.log", cwd=folder).stdout
    scan(folder, code=0, beside=False)
    assert b"0 issues" in run("baseline", "create", "x.jsonl", "debug.log", cwd=folder).stderr
    shown = json.loads(run("config", "show", "-f", "json", cwd=folder).stdout)["ignore"]
    assert shown["value"][0]["reason"] == "until the relaunch"
    assert shown["name"] == str(folder / "wpdiag.toml")


def test_expired_and_unused_entries_are_said_and_strict_ones_fail(folder: Path) -> None:
    log(folder, WARNING)
    (folder / "wpdiag.toml").write_text(
        "[[ignore]]\nrule = 'undefined-variable'\nreason = 'x'\nexpires = 2026-01-01\n"
        "[[ignore]]\nrule = 'nothing'\nreason = 'x'\n"
    )
    words = ["scan", "--fail-on", "never", "debug.log"]
    done = run(*words, cwd=folder)
    assert done.returncode == 0
    assert [line.partition(": ")[2] for line in done.stderr.decode().splitlines()] == [
        f"{folder}/wpdiag.toml: [[ignore]] 1 (rule undefined-variable): expired on 2026-01-01",
        f"{folder}/wpdiag.toml: [[ignore]] 2 (rule nothing): matches nothing",
    ]
    assert run("scan", "--strict-ignores", *words[1:], cwd=folder).returncode == 1
    assert run("scan", "debug.log", cwd=folder).returncode == 1
