"""The programs that count the same records as wpdiag: how each is called, and how its answer names the number.

A peer that is not installed is looked for in Debian (as root) and on PyPI with ``--install``, and left out otherwise.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
VENV = HERE / "data" / "peers"
"""Where the peers from PyPI are installed."""
_MAWK = {
    "debug-log": "{count[substr($0, 29)]++}",
    "syslog": "{count[substr($0, 50)]++}",
    "nginx": '{at = index($0, "FastCGI"); count[substr($0, at, index($0, "\\" while ") - at)]++}',
    "docker": '{count[substr($0, 1, index($0, "\\",\\"time"))]++}',
    "apache": "{count[substr($0, 97)]++}",
    "php-fpm": "{count[substr($0, 74)]++}",
}
"""How mawk counts the bodies of the lines of each kind."""
_MAWK_ENDS = " END {for (body in count) lines += count[body]; print lines}"
_LNAV = ";SELECT sum(n) FROM (SELECT log_body, count(*) AS n FROM all_logs GROUP BY log_body)"
_GOACCESS = [
    "--log-format=[%d %t %h] PHP %U",
    "--date-format=%d-%b-%Y",
    "--time-format=%T",
    "--no-ip-validation",
    "--no-progress",
]
_DRAIN3 = """
import sys
from drain3 import TemplateMiner
miner = TemplateMiner()
number = 0
for line in open(sys.argv[1], encoding="utf-8", errors="replace"):
    miner.add_log_message(line[27:].rstrip())
    number += 1
print(number)
"""
_POLARS = """
import sys
import polars as pl
lines = pl.scan_csv(sys.argv[1], has_header=False, separator="\\x01", quote_char=None, new_columns=["line"])
bodies = lines.select(pl.col("line").str.slice(27)).group_by("line").len().collect(engine="streaming")
print(bodies["len"].sum())
"""
_PYTHON = """
import re, sys
from collections import Counter
counted = Counter()
with open(sys.argv[1], "rb") as log:
    while block := log.read(4 << 20):
        counted.update(re.findall(rb"(?m)^.{27}(.*)$", block + log.readline()))
print(counted.total())
"""
DEBIAN = {"mawk": "mawk", "rg": "ripgrep", "lnav": "lnav", "goaccess": "goaccess"}
PYPI = ("drain3", "polars")


@dataclass
class Program:
    """A command and what its runs took: seconds, and bytes of memory at the peak (of the largest process)."""

    name: str
    command: list[str]
    count: str = r"(\d+)"
    """How its answer names the number of records: a pattern with one group; empty where it counts none."""
    seconds: list[float] = field(default_factory=list)
    memory: int = 0
    records: int = 0

    def run(self) -> None:
        began = time.perf_counter()
        process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert process.stdout is not None
        answer = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        self.seconds.append(time.perf_counter() - began)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.memory = max(self.memory, usage.ru_maxrss * 1024)
        found = re.findall(self.count, answer) if self.count else ()
        self.records = sum(map(int, found)) if found else -1

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def best(self) -> float:
        return min(self.seconds)


def wpdiag(sources: list[str], jobs: int) -> Program:
    """The whole job: levels, components, fixes, first and last time, hourly histogram, as JSON."""
    name = "wpdiag" if jobs == 1 else f"wpdiag --jobs {jobs}"
    command = [_wpdiag(), "scan", "-f", "json", "--fail-on", "never", "--isolated", "--jobs", str(jobs), *sources]
    return Program(name, command, r'"entries": (\d+)')


def version() -> Program:
    """Start, and end at once."""
    return Program("wpdiag --version", [_wpdiag(), "--version"], count="")


def _wpdiag() -> str:
    return shutil.which("wpdiag") or sys.exit("wpdiag is not installed: pip install .")


def mawk(file: Path, wrapper: str) -> Program | None:
    return _of("mawk", lambda found: [found, _MAWK[wrapper] + _MAWK_ENDS, str(file)])


def line_counters(file: Path) -> list[Program]:
    """Peers that count the bodies of debug.log's lines, or just its lines."""
    name = str(file)
    sort = "cut -c28- \"$0\" | LC_ALL=C sort | uniq -c | awk '{n += $1} END {print n}'"
    report = str(HERE / "data" / "goaccess.json")
    show = '"$0" "$@" >/dev/null && grep -o \'"valid_requests": [0-9]*\' ' + f"'{report}'"
    found = [
        _of("rg", lambda rg: [rg, "-c", "PHP", name], "rg -c PHP"),
        _of("wc", lambda wc: [wc, "-l", name], "wc -l", r"^\s*(\d+)"),
        Program("re.findall, Counter", [sys.executable, "-c", _PYTHON, name]),
        Program("sort | uniq -c", ["sh", "-c", sort, name]),
        _of("lnav", lambda lnav: [lnav, "-n", "-c", _LNAV, name], "lnav, group by"),
        _of("goaccess", lambda goaccess: ["sh", "-c", show, goaccess, name, *_GOACCESS, "-o", report]),
        *(_from_pypi(package, code, name) for package, code in (("drain3", _DRAIN3), ("polars", _POLARS))),
    ]
    return [program for program in found if program is not None]


def gunzip(file: Path) -> Program:
    return Program("gzip -dc | wc -l", ["sh", "-c", 'gzip -dc "$0" | wc -l', str(file)])


def install() -> None:
    """Get what is missing, as far as this machine lets us."""
    missing = [package for program, package in DEBIAN.items() if shutil.which(program) is None]
    if missing and shutil.which("apt-get") and os.getuid() == 0:
        subprocess.run(["apt-get", "install", "-q", "-y", "--no-install-recommends", *missing], check=False)
    if not VENV.exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        subprocess.run([VENV / "bin" / "pip", "install", "-q", *PYPI], check=False)


def _of(
    program: str, command: Callable[[str], list[str]], name: str | None = None, count: str = r"(\d+)"
) -> Program | None:
    found = shutil.which(program)
    return Program(name or program, command(found), count) if found else None


def _from_pypi(package: str, code: str, file: str) -> Program | None:
    python = VENV / "bin" / "python"
    if not python.exists() or subprocess.run([python, "-c", f"import {package}"], capture_output=True).returncode:
        return None
    return Program(package, [str(python), "-c", code, file])
