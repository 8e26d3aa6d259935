"""Time ``wpdiag scan`` against programs that count the same records, in turn, in one run, from the page cache.

Prints medians, speed, peak memory and ratios, and checks that the answers agree; ``--write`` puts the tables into
``docs/benchmarks.md``. ``--quick`` takes small data and fails only where a ratio is twice the recorded one.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime

from cases import CASES
from growth import GROWTH
from machine import describe
from peers import HERE, install

RECORDED = HERE / "recorded.json"
PAGE = HERE.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"
_QUICK = 0.12
_LOSS = 2.0
_AGAIN = 3
"""How often a quick run looks once more: a machine with other work on it is slow now and then, a loss stays."""


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
    usual = [case for case in CASES if not (args.quick and case in GROWTH)]
    chosen = [case for case in CASES if case.name in args.cases] or usual
    recorded = json.loads(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}
    tables: list[str] = []
    ratios: dict[str, float] = {}
    failed = False
    for case in chosen:
        table, found, agree = case.measure(scale, rounds)
        print(table, flush=True)
        for _ in range(_AGAIN if args.quick else 0):
            if not lost(found, recorded):
                break
            found = {name: min(ratio, found[name]) for name, ratio in case.measure(scale, rounds).ratios.items()}
        tables.append(table)
        ratios |= found
        failed |= not agree
    if args.write:
        write(tables, rounds)
    if args.record:
        RECORDED.write_text(json.dumps(recorded | ratios, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    for name in lost(ratios, recorded) if args.quick else ():
        print(f"{name}: {ratios[name]:.2f} is more than {_LOSS:g} times the recorded {recorded[name]:.2f}")
        failed = True
    return failed


def lost(ratios: dict[str, float], recorded: dict[str, float]) -> list[str]:
    """What takes more than twice as long as it did."""
    return [name for name, ratio in ratios.items() if ratio > _LOSS * recorded.get(name, ratio)]


def write(tables: list[str], rounds: int) -> None:
    """Put the tables between the marks of the page."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    head = f"Measured on {datetime.now(UTC):%Y-%m-%d}, {describe()}. Ratios are medians of {rounds} rounds.\n\n"
    PAGE.write_text(before + BEGIN + head + "\n".join(tables) + END + after, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
