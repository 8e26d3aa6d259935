"""``wpdiag sc`` and the Tab key, in the shells themselves."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

BIN = str(Path(sys.executable).parent)
ENVIRON = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "TERM": "dumb"}


def script(shell: str) -> str:
    """What the shell reads, as the guide says to make it."""
    done = subprocess.run(
        ["wpdiag"],
        env=ENVIRON | {"_WPDIAG_COMPLETE": f"source_{shell}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout
    return done.stdout


def shell(*words: str) -> str:
    if not shutil.which(words[0]):
        pytest.skip(f"{words[0]} is not installed")
    return subprocess.run(words, env=ENVIRON, capture_output=True, encoding="utf-8", timeout=60, check=True).stdout


def test_bash(tmp_path: Path) -> None:
    file = tmp_path / "completion"
    file.write_text(script("bash"))
    ask = (
        f'. {file}; COMP_WORDS=(wpdiag sc); COMP_CWORD=1; _wpdiag_completion wpdiag; printf "%s\\n" "${{COMPREPLY[@]}}"'
    )
    assert shell("bash", "-c", ask).split() == ["scan", "schema"]
    assert "_wpdiag_completion wpdiag" in shell("bash", "-c", f". {file}; complete -p wpdiag")


def test_fish(tmp_path: Path) -> None:
    file = tmp_path / "completion"
    file.write_text(script("fish"))
    said = shell("fish", "--no-config", "-c", f"source {file}; complete -C 'wpdiag sc'")
    assert [line.split("\t")[0] for line in said.splitlines()] == ["scan", "schema"]


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
def test_zsh(tmp_path: Path) -> None:
    """Its completion runs at a prompt only: a real one, on a pseudo-terminal."""
    file = tmp_path / "completion"
    file.write_text(script("zsh"))
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe("zsh", ["zsh", "-f", "-i"], ENVIRON | {"ZDOTDIR": str(tmp_path), "PS1": "> "})
    try:
        os.write(terminal, f"autoload -Uz compinit; compinit -u -d {tmp_path}/dump; . {file}; echo re''ady\n".encode())
        assert "ready" in read(terminal, "ready")
        os.write(terminal, b"wpdiag sc\t\t")
        said = read(terminal, "schema")
        assert "scan" in said
        assert "schema" in said
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)


def read(terminal: int, wanted: str) -> str:
    """What the shell shows until the wanted word comes, for half a minute at most."""
    said, until = "", time.monotonic() + 30
    while wanted not in said and time.monotonic() < until:
        if select.select([terminal], [], [], 0.5)[0]:
            said += os.read(terminal, 65536).decode("utf-8", "replace")
    return said
