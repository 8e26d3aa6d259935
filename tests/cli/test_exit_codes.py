"""The exit code is the same in every format, whatever gates are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from program import DEPRECATED, FILE, WARNING
from wpdiag.cli.app import _application
from wpdiag.formats import names

KNOWN = ["--baseline", "known.jsonl"]
SURE = ["--min-confidence", "1"]


@pytest.fixture(scope="module")
def app() -> Typer:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["wpdiag"])
        return _application()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, app: Typer) -> Path:
    """A warning three times, a deprecation once; a baseline that knows the deprecation, one that knows both, and an
    entry of [[ignore]] that is of no use."""
    found = tmp_path_factory.mktemp("gates")
    (found / "debug.log").write_text(WARNING * 3 + DEPRECATED)
    (found / "less.log").write_text(DEPRECATED)
    (found / "wpdiag.toml").write_text("[[ignore]]\nrule = 'nothing-of-the-kind'\nreason = 'x'\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(found)
        for name, log in (("known", "less.log"), ("all", "debug.log")):
            assert CliRunner().invoke(app, ["baseline", "create", f"{name}.jsonl", log]).exit_code == 0
    return found


@pytest.mark.parametrize("name", [name for name in names() if name != "nagios"])
@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 1),
        (["--fail-on", "error"], 0),
        (["--fail-on", "never"], 0),
        (["--fail-on", "never", "--strict-ignores"], 1),
        (KNOWN, 1),
        ([*KNOWN, "--fail-on-new", "--fail-on", "error"], 0),
        ([*KNOWN, "--max-count", "2"], 1),
        ([*KNOWN, "--max-count", "3"], 0),
        ([*KNOWN, "--no-fail-on-new", "--component", "shop", "--fail-on", "deprecated"], 1),
        (["--baseline", "all.jsonl"], 0),
        (["--baseline", "all.jsonl", "--no-fail-on-new"], 1),
        (["--baseline", "all.jsonl", "--verbose"], 0),
        (["--baseline", "all.jsonl", "missing.log"], 3),
        ([*KNOWN, "missing.log"], 1),
        (SURE, 0),
        ([*SURE, "missing.log"], 3),
        (["--min-confidence", "0.5", "--max-count", "2"], 1),
        (["--top", "1", "--level", "fatal"], 1),
        (["--component", "nobody"], 0),
        (["--fail-on-new"], 2),
    ],
)
def test_no_format_changes_it(
    name: str, options: list[str], code: int, app: Typer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    for variable in ("GITHUB_STEP_SUMMARY", "GITHUB_ACTIONS"):
        monkeypatch.delenv(variable, raising=False)
    assert CliRunner().invoke(app, ["scan", "-f", name, "debug.log", *options]).exit_code == code


def test_the_log_is_what_the_table_thinks(app: Typer, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    shown = CliRunner().invoke(app, ["scan", "-f", "csv", "debug.log"]).stdout
    assert [line.split(",")[:2] for line in shown.splitlines()[1:]] == [["warning", "3"], ["deprecated", "1"]]
    assert FILE.rpartition("/")[2] in shown
