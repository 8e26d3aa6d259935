"""Whether a scan's time grows with what it reads, and no faster."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from compare import Measured, in_cache, take_turns
from data import DATA, log_of, logs_of
from peers import wpdiag


@dataclass(frozen=True)
class Growth:
    """The same records again and again: the time of each size, and what each further unit takes.

    :ivar sizes: in units, the smallest first: what that takes is mostly start-up, and taken off the others.
    :ivar data: makes so many units.
    """

    name: str
    unit: str
    sizes: tuple[int, ...]
    data: Callable[[int], Path]

    def measure(self, scale: float, rounds: int) -> Measured:
        """A table; the units of all sizes should cost the same."""
        sizes = [self.sizes[0], *(size for size in (int(size * scale) for size in self.sizes[1:]) if size)]
        places = [self.data(size) for size in sizes]
        programs = [wpdiag([str(place)], 1) for place in places]
        for place in places:
            in_cache(place)
        take_turns(programs, rounds)
        least = programs[0].best
        lines = [f"| {self.name} | best s | ms for each more | peak memory MB |", "|--:|--:|--:|--:|"]
        for size, program in zip(sizes, programs, strict=True):
            each = f"{(program.best - least) / (size - sizes[0]) * 1000:.3f}" if size > sizes[0] else ""
            lines.append(f"| {size:,} {self.unit} | {program.best:.2f} | {each} | {program.memory / 1e6:,.0f} |")
        records = ", ".join(f"{program.records:,}" for program in programs)
        lines += ["", f"{records} records, {rounds} rounds.", ""]
        return Measured("\n".join(lines), {}, all(program.records > 0 for program in programs))


def repeated(size: int) -> Path:
    """A log of so many MB; a large one is 100 MB again and again."""
    if size <= 100:
        return log_of(size)
    file = DATA / f"debug-log-100-repeated-{size}.log"
    if not file.exists():
        with log_of(100).open("rb") as part, file.open("wb") as whole:
            for _ in range(size // 100):
                part.seek(0)
                shutil.copyfileobj(part, whole, 1 << 20)
    return file


GROWTH = (
    Growth("growth", "MB", (10, 100, 1000, 10_000), repeated),
    Growth("files", "files", (100, 1000, 10_000, 100_000), logs_of),
)
