"""Standard output and standard error that are closed, full, or whose reader goes away."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from program import WARNING

full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    file = tmp_path / "debug.log"
    file.write_text(WARNING)
    return file


def shell(command: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """A shell line in which WPDIAG is the program."""
    line = command.replace("WPDIAG", f"'{sys.executable}' -m wpdiag")
    done = subprocess.run(
        [shutil.which("bash") or "sh", "-c", line], cwd=cwd, capture_output=True, timeout=60, check=False
    )
    assert b"Traceback" not in done.stderr
    return done


@pytest.mark.slow
@pytest.mark.parametrize(("options", "code"), [("", 1), ("--fail-on never", 0)])
def test_a_reader_that_goes_away_does_not_change_the_exit_code(tmp_path: Path, options: str, code: int) -> None:
    text = "".join(WARNING.replace("$x", f"$x{number}") for number in range(5000))
    (tmp_path / "debug.log").write_text(text)
    done = shell(f"WPDIAG scan --format jsonl {options} debug.log | head -n 1; exit ${{PIPESTATUS[0]}}", tmp_path)
    assert (done.returncode, done.stderr) == (code, b"")
    assert len(done.stdout.splitlines()) == 1


@full
@pytest.mark.parametrize("words", ["scan debug.log", "scan -f json debug.log", "man", "schema report", "--version"])
def test_a_full_disk_is_no_fault_of_the_program(log: Path, words: str) -> None:
    done = shell(f"WPDIAG {words} > /dev/full", log.parent)
    assert done.returncode == 2
    assert done.stderr == b"wpdiag: standard output: cannot write: No space left on device\n"


def test_closed_streams_keep_the_exit_code_and_get_nothing(log: Path) -> None:
    assert shell("WPDIAG scan debug.log >&-", log.parent).returncode == 1
    assert shell("WPDIAG scan missing.log >&- 2>&- <&-", log.parent).returncode == 3
    done = shell("WPDIAG scan -f csv missing.log 2>&-", log.parent)
    assert (done.returncode, len(done.stdout.splitlines())) == (3, 1)  # no message among the data
    shell("WPDIAG scan debug.log -o report.json >&- 2>&-", log.parent)
    assert json.loads((log.parent / "report.json").read_bytes())["summary"]["issues"] == 1


@pytest.mark.parametrize("words", ["-o json:/dev/stdout debug.log | cat", "-o json:>(cat) debug.log"])
def test_a_report_written_to_a_pipe(log: Path, words: str) -> None:
    done = shell(f"WPDIAG scan -q {words}", log.parent)
    assert json.loads(done.stdout)["summary"]["issues"] == 1
