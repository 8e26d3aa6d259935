"""The manual page says what the help says, and is well formed."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from program import run
from wpdiag.config.options import options


@pytest.fixture(scope="module")
def page() -> str:
    done = run("man")
    assert done.returncode == 0
    return done.stdout.decode("ascii")


def plain(text: str) -> str:
    return " ".join(text.replace("\\-", "-").replace("\\e", "\\").replace("\\&", "").replace("\\[u2026]", "…").split())


def test_every_command_and_option_has_its_help(page: str) -> None:
    said = plain(page)
    for name in re.findall(r"^  ([a-z]+)  ", run("--help").stdout.decode(), re.M):
        assert f".SS wpdiag {name}" in said, name
    assert ".SS wpdiag baseline create" in said
    for option in options().values():
        if option.words:
            assert f"--{option.key}" in said
            assert option.variable in said
            assert plain(option.help) in said


def test_no_line_is_read_as_a_macro_by_mistake(page: str) -> None:
    macros = {line.split(" ")[0] for line in page.splitlines() if line.startswith((".", "'"))}
    assert macros <= {".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".I", ".RS", ".RE", ".EX", ".EE"}


@pytest.mark.skipif(not shutil.which("mandoc"), reason="mandoc is not installed")
def test_mandoc_has_nothing_to_complain_about(page: str) -> None:
    done = subprocess.run(
        ["mandoc", "-Tlint", "-W", "warning"], input=page, capture_output=True, encoding="utf-8", check=False
    )
    assert [line for line in done.stdout.splitlines() if "missing date" not in line] == []  # a build has none to give


@pytest.mark.skipif(not (shutil.which("man") and shutil.which("groff")), reason="man is not installed")
def test_man_shows_it(page: str, tmp_path: Path) -> None:
    file = tmp_path / "wpdiag.1"
    file.write_text(page)
    done = subprocess.run(["man", "--warnings", "-l", file], capture_output=True, encoding="utf-8", check=False, env={"MANWIDTH": "100", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})  # fmt: skip
    assert done.returncode == 0
    assert "wpdiag baseline create" in re.sub(".\b", "", done.stdout)
    assert not done.stderr
