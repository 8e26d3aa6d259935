"""Time ``wpdiag scan`` against programs that count the same records, in turn, in one run, from the page cache.

Prints medians, speed, peak memory and ratios, and checks that the answers agree; ``--write`` puts the tables into
``docs/benchmarks.md``. ``--quick`` takes small data and fails only where a ratio is twice the recorded one.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from datetime import UTC, datetime

from cases import CASES, Case
from machine import describe
from peers import HERE, Program, install

RECORDED = HERE / "recorded.json"
PAGE = HERE.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"
_QUICK = 0.12
_LOSS = 2.0


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("cases", nargs="*", metavar="CASE", help=f"of: {', '.join(case.name for case in CASES)}")
    ask.add_argument("--rounds", type=int, default=5)
    ask.add_argument("--scale", type=float, default=1.0, help="of the size of the data")
    ask.add_argument("--quick", action="store_true", help="small data; fails where a ratio is twice the recorded one")
    ask.add_argument("--install", action="store_true", help="get the peers that are missing")
    ask.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    ask.add_argument("--record", action="store_true", help="record the ratios for --quick")
    args = ask.parse_args()
    if unknown := set(args.cases) - {case.name for case in CASES}:
        ask.error(f"no case {', '.join(sorted(unknown))}")
    if args.install:
        install()
    scale, rounds = (_QUICK, 3) if args.quick else (args.scale, args.rounds)
    chosen = [case for case in CASES if not args.cases or case.name in args.cases]
    tables: list[str] = []
    ratios: dict[str, float] = {}
    failed = False
    for case in chosen:
        table, found, agree = measure(case, scale, rounds)
        print(table, flush=True)
        tables.append(table)
        ratios |= found
        failed |= not agree
    if args.write:
        write(tables, rounds)
    recorded = json.loads(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}
    if args.record:
        RECORDED.write_text(json.dumps(recorded | ratios, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    if args.quick:
        for name, ratio in ratios.items():
            if ratio > _LOSS * recorded.get(name, ratio):
                print(f"{name}: {ratio:.2f} is more than {_LOSS:g} times the recorded {recorded[name]:.2f}")
                failed = True
    return failed


def measure(case: Case, scale: float, rounds: int) -> tuple[str, dict[str, float], bool]:
    """A table, the ratios by case and program, and whether all count the same."""
    file, programs = case.programs(scale)
    files = sorted(file.iterdir()) if file.is_dir() else [file]
    size = sum(each.stat().st_size for each in files)
    subprocess.run(["cat", *files], stdout=subprocess.DEVNULL, check=True)  # into the page cache
    for _ in range(rounds):
        for program in programs:
            program.run()
    peer = next((program for program in programs if program.name == case.peer), None)
    peer_name = case.peer.replace("|", "\\|")
    head = f"| {case.name}: {size / 1e6:.0f} MB | median s | MB/s | peak memory MB | times {peer_name} | goal |"
    lines = [head, "|---|--:|--:|--:|--:|--:|"]
    ratios = {}
    for program in programs:
        ratio = _ratio(program, peer)
        if program.name.startswith("wpdiag") and ratio is not None:
            ratios[f"{case.name}: {program.name}"] = round(ratio, 2)
        goal = case.goals.get(program.name)
        times = "" if ratio is None else f"{ratio:.2f}"
        cells = (f"{program.median:.2f}", f"{size / program.median / 1e6:,.0f}", f"{program.memory / 1e6:,.0f}", times)
        lines.append(f"| {program.name.replace('|', chr(92) + '|')} | {' | '.join(cells)} | {goal or ''} |")
    counted = {program.records for program in programs if program.name != "cat"}
    agree = len(counted) == 1 or case.name == "pages"
    what = f"{programs[0].records:,} records, {rounds} rounds; all agree." if agree else "The answers differ: "
    lines += ["", what + ("" if agree else str({program.name: program.records for program in programs})), ""]
    return "\n".join(lines), ratios, agree


def _ratio(program: Program, peer: Program | None) -> float | None:
    """The median of the ratios round by round: whatever slows a round down slows both."""
    if peer is None:
        return None
    return statistics.median(own / other for own, other in zip(program.seconds, peer.seconds, strict=True))


def write(tables: list[str], rounds: int) -> None:
    """Put the tables between the marks of the page."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    head = f"Measured on {datetime.now(UTC):%Y-%m-%d}, {describe()}. Ratios are medians of {rounds} rounds.\n\n"
    PAGE.write_text(before + BEGIN + head + "\n".join(tables) + END + after, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
