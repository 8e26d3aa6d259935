"""What a run of a program took, measured apart from the script's own memory, and stopped when it takes too long."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from peers import HERE, mawk, wpdiag

_LAUNCH = [sys.executable, "-I", "-S", str(HERE / "launch.py")]
_ONE_RECORD = (
    "[01-Nov-2026 00:00:00 UTC] PHP Warning:  Undefined variable $a in /wp-content/plugins/a/a.php on line 1\n"
)
_LONGEST_START = 60


class TooSlowError(Exception):
    """A run was stopped."""


@dataclass(frozen=True)
class Taken:
    """Seconds and bytes; of several runs, the least of each."""

    cpu: float
    wall: float
    memory: int

    def beyond(self, start: Taken) -> Taken:
        """Without what any run takes."""
        return Taken(max(self.cpu - start.cpu, 0.0), max(self.wall - start.wall, 0.0), self.memory)


def run(command: list[str], timeout: int, output: Path) -> Taken:
    """One run; what the command prints goes to the file."""
    said = subprocess.run([*_LAUNCH, str(output), str(timeout), *command], capture_output=True, text=True, check=True)
    cpu, wall, memory, code = said.stdout.split()
    if code == "-9" and float(wall) >= timeout:
        raise TooSlowError(f"over {timeout} s")
    if code != "0":
        raise RuntimeError(f"{command[0]} ended with {code}")
    return Taken(float(cpu), float(wall), int(memory))


def least(command: list[str], rounds: int, timeout: int, output: Path) -> Taken:
    """The least of several runs: other work on the machine only ever adds."""
    taken = [run(command, timeout, output) for _ in range(rounds)]
    return Taken(min(one.cpu for one in taken), min(one.wall for one in taken), min(one.memory for one in taken))


@cache
def starting(jobs: int) -> Taken:
    """What wpdiag takes for a log of one line."""
    return _of_one_record(lambda file: wpdiag([str(file)], jobs).command, 7)


@cache
def starting_mawk() -> Taken:
    """What mawk takes for a log of one line."""
    return _of_one_record(lambda file: mawk_command(file, "debug-log"), 20)


def mawk_command(file: Path, wrapper: str) -> list[str]:
    """Count the bodies of the lines."""
    program = mawk(file, wrapper)
    if program is None:
        sys.exit("mawk is not installed: benchmarks/run --install")
    return program.command


def reported(output: Path) -> int:
    """How many issues of the level deprecated and above a report in JSON lists."""
    report = json.loads(output.read_bytes())
    return sum(issue["level"] != "info" for issue in report["issues"])


def _of_one_record(command: Callable[[Path], list[str]], rounds: int) -> Taken:
    folder = Path(tempfile.mkdtemp())
    try:
        file = folder / "debug.log"
        file.write_text(_ONE_RECORD, encoding="utf-8")
        return least(command(file), rounds, _LONGEST_START, folder / "output")
    finally:
        shutil.rmtree(folder)
