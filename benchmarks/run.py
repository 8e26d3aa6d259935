"""Time ``wpdiag scan`` against ``mawk`` counting the same lines and ``rg -c PHP``, in turn, in one run.

Prints medians, extremes, the ratio to mawk pair by pair, and each program's peak memory. Files are in the page cache.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from generate import generate

HERE = Path(__file__).parent
DATA = HERE / "data"
MAWK = {
    "debug-log": "{count[substr($0, 29)]++}",
    "syslog": "{count[substr($0, 50)]++}",
    "nginx": '{at = index($0, "FastCGI"); count[substr($0, at, index($0, "\\" while ") - at)]++}',
    "docker": '{count[substr($0, 1, index($0, "\\",\\"time"))]++}',
}
"""How mawk counts the bodies of the lines of each kind."""
MAWK_ENDS = " END {for (body in count) lines += count[body]; print lines}"


@dataclass
class Program:
    """A command and what its runs took: seconds, and bytes of memory at the peak."""

    name: str
    command: list[str]
    count: str
    """How its answer names the number of records: a pattern with one group."""
    seconds: list[float] = field(default_factory=list)
    memory: int = 0
    records: int = 0

    def run(self) -> None:
        began = time.perf_counter()
        process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        answer = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        self.seconds.append(time.perf_counter() - began)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.memory = max(self.memory, usage.ru_maxrss * 1024)
        found = re.search(self.count, answer)
        self.records = int(found[1]) if found else -1


def programs(file: Path, wrapper: str, jobs: int) -> list[Program]:
    """wpdiag and the peers that are installed."""
    wpdiag = shutil.which("wpdiag") or sys.exit("wpdiag is not installed: pip install .")
    scan = [wpdiag, "scan", "-f", "json", "--isolated", "--jobs", str(jobs), str(file)]
    found = [Program("wpdiag", scan, r'"entries": (\d+)')]
    if mawk := shutil.which("mawk"):
        found.append(Program("mawk", [mawk, MAWK[wrapper] + MAWK_ENDS, str(file)], r"(\d+)"))
    if ripgrep := shutil.which("rg"):
        found.append(Program("rg -c PHP", [ripgrep, "-c", "PHP", str(file)], r"(\d+)"))
    return found


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--size", type=int, default=300, help="megabytes")
    ask.add_argument("--rounds", type=int, default=5)
    ask.add_argument("--variety", action="store_true", help="most lines carry a number of their own")
    ask.add_argument("--wrapper", choices=list(MAWK), default="debug-log", help="what wrote the lines")
    ask.add_argument("--jobs", type=int, default=1, help="processes that count for wpdiag")
    ask.add_argument("--at-most", type=float, help="fail if the median ratio to mawk is above this")
    args = ask.parse_args()
    DATA.mkdir(exist_ok=True)
    file = DATA / f"{args.wrapper}-{args.size}{'-variety' if args.variety else ''}.log"
    if not file.exists():
        generate(file, args.size * 1_000_000, variety=args.variety, wrapper=args.wrapper)
    peers = programs(file, args.wrapper, args.jobs)
    subprocess.run(["cat", str(file)], stdout=subprocess.DEVNULL, check=True)  # into the page cache
    for _ in range(args.rounds):
        for program in peers:
            program.run()
    size = file.stat().st_size
    print(
        f"{file.name}: {size / 1e6:.0f} MB, {args.rounds} rounds in turn, {os.cpu_count()} processors, "
        f"{args.jobs} counting for wpdiag"
    )
    print(f"{'':12}{'median s':>9}{'min':>7}{'max':>7}{'MB/s':>8}{'memory MB':>11}")
    for program in peers:
        median = statistics.median(program.seconds)
        print(
            f"{program.name:12}{median:9.2f}{min(program.seconds):7.2f}{max(program.seconds):7.2f}"
            f"{size / median / 1e6:8.0f}{program.memory / 1e6:11.0f}"
        )
    if len({program.records for program in peers}) > 1:
        print("the answers differ:", {program.name: program.records for program in peers})
        return 1
    mawk = next((program for program in peers if program.name == "mawk"), None)
    if mawk is None:
        print("no mawk here: no ratio")
        return 0
    ratios = [own / peer for own, peer in zip(peers[0].seconds, mawk.seconds, strict=True)]
    ratio = statistics.median(ratios)
    print(f"wpdiag / mawk: median {ratio:.2f}, min {min(ratios):.2f}, max {max(ratios):.2f}")
    print(f"{peers[0].records:,} records; all agree")
    return 1 if args.at_most and ratio > args.at_most else 0


if __name__ == "__main__":
    sys.exit(main())
