"""The lines of code that raised an issue: which, how often, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterable

from wpdiag.digest import hex_digest
from wpdiag.model import CodeLine, Location

LISTED = 20
"""Lines that a report lists for an issue."""
MOST = 1000
"""Lines that are kept for an issue: of more, those with the smallest digests, the same in whatever order they come."""

Line = tuple[str, int | None]


class Places:
    """How often each line of code raised an issue."""

    __slots__ = ("counts",)

    def __init__(self) -> None:
        self.counts: dict[Line, int] = {}

    def add(self, location: Location | None, count: int) -> None:
        """Count occurrences at a line; nothing where the record names none."""
        if location is None:
            return
        line = location.file, location.line
        self.counts[line] = self.counts.get(line, 0) + count
        if len(self.counts) > 2 * MOST:  # not each time
            self._prune()

    def take(self, places: Iterable[CodeLine]) -> None:
        """Take in what a report has."""
        for place in places:
            self.add(Location(file=place.file, line=place.line), place.count)

    def merge(self, other: Places) -> None:
        """Take in the lines of others."""
        for (file, line), count in other.counts.items():
            self.add(Location(file=file, line=line), count)

    def lines(self) -> list[CodeLine]:
        """All lines that are kept, most frequent first."""
        self._prune()
        found = [CodeLine(file=file, line=line, count=count) for (file, line), count in self.counts.items()]
        return sorted(found, key=_rank) if len(found) > 1 else found

    def _prune(self) -> None:
        if len(self.counts) > MOST:
            for line in sorted(self.counts, key=_digest)[MOST:]:
                del self.counts[line]


def _rank(place: CodeLine) -> tuple[int, str, int]:
    return -place.count, place.file, place.line or 0


def _digest(line: Line) -> str:
    return hex_digest(f"{line[0]}:{line[1]}".encode("utf-8", "surrogatepass"), 8)
