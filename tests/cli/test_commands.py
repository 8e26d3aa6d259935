"""Every command that the help names answers, though a command makes only itself ready."""

from __future__ import annotations

from typing import Any

import pytest
import typer

from program import run
from wpdiag.cli import app


def paths(command: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The words of every command below one: of click's classes, wherever typer has them from."""
    inside = getattr(command, "commands", None)
    if inside is None:
        return [path]
    return [found for name, inner in inside.items() for found in paths(inner, (*path, name))]


@pytest.fixture(scope="module")
def commands() -> list[tuple[str, ...]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["wpdiag"])
        return paths(typer.main.get_command(app._application()))


def test_every_command_answers(commands: list[tuple[str, ...]]) -> None:
    assert ("rules", "coverage") in commands
    for path in commands:
        done = run(*path, "--help")
        assert (done.returncode, done.stderr) == (0, b""), path


def test_what_the_contract_names_is_there(commands: list[tuple[str, ...]]) -> None:
    wanted = "scan explain watch diff merge probe schema"
    wanted += " rules-list rules-show rules-test rules-check rules-schema rules-coverage"
    wanted += " baseline-create baseline-update baseline-prune config-show"
    assert {tuple(name.split("-")) for name in wanted.split()} <= set(commands)
