"""Run programs in turn over the same data, and tell how they compare."""

from __future__ import annotations

import statistics
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from peers import Program


class Measured(NamedTuple):
    """What came out: a table in Markdown, wpdiag's ratios by name, and whether all gave the same answer."""

    table: str
    ratios: dict[str, float]
    agree: bool


def compare(
    name: str, data: Path, programs: Sequence[Program], peer_name: str, goals: Mapping[str, float], rounds: int
) -> Measured:
    """One table.

    :param data: a file, or a folder of files.
    :param peer_name: the program whose time the others' is measured in.
    :param goals: by the program's name, the highest ratio that is wanted.
    """
    size = in_cache(data)
    take_turns(programs, rounds)
    peer = next((program for program in programs if program.name == peer_name), None)
    what = f"{name}: {size / 1e6:.0f} MB" if size > 1e6 else f"{name}: {size / 1e3:.0f} KB"
    lines = [
        f"| {what} | median s | MB/s | peak memory MB | times {cell(peer_name)} | goal |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    ratios = {}
    for program in programs:
        ratio = _ratio(program, peer)
        if program.name.startswith("wpdiag") and ratio is not None:
            ratios[f"{name}: {program.name}"] = round(ratio, 2)
        speed = f"{size / program.median / 1e6:,.0f}" if size > 1e6 else ""
        cells = (f"{program.median:.2f}", speed, f"{program.memory / 1e6:,.0f}", f"{ratio:.2f}" if ratio else "")
        lines.append(f"| {cell(program.name)} | {' | '.join(cells)} | {goals.get(program.name, '')} |")
    counts = {program.name: program.records for program in programs if program.count}
    agree = len(set(counts.values())) <= 1
    said = f"{next(iter(counts.values())):,} records, {rounds} rounds; all agree." if counts else f"{rounds} rounds."
    lines += ["", said if agree else f"The answers differ: {counts}", ""]
    return Measured("\n".join(lines), ratios, agree)


def in_cache(data: Path) -> int:
    """Bring the files into the page cache; their size in bytes."""
    files = sorted(data.iterdir()) if data.is_dir() else [data]
    for start in range(0, len(files), 1000):
        subprocess.run(["cat", *files[start : start + 1000]], stdout=subprocess.DEVNULL, check=True)
    return sum(each.stat().st_size for each in files)


def take_turns(programs: Sequence[Program], rounds: int) -> None:
    """Whatever slows the machine down slows all of them down."""
    for _ in range(rounds):
        for program in programs:
            program.run()


def cell(text: str) -> str:
    """For a table."""
    return text.replace("|", "\\|")


def _ratio(program: Program, peer: Program | None) -> float | None:
    """The median of the ratios round by round."""
    if peer is None:
        return None
    return statistics.median(own / other for own, other in zip(program.seconds, peer.seconds, strict=True))
