"""Every command obeys ``wpdiag.toml`` and ``WPDIAG_*`` as far as they concern it, not ``scan`` alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from program import DEPRECATED, FILE, WARNING, run

HOST = "shop.geheimladen.de"
LEAK = f"[23-Nov-2026 16:43:10 UTC] PHP Warning:  fopen(https://{HOST}/a): Failed to open stream in {FILE} on line 3\n"
RULE = """rules:
- id: our-own-rule
  match: {identifier: php.undefined_variable}
  title: Ours
  why: We know it.
  fix: {summary: Ask us., audience: developer}
  examples: {match: ["PHP Warning:  Undefined variable $x in /srv/a.php on line 3"]}
"""


def configured(folder: Path, text: str) -> Path:
    (folder / "wpdiag.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("words", [["explain", WARNING], ["rules", "show", "our-own-rule"], ["rules", "list"]])
def test_rules_of_ones_own(words: list[str], tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text(RULE)
    done = run(*words, cwd=configured(tmp_path, "rules = ['mine.yml']\n"))
    assert done.returncode == 0, done.stderr
    assert b"Ours" in done.stdout
    assert b"Ours" not in run(*words, "--isolated", cwd=tmp_path).stdout
    done = run(*words, "--isolated", cwd=tmp_path, env={"WPDIAG_RULES": "mine.yml"})
    assert b"Ours" in done.stdout
    wrong = run(*words, "--isolated", cwd=tmp_path, env={"WPDIAG_RULES": "missing.yml"})
    assert (wrong.returncode, wrong.stdout) == (2, b"")


def test_without_the_own_rules_of_wpdiag(tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text(RULE)
    configured(tmp_path, "rules = ['mine.yml']\ndefault-rules = false\n")
    assert len(run("rules", "list", cwd=tmp_path).stdout.splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ["explain", WARNING],
        ["explain", "undefined-variable"],
        ["rules", "list"],
        ["rules", "show", "undefined-variable"],
    ],
)
def test_the_language(words: list[str], tmp_path: Path) -> None:
    russian = run(*words, cwd=configured(tmp_path, "lang = 'ru'\n")).stdout.decode()
    assert "переменн" in russian
    assert "переменн" not in run(*words, "--lang", "en", cwd=tmp_path).stdout.decode()
    wrong = run(*words, cwd=configured(tmp_path, "lang = 'xx'\n"))
    assert wrong.returncode == 2
    assert f"{tmp_path}/wpdiag.toml: lang: no language 'xx'" in wrong.stderr.decode()


def test_explain_knows_what_is_installed(tmp_path: Path) -> None:
    (tmp_path / "plugins.json").write_text(
        '[{"name": "shop", "status": "active", "version": "7.1.2", "title": "Shop"}]'
    )
    assert b"7.1.2" in run("explain", WARNING, "--inventory", "plugins.json", "--isolated", cwd=tmp_path).stdout
    assert b"7.1.2" in run("explain", WARNING, cwd=configured(tmp_path, "inventory = ['plugins.json']\n")).stdout


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Two reports, the second with an issue more, and a log."""
    (tmp_path / "old.log").write_text(DEPRECATED)
    (tmp_path / "debug.log").write_text(DEPRECATED + LEAK)
    run("scan", "-q", "-o", "old.json", "old.log", cwd=tmp_path)
    run("scan", "-q", "-o", "new.json", "debug.log", cwd=tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        ["explain", LEAK],
        ["merge", "new.json"],
        ["diff", "old.json", "new.json"],
        ["diff", "-f", "json", "new.json", "old.json"],
    ],
)
def test_nothing_is_told_that_is_nobodys_business(words: list[str], reports: Path) -> None:
    def shown() -> str:
        return run(*words, cwd=reports).stdout.decode()

    assert HOST in shown()
    configured(reports, "redact = true\n")
    assert HOST not in shown()
    assert "<host-1>" in shown()


@pytest.mark.parametrize("words", [["debug.log"], ["--report", "new.json"]])
def test_a_baseline_holds_no_values_of_messages(words: list[str], reports: Path) -> None:
    run("baseline", "create", "known.jsonl", *words, cwd=reports)
    text = (reports / "known.jsonl").read_text()
    assert "fopen(<*>)" in text
    assert HOST not in text


def test_what_cannot_be_read_is_named_without_secrets(tmp_path: Path) -> None:
    words = ("scan", f"/home/kunde42/{HOST}.log", "--isolated")
    assert HOST in run(*words).stderr.decode()
    done = run(*words, "--redact")
    assert done.returncode == 3
    assert done.stderr == b"wpdiag: /home/<user-1>/<host-1>.log: no such file or directory\n"


@pytest.mark.parametrize(
    ("setting", "code"),
    [("", 1), ("fail-on = 'error'", 0), ("max-count = 1", 0), ("min-confidence = 1", 0), ("min-confidence = 0.5", 1)],
)
def test_two_reports_and_the_gate(setting: str, code: int, reports: Path) -> None:
    configured(reports, setting)
    for form in ("text", "json", "markdown"):
        assert run("diff", "-f", form, "old.json", "new.json", cwd=reports).returncode == code
    done = run("diff", "--quiet", "old.json", "new.json", cwd=reports)
    assert (done.returncode, done.stdout) == (code, b"")


def test_free_text_in_a_baseline_by_option(tmp_path: Path) -> None:
    (tmp_path / "debug.log").write_text("[23-Nov-2026 16:43:10 UTC] free text\n")
    words = ("baseline", "create", "--force", "known.jsonl", "debug.log")
    assert b"0 issues" in run(*words, cwd=tmp_path).stderr
    assert b"1 issue" in run(*words, "--level", "info", cwd=tmp_path).stderr


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("since = '24hh'", "since: '24hh' is no time"),
        ("timezone = 'Europe/Berlim'", "timezone: no time zone"),
        ("transport = 'telegraph'", "transport: no transport 'telegraph'"),
        ("max-size = 'much'", "max-size: 'much' is no size"),
        ("jobs = 'all'", "jobs: 'all' is no number"),
    ],
)
def test_a_wrong_value_is_named_with_its_file(setting: str, said: str, reports: Path) -> None:
    configured(reports, setting)
    for words in (["scan", "debug.log"], ["explain", WARNING], ["baseline", "create", "x.jsonl", "debug.log"]):
        done = run(*words, cwd=reports)
        assert done.returncode == 2
        assert f"{reports}/wpdiag.toml: {said}" in done.stderr.decode()


def test_schema_of_the_difference_counts_stand_ins_that_are_shown(reports: Path) -> None:
    words = ("diff", "-f", "json", "--redact")
    assert json.loads(run(*words, "old.json", "new.json", cwd=reports).stdout)["redacted"] == {"host": 1}
    assert json.loads(run(*words, "new.json", "new.json", cwd=reports).stdout)["redacted"] == {}
    assert json.loads(run("diff", "-f", "json", "old.json", "new.json", cwd=reports).stdout)["redacted"] is None
    markdown = run("diff", "-f", "markdown", "old.json", "new.json", cwd=reports).stdout.decode()
    assert HOST not in markdown
    assert "redacted: host 1" in markdown
    assert HOST in run("diff", "-f", "markdown", "--no-redact", "old.json", "new.json", cwd=reports).stdout.decode()
