"""What a terminal shows: its width, its colours, progress, and nothing that log text wants of it."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from program import WARNING, run


def test_hostile_text_is_inert(tmp_path: Path) -> None:
    file = tmp_path / "evil.log"
    file.write_text(
        "[23-Nov-2026 16:43:10 UTC] PHP Warning:  \x1b[31mred\x1b]0;title\x07 [bold]x[/bold] \u202eabc\u200b \x9b2J "
        "in /srv/wp-content/plugins/$(id)/a.php on line 3\n",
        encoding="utf-8",
    )
    for color in ("never", "always"):
        text = run("scan", "--color", color, "--verbose", file).stdout.decode()
        assert "[bold]x[/bold]" in text
        assert "\x1b[31mred" not in text
        for sign in "\x07\u202e\u200b\x9b":
            assert sign not in text
        assert "wp plugin update '$(id)'" in text


@pytest.mark.parametrize("width", [40, 60])
def test_narrow_terminals(log: Path, width: int) -> None:
    text = run("scan", log, env={"COLUMNS": str(width)}).stdout.decode()
    for line in text.splitlines():
        columns = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)
        assert columns <= width or " " not in line.strip()


def test_colours_only_where_they_are_wanted(log: Path) -> None:
    assert b"\x1b[" not in run("scan", log).stdout
    assert b"\x1b[" in run("scan", log, env={"FORCE_COLOR": "1"}).stdout
    assert b"\x1b[" not in run("scan", log, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout
    assert b"\x1b[" in run("scan", "--color", "always", log).stdout


def test_a_long_scan_shows_its_progress_on_a_terminal(tmp_path: Path) -> None:
    import pty

    file = tmp_path / "debug.log"
    file.write_text(WARNING * 400_000)
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "wpdiag", "scan", str(file)],
        stdout=subprocess.PIPE,
        stderr=follower,
        env={name: value for name, value in os.environ.items() if name != "CI"} | {"TERM": "xterm"},
    )
    os.close(follower)
    assert process.stdout is not None
    report = process.stdout.read()
    shown = os.read(leader, 1 << 16)
    process.wait(timeout=60)
    os.close(leader)
    assert b"MB" in shown
    assert b"MB/s" not in report
    assert b"400,000" in report
