"""Each mixture in each wrapper: what wpdiag takes beyond its start, beside mawk, and whether it groups rightly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from data import DATA
from mixtures import KINDS, SPEAKERS, mix
from other_text import TEXTS
from peers import wpdiag
from taken import Taken, TooSlowError, least, mawk_command, reported, run, starting, starting_mawk
from wrappers import WRAPPERS

GOALS = {
    "alike": 2.0,
    "traces-2": 3.0,
    "traces-20": 4.0,
    "traces-100": 5.0,
    "tail-1k": 3.0,
    "tail-100k": 5.0,
    "database-5": 3.0,
    "database-100": 8.0,
    "dumps": 6.0,
    "letters": 8.0,
    "unicode": 8.0,
    "site": 6.0,
    **dict.fromkeys(TEXTS, 2.0),
    "minified": 3.0,
}
"""The highest ratio of processor time to mawk's that is wanted in a debug.log."""
WRAPPED = 1.5
"""So many times the ratio of the debug.log at most in any other wrapper."""
_SHARE, _SOME = 0.1, 10
"""How far the number of issues may be from the number of problems: so great a share, and some more."""
_USUAL = 20
_QUICK = 3
_QUICK_WRAPPED = ("traces-20", "site")
_MAWK_RUNS = 7
HEAD = (
    "| mixture | MB | CPU s | times mawk | goal | wall s | times mawk | peak memory MB | issues | problems |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
)


class Row(NamedTuple):
    """What came out of one mixture.

    :ivar cpu: processor time to mawk's; ``None`` where the run was stopped, as is ``issues``.
    """

    name: str
    text: str
    cpu: float | None
    issues: int | None
    problems: int

    @property
    def faults(self) -> list[str]:
        """Why no ratio could make up for this."""
        if self.issues is None:
            return [f"{self.name}: stopped"]
        if abs(self.issues - self.problems) > self.problems * _SHARE + _SOME:
            return [f"{self.name}: {self.issues:,} issues for {self.problems:,} problems"]
        return []


@dataclass(frozen=True)
class Mixed:
    """A mixture in a wrapper."""

    kind: str
    wrapper: str = "debug-log"

    @property
    def name(self) -> str:
        """As on the command line: ``letters``, ``letters:nginx``."""
        return self.kind if self.wrapper == "debug-log" else f"{self.kind}:{self.wrapper}"

    def measure(self, megabytes: float, rounds: int, plain: float | None = None) -> Row:
        """Run both, with the data in the page cache.

        :param plain: the ratio of the same mixture in a debug.log, where that was measured before.
        """
        file, problems = mixed_log(self.kind, megabytes, self.wrapper)
        output = file.with_suffix(".out")
        size = file.stat().st_size
        timeout = int(60 + size / 1e6 * 3)
        command = wpdiag([str(file)], 1).command
        other = least(mawk_command(file, self.wrapper), _MAWK_RUNS, timeout, output).beyond(starting_mawk())
        goal = f"{self._goal(plain):.3g}"
        try:
            own = least(command, rounds, timeout, output).beyond(starting(1))
            issues = reported(output)
        except TooSlowError as stopped:
            cells = (self.name, f"{size / 1e6:.0f}", str(stopped), "", goal, "", "", "", "", f"{problems:,}")
            return Row(self.name, f"| {' | '.join(cells)} |", None, None, problems)
        finally:
            output.unlink(missing_ok=True)
        return self._row(size, (own, other), goal, issues, problems)

    def _goal(self, plain: float | None) -> float:
        if self.wrapper == "debug-log":
            return GOALS[self.kind]
        return WRAPPED * (plain or GOALS[self.kind])

    def _row(self, size: int, taken: tuple[Taken, Taken], goal: str, issues: int, problems: int) -> Row:
        own, other = taken
        cpu, wall = (mine / max(theirs, 1e-4) for mine, theirs in ((own.cpu, other.cpu), (own.wall, other.wall)))
        cells = (
            *(self.name, f"{size / 1e6:.0f}", f"{own.cpu:.2f}", f"{cpu:.1f}", goal, f"{own.wall:.2f}"),
            *(f"{wall:.1f}", f"{own.memory / 1e6:.0f}", f"{issues:,}", f"{problems:,}"),
        )
        return Row(self.name, f"| {' | '.join(cells)} |", round(cpu, 2), issues, problems)


@dataclass(frozen=True)
class SpeedUp:
    """How much sooner two processes are done: wanted is 1.6 times."""

    kind: str
    megabytes: int = 300

    @property
    def name(self) -> str:
        """As on the command line."""
        return f"{self.kind}:jobs"

    def measure(self, scale: float, rounds: int) -> str:
        """A line of text."""
        file, _ = mixed_log(self.kind, self.megabytes * scale)
        output, timeout = file.with_suffix(".out"), int(120 + self.megabytes * scale * 3)
        try:
            one, two = (least(wpdiag([str(file)], jobs).command, rounds, timeout, output) for jobs in (1, 2))
        except TooSlowError as stopped:
            return f"{self.name}: {stopped}"
        finally:
            output.unlink(missing_ok=True)
        return f"{self.name}: {one.wall:.2f} s, with --jobs 2 {two.wall:.2f} s: {one.wall / two.wall:.2f} times as fast"


@dataclass(frozen=True)
class Memory:
    """How much memory much data takes: wanted is 250 MB at most. The data is not kept."""

    kind: str
    megabytes: int = 3000

    @property
    def name(self) -> str:
        """As on the command line."""
        return f"{self.kind}:memory"

    def measure(self, scale: float, rounds: int) -> str:
        """A line of text; one run tells."""
        size = self.megabytes * scale
        file, _ = mixed_log(self.kind, size)
        output = file.with_suffix(".out")
        try:
            taken = run(wpdiag([str(file)], 1).command, int(120 + size * 3), output)
        except TooSlowError as stopped:
            return f"{self.name}: {stopped}"
        finally:
            for each in (file, file.with_suffix(".problems"), output):
                each.unlink(missing_ok=True)
        return f"{self.name}: {taken.memory / 1e6:,.0f} MB of memory for {size:,.0f} MB of log, {taken.wall:.1f} s"


def mixed_log(kind: str, megabytes: float, wrapper: str = "debug-log") -> tuple[Path, int]:
    """The data, and how many problems are in it."""
    DATA.mkdir(exist_ok=True)
    file = DATA / f"mixed-{kind}-{wrapper}-{megabytes:g}.log"
    told = file.with_suffix(".problems")
    if not told.exists():
        told.write_text(str(mix(file, kind, int(megabytes * 1e6), wrapper=wrapper)), encoding="utf-8")
    return file, int(told.read_text(encoding="utf-8"))


MIXED = tuple(
    Mixed(kind, wrapper) for wrapper in WRAPPERS for kind in (KINDS if wrapper == "debug-log" else tuple(SPEAKERS))
)
QUICK = tuple(case for case in MIXED if case.wrapper == "debug-log" or case.kind in _QUICK_WRAPPED)
ON_REQUEST: tuple[SpeedUp | Memory, ...] = (*map(SpeedUp, KINDS), *map(Memory, KINDS))
NAMES = {case.name: case for case in (*MIXED, *ON_REQUEST)}


def size_of(megabytes: float | None, scale: float, *, quick: bool) -> float:
    """How much of each mixture, in MB."""
    return megabytes or (_QUICK if quick else _USUAL) * (1.0 if quick else scale)


def table(rows: Sequence[Row]) -> str:
    """In Markdown."""
    return "\n".join((HEAD, *(row.text for row in rows), ""))
