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
BLOCK = re.compile(r"^```(?P<kind>console|toml)\n(?P<text>.*?)^```$", re.M | re.S)


def blocks(page: str) -> list[tuple[str, str]]:
    return [
        (match["kind"], match["text"]) for match in BLOCK.finditer((ROOT / "docs" / page).read_text(encoding="utf-8"))
    ]


def commands(text: str) -> list[tuple[str, str]]:
    """Each command of a block, and what it prints."""
    parts = re.split(r"^\$ (.*)\n", text, flags=re.M)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize("page", ["gates.md"])
def test_the_examples(page: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "sample_logs" / "debug.log", tmp_path)
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    code, ran = 0, 0
    for kind, text in blocks(page):
        if kind == "toml":
            assert text.startswith("# wpdiag.toml\n")
            (tmp_path / "wpdiag.toml").write_text(text, encoding="utf-8")
            continue
        for command, expected in commands(text):
            done = subprocess.run(
                ["sh", "-c", f"(exit {code}); {command}"],
                cwd=tmp_path,
                env=os.environ | {"PATH": programs},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                timeout=60,
                check=False,
            )
            pattern = "(?s:.*)".join(map(re.escape, expected.split("…\n")))
            assert re.fullmatch(pattern, done.stdout), (command, done.stdout)
            code = done.returncode
            ran += 1
    assert ran > 5
