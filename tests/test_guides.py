"""The examples of the guides do what the guides say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(?P<kind>console|toml|crontab|ini)\n(?P<text>.*?)^```$", re.M | re.S)


def blocks(page: str) -> list[tuple[str, str]]:
    return [
        (match["kind"], match["text"]) for match in BLOCK.finditer((ROOT / "docs" / page).read_text(encoding="utf-8"))
    ]


def commands(text: str) -> list[tuple[str, str]]:
    """Each command of a block, and what it prints."""
    parts = re.split(r"^\$ (.*)\n", text, flags=re.M)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What a command does in a folder, with the program that is tested."""
    return subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("page", ["gates.md", "incremental.md", "sharing.md"])
def test_the_examples(page: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "sample_logs" / "debug.log", tmp_path)
    code, ran = 0, 0
    for kind, text in blocks(page):
        if kind == "toml":
            assert text.startswith("# wpdiag.toml\n")
            (tmp_path / "wpdiag.toml").write_text(text, encoding="utf-8")
        for command, expected in commands(text) if kind == "console" else ():
            done = shell(f"(exit {code}); {command}", tmp_path)
            pattern = "(?s:.*)".join(map(re.escape, expected.split("…\n")))
            assert re.fullmatch(pattern, done.stdout), (command, done.stdout)
            code = done.returncode
            ran += 1
    assert ran > 1


def test_the_job_for_cron_prints_what_is_new_and_nothing_else(tmp_path: Path) -> None:
    shutil.copy2(ROOT / "sample_logs" / "debug.log", tmp_path)
    os.utime(tmp_path / "debug.log", (0, 0))
    (text,) = (text for kind, text in blocks("incremental.md") if kind == "crontab")
    assert "%" not in text  # cron would end the line there
    *when, job = text.strip().split(" ", 5)
    assert when == ["*"] * 5
    job = re.sub(r"(?<= )/\S*/", "", job)
    assert [len(shell(job, tmp_path).stdout) > 0 for _ in range(2)] == [True, False]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    units = [text for kind, text in blocks("incremental.md") if kind == "ini"]
    for text in units:
        name = Path(text.splitlines()[0].removeprefix("# ")).name
        text = text.replace("/usr/local/bin/wpdiag", str(Path(sys.executable).with_name("wpdiag")))
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = shell("systemd-analyze verify ./wpdiag.service ./wpdiag.timer", tmp_path)
    assert (len(units), done.returncode, done.stdout) == (2, 0, "")
