"""Time ``wpdiag scan`` against programs that count the same records, in turn, in one run, from the page cache.

Prints medians, speed, peak memory and ratios, and checks that the answers agree; ``--write`` puts the tables into
``docs/benchmarks.md``. ``--quick`` takes small data and fails only where a ratio is twice the recorded one, or where
mixtures are grouped into many more or many fewer issues than there are problems in them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cases import CASES, Case
from growth import GROWTH
from machine import describe
from mixed import MIXED, NAMES, ON_REQUEST, QUICK, Memory, Mixed, SpeedUp, size_of, table
from peers import HERE, install

RECORDED = HERE / "recorded.json"
PAGE = HERE.parent / "docs" / "benchmarks.md"
_MARKS = "<!-- {}: begin -->\n", "<!-- {}: end -->\n"
_QUICK = 0.12
_LOSS = 2.0
_NOISE = 3.0
"""Ratio of a small mixture below which a hundredth of a second makes the difference."""
_AGAIN = 3
"""How often a quick run looks once more: a machine with other work on it is slow now and then, a loss stays."""


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("cases", nargs="*", metavar="CASE", help=_cases())
    ask.add_argument("--mixtures", action="store_true", help="all mixtures in all wrappers")
    ask.add_argument("--rounds", type=int, default=5)
    ask.add_argument("--scale", type=float, default=1.0, help="of the size of the data")
    ask.add_argument("--megabytes", type=float, help="the size of each mixture")
    ask.add_argument("--quick", action="store_true", help="small data; fails where a ratio is twice the recorded one")
    ask.add_argument("--install", action="store_true", help="get the peers that are missing")
    ask.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    ask.add_argument("--record", action="store_true", help="record the ratios for --quick")
    args = ask.parse_args()
    if unknown := set(args.cases) - {case.name for case in CASES} - NAMES.keys():
        ask.error(f"no case {', '.join(sorted(unknown))}")
    if args.install:
        install()
    recorded = json.loads(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}
    run = Run(recorded, _QUICK if args.quick else args.scale, args.rounds, args.quick, args.write)
    run.requested([case for case in ON_REQUEST if case.name in args.cases])
    named = bool(args.cases) or args.mixtures
    usual = [] if named else [case for case in CASES if not (args.quick and case in GROWTH)]
    run.usual([case for case in CASES if case.name in args.cases] or usual)
    all_mixtures = QUICK if args.quick else MIXED if args.mixtures else ()
    run.mixtures(
        [case for case in MIXED if case.name in args.cases] or ([] if args.cases else all_mixtures),
        size_of(args.megabytes, args.scale, quick=args.quick),
    )
    if args.record:
        RECORDED.write_text(json.dumps(recorded | run.ratios, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    for name in lost(run.ratios, recorded) if args.quick else ():
        run.faults.append(
            f"{name}: {run.ratios[name]:.2f} is more than {_LOSS:g} times the recorded {recorded[name]:.2f}"
        )
    for fault in run.faults:
        print(fault)
    return bool(run.faults)


@dataclass
class Run:
    """One call of the script: measures, prints, and remembers what is to be recorded and what went wrong."""

    recorded: dict[str, float]
    scale: float
    rounds: int
    quick: bool
    write: bool
    ratios: dict[str, float] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def usual(self, cases: Sequence[Case]) -> None:
        """Logs of alike lines beside all peers."""
        tables: list[str] = []
        rounds = 3 if self.quick else self.rounds
        for case in cases:
            text, found, agree = case.measure(self.scale, rounds)
            print(text, flush=True)
            for _ in range(_AGAIN if self.quick else 0):
                if not lost(found, self.recorded):
                    break
                again = case.measure(self.scale, rounds).ratios
                found = {name: min(ratio, found[name]) for name, ratio in again.items()}
            tables.append(text)
            self.ratios |= found
            if not agree:
                self.faults.append(f"{case.name}: the answers differ")
        if self.write and cases:
            write("measured", tables, f"Ratios are medians of {rounds} rounds.")

    def mixtures(self, cases: Sequence[Mixed], megabytes: float) -> None:
        """Mixtures beside mawk, row by row."""
        rounds = 2 if self.quick else self.rounds
        rows = []
        for case in cases:
            plain = self.ratios.get(_key(case.kind, megabytes))
            row = case.measure(megabytes, rounds, plain)
            key = _key(case.name, megabytes)
            for _ in range(_AGAIN if self.quick and row.cpu is not None else 0):
                if row.cpu is None or not lost({key: row.cpu}, self.recorded):
                    break
                row = min(row, case.measure(megabytes, rounds, plain), key=lambda row: row.cpu or float("inf"))
            print(row.text, flush=True)
            rows.append(row)
            self.faults += row.faults
            if row.cpu is not None:
                self.ratios[key] = row.cpu
        if self.write and rows:
            said = f"{megabytes:g} MB each, the least of {rounds} runs, beyond what a scan of one line takes."
            write("mixtures", [table(rows)], said)

    def requested(self, cases: Sequence[SpeedUp | Memory]) -> None:
        """What takes long, and is measured only when it is asked for."""
        for case in cases:
            print(case.measure(self.scale, self.rounds), flush=True)


def _key(name: str, megabytes: float) -> str:
    """Ratios are compared for one size only: what is learnt once weighs more in small data."""
    return f"mixture {name}, {megabytes:g} MB"


def _cases() -> str:
    kinds = [case.name for case in MIXED if case.wrapper == "debug-log"]
    wrapped = "a mixture in a wrapper (letters:nginx), with two processes (letters:jobs), its memory (letters:memory)"
    return f"of: {', '.join(case.name for case in CASES)}; mixtures: {', '.join(kinds)}; {wrapped}"


def lost(ratios: dict[str, float], recorded: dict[str, float]) -> list[str]:
    """What takes more than twice as long as it did; of text that takes next to no time, more than is noise."""
    return [
        name
        for name, ratio in ratios.items()
        if ratio > _LOSS * max(recorded.get(name, ratio), _NOISE if name.startswith("mixture ") else 0.0)
    ]


def write(part: str, tables: list[str], how: str) -> None:
    """Put the tables between the marks of the page."""
    begin, end = (mark.format(part) for mark in _MARKS)
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    head = f"Measured on {datetime.now(UTC):%Y-%m-%d}, {describe()}. {how}\n\n"
    PAGE.write_text(before + begin + head + "\n".join(tables) + end + after, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
