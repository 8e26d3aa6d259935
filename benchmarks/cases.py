"""What is measured: the data, the programs that count it in turn, and how fast wpdiag should be."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from compare import Measured, compare
from data import SMALL, log_of, packed, pages_of
from growth import GROWTH
from peers import Program, gunzip, line_counters, mawk, version, wpdiag


class Case(Protocol):
    """Something to measure."""

    @property
    def name(self) -> str:
        """As on the command line."""

    def measure(self, scale: float, rounds: int) -> Measured:
        """Measure it.

        :param scale: of the size of the data.
        """


@dataclass(frozen=True)
class Log:
    """A log beside mawk, or beside all peers.

    :ivar size: in MB.
    :ivar goals: by the program's name, the highest ratio that is wanted.
    """

    name: str
    size: int
    goals: Mapping[str, float] = field(default_factory=lambda: {"wpdiag": 2.0, "wpdiag --jobs 2": 2.0})
    variety: bool = False
    wrapper: str = "debug-log"
    everybody: bool = False

    def measure(self, scale: float, rounds: int) -> Measured:
        """One process, two processes, and the peers."""
        file = log_of(max(int(self.size * scale), 1), self.wrapper, variety=self.variety)
        found = [wpdiag([str(file)], 1), wpdiag([str(file)], 2), mawk(file, self.wrapper)]
        found += line_counters(file) if self.everybody else []
        programs = [program for program in found if program is not None]
        return compare(self.name, file, programs, "mawk", self.goals, rounds)


@dataclass(frozen=True)
class Packed:
    """A packed log beside unpacking it."""

    name: str
    size: int

    def measure(self, scale: float, rounds: int) -> Measured:
        """One process: packed files cannot be shared."""
        file = packed(log_of(max(int(self.size * scale), 1)))
        peer = gunzip(file)
        return compare(self.name, file, [wpdiag([str(file)], 1), peer], peer.name, {"wpdiag": 1.3}, rounds)


@dataclass(frozen=True)
class Pages:
    """Pages without messages beside reading them."""

    name: str
    size: int

    def measure(self, scale: float, rounds: int) -> Measured:
        """One process."""
        folder = pages_of(max(int(self.size * scale), 1))
        cat = Program("cat", ["sh", "-c", 'cat "$0"/*.html | wc -c', str(folder)], count="")
        return compare(self.name, folder, [wpdiag([str(folder)], 1), cat], "cat", {}, rounds)


@dataclass(frozen=True)
class StartUp:
    """The least that a run takes, beside importing the library of its command line."""

    name: str

    def measure(self, scale: float, rounds: int) -> Measured:
        """A round is short, so there are more of them."""
        peer = Program("import typer", [sys.executable, "-c", "import typer"], count="")
        scan = wpdiag([str(SMALL)], 1)
        goals = {"wpdiag": 2.0, "wpdiag --version": 1.5}
        return compare(self.name, SMALL, [scan, version(), peer], peer.name, goals, 10 * rounds)


CASES: tuple[Case, ...] = (
    Log("debug.log", 1000, {"wpdiag": 1.2, "wpdiag --jobs 2": 0.75}, everybody=True),
    Log("variety", 300, {"wpdiag": 3.0, "wpdiag --jobs 2": 3.0}, variety=True),
    Log("nginx", 300, wrapper="nginx"),
    Log("syslog", 300, wrapper="syslog"),
    Log("docker", 300, wrapper="docker"),
    Packed("gzip", 300),
    Pages("pages", 300),
    StartUp("start-up"),
    *GROWTH,
)
