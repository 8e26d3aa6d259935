"""Text for terminals whose encoding holds few signs: readable, and never an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from program import FILE, run
from wpdiag.cli.signs import fitted
from wpdiag.formats.shared.sparkline import BARS

LINES = "".join(
    f"[23-Nov-2026 {hour:02}:43:10 UTC] PHP Warning:  Undefined variable $größe in {FILE} on line 3\n" * (hour + 1)
    for hour in range(0, 8, 2)
)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp437", "koi8-r"])
def test_a_report_is_readable(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "debug.log").write_text(LINES, encoding="utf-8")
    done = run("scan", "debug.log", cwd=tmp_path, env={"PYTHONIOENCODING": encoding})
    assert done.returncode == 1
    assert done.stderr == b""
    text = done.stdout.decode(encoding)
    assert "\\u" not in text.replace("gr\\u", "")
    assert "16\N{MULTIPLICATION SIGN} " in text or "16x " in text
    assert "._-_+_#" in text
    assert "gr\\xf6\\xdfe" in text if encoding == "ascii" else "größe" in text or encoding == "koi8-r"


def test_what_the_encoding_holds_stays() -> None:
    assert fitted(f"{BARS} 3× a · b … →", "utf-8") == f"{BARS} 3× a · b … →"
    assert fitted("3× a · b …", "latin-1") == "3× a · b ..."
    assert fitted(BARS, "cp437") == "_.:-=+*#"
    assert fitted("пример", "ascii") == "пример"
    assert fitted("3×", "no-such-encoding") == "3x"


@pytest.mark.parametrize(
    "words",
    [
        ["explain", LINES.splitlines()[0]],
        ["explain", "--lang", "ru", "undefined-variable"],
        ["rules", "list", "--lang", "ru"],
        ["rules", "show", "textdomain-too-early", "--lang", "ru"],
        ["rules", "texts"],
        ["rules", "new", "--from-line", LINES.splitlines()[0]],
        ["config", "show"],
        ["man"],
        ["schema", "report"],
        ["probe"],
        ["scan", "--help"],
    ],
)
def test_no_command_ends_in_an_error(words: list[str]) -> None:
    done = run(*words, env={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout
