"""What the probe logged, and to which issues it belongs: the calls behind messages that other records have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from msgspec.structs import replace

from wpdiag.model import Diagnostic, Probed
from wpdiag.report import sites
from wpdiag.report.group import Group
from wpdiag.report.merging import MESSAGE, times_of
from wpdiag.tally import Cell


class Line(msgspec.Struct, frozen=True):
    """A line of the probe, how often and when it was logged, in which sources, and how often on which sites."""

    diagnostic: Diagnostic
    cell: Cell
    sources: set[str]
    sites: dict[str, int]


class Probes:
    """The probe's lines, each once, wherever it was logged. Order does not matter."""

    def __init__(self) -> None:
        self._lines: dict[bytes, Line] = {}

    def __iter__(self) -> Iterator[Line]:
        """The most frequent first."""
        for _, line in sorted(self._lines.items(), key=lambda item: (-item[1].cell.count, item[0])):
            yield line

    def add(self, diagnostic: Diagnostic, cell: Cell, sources: Iterable[str], on: dict[str, int]) -> None:
        """Count occurrences of a line.

        :param on: how many were on which site.
        """
        kept = replace(diagnostic, message=diagnostic.message[:MESSAGE], raw=diagnostic.raw[:MESSAGE])
        line = self._lines.setdefault(msgspec.json.encode(kept), Line(kept, Cell(b""), set(), {}))
        line.cell.merge(cell)
        line.sources.update(sources)
        sites.add(line.sites, on)

    def lessons(self) -> tuple[Probed, ...]:
        """All lines, for a report."""
        found = []
        for line in self:
            sites.prune(line.sites)
            on = dict(sorted(line.sites.items()))
            found.append(Probed(diagnostic=line.diagnostic, times=times_of(line.cell, line.sources), sites=on))
        return tuple(found)

    def join(self, groups: Iterable[Group]) -> Iterator[Line]:
        """Give the calls to the messages they are behind; the lines without a message come out."""
        alike: dict[tuple[str, str], list[Group]] = {}
        for group in groups:
            alike.setdefault(_said(group.diagnostic), []).append(group)
        for line in self:
            same = alike.get(_said(line.diagnostic), ())
            behind = [group for group in same if _same_version(group.diagnostic, line.diagnostic)]
            if not behind:
                yield line
            for group in behind:
                group.probe(line.diagnostic, line.cell.count)


def _said(diagnostic: Diagnostic) -> tuple[str, str]:
    """What the probe knows of a message; a function's arguments are not in its lines."""
    return diagnostic.identifier.partition("(")[0], diagnostic.params.get("domain", "")


def _same_version(one: Diagnostic, other: Diagnostic) -> bool:
    """Whether the version that a message names agrees; where its end was cut off, it names none."""
    versions = {params["since"] for params in (one.params, other.params) if "since" in params}
    return len(versions) < 2
