"""The program as people and machines use it: output, exit codes, bad input."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from program import FILE, WARNING, run
from wpdiag.schemas import schema_of


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 1),
        (["--fail-on", "warning"], 1),
        (["--fail-on", "error"], 0),
        (["--fail-on", "never"], 0),
        (["--rule", "undefined-variable", "--fail-on", "warning"], 1),
        (["--component", "nobody"], 0),
        (["--component", "plugin:shop"], 1),
        (["--since", "2027-01-01"], 0),
        (["--until", "2026-11-24", "--fail-on", "deprecated", "--component", "shop"], 1),
        (["--quiet"], 1),
        (["--top", "0"], 2),
        (["--fail-on", "nonsense"], 2),
        (["--transport", "nonsense"], 2),
        (["--jobs", "2"], 1),
        (["--jobs", "auto"], 1),
        (["--jobs", "nonsense"], 2),
        (["--jobs", "-1"], 2),
        (["--timezone", "Nowhere/Town"], 2),
        (["--since", "yesterdayish"], 2),
        (["--format", "nonsense"], 2),
        (["-o", "report.nonsense"], 2),
        (["--rules", "missing.yml"], 2),
        (["--config", "missing.toml"], 2),
    ],
)
def test_exit_codes(log: Path, options: list[str], code: int) -> None:
    done = run("scan", *options, log)
    assert done.returncode == code, done.stderr
    if code == 2:
        assert done.stdout == b""
        assert done.stderr


def test_the_text_report(log: Path) -> None:
    text = run("scan", log).stdout.decode()
    assert text.index("WARNING") < text.index("DEPRECATED")
    assert "Plugin shop   4 times" in text
    assert "3× Undefined variable $x" in text
    assert "wp-content/plugins/shop/cart.php:3" in text
    assert "$ wp plugin update shop" in text
    assert "What to do first" in text
    assert "\x1b" not in text


def test_json_is_valid_and_complete(log: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<html>\nWarning: x in {FILE} on line 3\n")
    (tmp_path / "broken.log").write_bytes(b"\0\1\2\0binary")
    done = run("scan", "--format", "json", log, page, tmp_path / "broken.log", tmp_path / "missing.log")
    report = json.loads(done.stdout)
    jsonschema.validate(report, schema_of("report"))
    assert [source["error"] is None for source in report["sources"]] == [True, True, False, False]
    assert report["summary"]["by_level"]["info"] == 1
    assert all(issue["level"] != "info" for issue in report["issues"])
    warning = next(issue for issue in report["issues"] if issue["message"] == "Undefined variable $x")
    assert warning["count"] == 3
    assert warning["first_seen"] == "2026-11-23T16:43:10+00:00"
    assert warning["histogram"] == {"2026-11-23T16": 3}
    assert warning["fix"]["commands"] == ["wp plugin update shop"]


def test_info_is_listed_on_request(log: Path) -> None:
    report = json.loads(run("scan", "--format", "json", "--level", "info", log).stdout)
    assert [issue["message"] for issue in report["issues"] if issue["level"] == "info"] == ["free text"]


def test_jsonl_and_output_files(log: Path, tmp_path: Path) -> None:
    done = run("scan", "-f", "jsonl", "-o", tmp_path / "r.json", "-o", f"text:{tmp_path / 'r.out'}", log)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines == json.loads((tmp_path / "r.json").read_bytes())["issues"]
    assert "What to do first" in (tmp_path / "r.out").read_text(encoding="utf-8")


def test_broken_rules_and_configuration_are_named(log: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_text("rules:\n  - id: x\n    titel: y\n")
    done = run("scan", "--rules", tmp_path / "bad.yml", log)
    assert done.returncode == 2
    assert b"bad.yml:2" in done.stderr
    (tmp_path / "wpdiag.toml").write_text("fail-on = 'sometimes'\n")
    done = run("scan", log, cwd=tmp_path)
    assert done.returncode == 2
    assert b"wpdiag.toml" in done.stderr
    assert run("scan", "--isolated", log, cwd=tmp_path).returncode == 1
    (tmp_path / "wpdiag.toml").write_text("fail-on = 'error'\n")
    assert run("scan", log, cwd=tmp_path).returncode == 0
    assert run("scan", "--fail-on", "notice", log, cwd=tmp_path).returncode == 1


def test_explain() -> None:
    assert b"text domain" in run("explain", "textdomain-too-early").stdout
    text = run("explain", WARNING.partition("] ")[2].strip()).stdout.decode()
    assert "certain" in text
    assert "undefined-variable" in text
    assert run("explain", "no such thing").returncode == 2
    assert b"did you mean undefined-variable" in run("explain", "undefined-variabel").stderr
    assert b"wpdiag scan " + __file__.encode() in run("explain", __file__).stderr
    assert b"did you mean undefined-variable" in run("rules", "show", "undefined-variabel").stderr


@pytest.mark.parametrize("name", ["undefined-variable", "php.undefined_variable"])
def test_a_rule_is_explained_in_words(name: str) -> None:
    text = " ".join(run("explain", name).stdout.decode().split())
    assert "used the variable named in the message before" in text
    assert "wp plugin update <plugin>" in text
    assert not re.search(r"\{[a-z_]+[|}]", text)
    assert "${variable|named in the message}" in run("rules", "show", "undefined-variable").stdout.decode()


def test_versions_and_schemas() -> None:
    assert run("--version").stdout.startswith(b"wpdiag ")
    for what in ("report", "rules", "config"):
        jsonschema.Draft202012Validator.check_schema(json.loads(run("schema", what).stdout))
