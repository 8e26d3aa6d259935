"""``--component`` and ``--rule``: only what was asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from program import DEPRECATED, WARNING, run


@pytest.fixture
def log(tmp_path: Path) -> Path:
    file = tmp_path / "debug.log"
    file.write_text(WARNING + DEPRECATED.replace("plugins/shop", "themes/shop"))
    return file


@pytest.mark.parametrize(
    ("options", "levels"),
    [
        (["--component", "shop"], ["warning", "deprecated"]),
        (["--component", "plugin:shop"], ["warning"]),
        (["--component", "theme:*"], ["deprecated"]),
        (["--component", "plugin:*", "--component", "theme:shop"], ["warning", "deprecated"]),
        (["--rule", "undefined-variable"], ["warning"]),
        (["--rule", "php.undefined_variable"], ["warning"]),
        (["--rule", "php.deprecated*"], ["deprecated"]),
        (["--rule", "php.*", "--component", "theme:shop"], ["deprecated"]),
        (["--component", "theme:akismet"], []),
    ],
)
def test_what_is_listed(log: Path, options: list[str], levels: list[str]) -> None:
    done = run("scan", "-f", "json", *options, log)
    assert [issue["level"] for issue in json.loads(done.stdout)["issues"]] == levels
    assert (done.returncode, done.stderr) == (int(bool(levels)), b"")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("plugins:shop", "--component: no kind 'plugins' of components; there are: plugin, theme, mu-plugin, dropin"),
        ("plugin:", "--component: 'plugin:' names nobody; write it like plugin:shop"),
    ],
)
def test_a_component_that_cannot_be_is_an_error(log: Path, name: str, said: str) -> None:
    done = run("scan", "--component", name, log)
    assert done.returncode == 2
    assert said in done.stderr.decode()


def test_a_span_that_ends_before_it_begins_is_an_error(log: Path) -> None:
    done = run("scan", "--since", "2026-11-24", "--until", "2026-11-23", log)
    assert done.returncode == 2
    assert b"--until: '2026-11-23' is not after 2026-11-24 (--since)" in done.stderr


def test_nothing_of_it_is_not_nothing_at_all(log: Path) -> None:
    assert b"Nothing of what was asked for in 1 source." in run("scan", "--component", "akismet", log).stdout
    assert b"no rule 'nonsense'" in run("scan", "--rule", "nonsense", log).stderr
