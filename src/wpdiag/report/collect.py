"""Gather diagnostics into issues: one group per fingerprint, counted, with the clearest verdict of any member."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from wpdiag.advise import RuleBook
from wpdiag.advise.fixed import with_version
from wpdiag.attribute import Attribution, Catalog, Inventory, Learnt, attribute, shared
from wpdiag.diagnose.plain import one_line
from wpdiag.fixes import Fixed, Fixes
from wpdiag.model import Component, Diagnostic, Issue
from wpdiag.report.fingerprint import fingerprint
from wpdiag.tally import Cell
from wpdiag.tally.fold import template
from wpdiag.transports.clock import rfc3339

_Clarity = tuple[float, int, str, str, tuple[str, ...]]
_REQUESTS = 20
_MESSAGE = 20_000


class _Group:
    """One issue in the making. Nothing here depends on the order in which diagnostics arrive."""

    __slots__ = (
        "cell",
        "clarity",
        "clearest",
        "diagnostic",
        "fingerprint",
        "probes",
        "requests",
        "shown",
        "shown_in",
        "sources",
    )

    def __init__(self, mark: str, diagnostic: Diagnostic) -> None:
        self.fingerprint = mark
        self.diagnostic = diagnostic
        self.clearest = diagnostic
        """The member that says most about who it was: one occurrence with a stack speaks for all."""
        self.clarity: _Clarity | None = None
        self.probes: list[tuple[Diagnostic, int]] = []
        """The same with the calls that the probe logged, most frequent first, and how often."""
        self.cell = Cell(b"")
        self.sources: set[str] = set()
        self.requests: set[str] = set()
        self.shown = Cell(b"")
        self.shown_in: set[str] = set()

    def add(self, diagnostic: Diagnostic, attribution: Attribution, cell: Cell, sources: Iterable[str]) -> None:
        if _order(diagnostic, cell) < _order(self.diagnostic, self.cell):
            self.diagnostic = diagnostic
        clarity = _clarity(diagnostic, attribution)
        if self.clarity is None or clarity > self.clarity:
            self.clearest, self.clarity = diagnostic, clarity
        self.cell.merge(cell)
        self.sources.update(sources)
        if diagnostic.shown:
            self.shown.merge(cell)
            self.shown_in.update(sources)
        if diagnostic.request and len(self.requests) < _REQUESTS:
            self.requests.add(diagnostic.request)


class Seen(NamedTuple):
    """All records of one issue in the making; where visitors could read it, those that they could read."""

    diagnostic: Diagnostic
    cell: Cell
    sources: frozenset[str]
    requests: frozenset[str]


class Collector:
    """Diagnostics in, issues out."""

    def __init__(
        self, book: RuleBook, catalog: Catalog, fixes: Fixes | None = None, inventory: Inventory | None = None
    ) -> None:
        self._book = book
        self._catalog = catalog.extended(inventory.known()) if inventory else catalog
        self._fixes = fixes or Fixes(())
        self._learnt = Learnt(inventory, self._fixes)
        self._groups: dict[str, _Group] = {}
        self._probed: list[tuple[Diagnostic, Cell, tuple[str, ...]]] = []
        self._absent: set[str] = set()

    def add(self, diagnostic: Diagnostic, cell: Cell, sources: Iterable[str]) -> None:
        """Count all occurrences of one distinct record."""
        if diagnostic.probed:
            self._probed.append((diagnostic, cell, tuple(sources)))
            return
        self._add(diagnostic, cell, sources)

    def _add(self, diagnostic: Diagnostic, cell: Cell, sources: Iterable[str]) -> None:
        attribution = attribute(diagnostic, self._catalog)
        self._learnt.add(diagnostic, (cell.first, cell.last))
        mark = fingerprint(diagnostic)
        group = self._groups.get(mark)
        if group is None:
            group = self._groups[mark] = _Group(mark, diagnostic)
        group.add(diagnostic, attribution, cell, sources)

    def issues(self) -> list[Issue]:
        """The issues in no particular order, each attributed with what all records together tell."""
        self._join_probed()
        groups = sorted(self._groups.values(), key=lambda group: "output_file" in group.clearest.params)
        return [self._issue(group, self._attribute(group)) for group in groups]

    def _join_probed(self) -> None:
        """Give the calls that the probe logged to the message they are behind; without one, they are the message."""
        probed, self._probed = sorted(self._probed, key=lambda each: (-each[1].count, each[0].raw)), []
        groups: dict[tuple[str, str], list[_Group]] = {}
        for group in self._groups.values():
            groups.setdefault(_said(group.diagnostic), []).append(group)
        for diagnostic, cell, sources in probed:
            alike = groups.get(_said(diagnostic), ())
            behind = [group for group in alike if _same_version(group.diagnostic, diagnostic)]
            if not behind:
                self._add(diagnostic, cell, sources)
            for group in behind:
                placed = any(frame.line for frame in group.clearest.trace)  # a summary of calls has no places
                if not placed or group.probes:
                    group.probes.append((replace(group.clearest, trace=diagnostic.trace), cell.count))
                    group.clearest = group.probes[0][0]

    def _attribute(self, group: _Group) -> Attribution:
        attribution = attribute(group.clearest, self._catalog, self._learnt, group.cell.first)
        if len(group.probes) > 1:
            found = [(attribute(each, self._catalog, self._learnt), count) for each, count in group.probes]
            attribution = shared(attribution, found)
        component, location = attribution.component, group.clearest.location
        if component.kind == "unknown":
            self._absent.update(attribution.absent)
        if location and component.kind not in ("unknown", "core"):
            self._learnt.add_printed(location, component.kind, component.slug)
        return attribution

    def _fixed(self, diagnostic: Diagnostic, component: Component) -> Fixed | None:
        domain = diagnostic.params.get("domain")
        return self._fixes.find(component.kind, component.slug, diagnostic.identifier, domain)

    def warnings(self) -> list[str]:
        """What the issues leave open, once they are made."""
        return [
            f"{key} is named but not installed, and nobody else is named: who it was is unknown"
            for key in sorted(self._absent)
        ]

    def seen(self) -> Iterator[Seen]:
        """What was collected so far, one for each issue."""
        for group in self._groups.values():
            shown = bool(group.shown_in)
            yield Seen(
                diagnostic=replace(group.diagnostic, shown=shown),
                cell=group.shown if shown else group.cell,
                sources=frozenset(group.shown_in if shown else group.sources),
                requests=frozenset(group.requests),
            )

    def _issue(self, group: _Group, attribution: Attribution) -> Issue:
        diagnostic, cell = group.diagnostic, group.cell
        component = attribution.component
        shown = bool(group.shown_in)
        advice = self._book.advise(replace(diagnostic, shown=shown), component, attribution.site)
        fixed = self._fixed(diagnostic, component)
        return Issue(
            fingerprint=group.fingerprint,
            identifier=diagnostic.identifier,
            rule=advice.rule.id if advice else None,
            level=(advice.rule.severity if advice else None) or diagnostic.level,
            php_level=diagnostic.php_level,
            message=diagnostic.message[:_MESSAGE],
            template=template(one_line(diagnostic.message))[:_MESSAGE],
            params=diagnostic.params,
            location=diagnostic.location,
            trace=diagnostic.trace or group.clearest.trace,
            component=component,
            alternatives=attribution.alternatives,
            evidence=attribution.evidence,
            count=cell.count,
            first_seen=rfc3339(cell.first),
            last_seen=rfc3339(cell.last),
            histogram={_hour(hour): cell.hours[hour] for hour in sorted(cell.hours)},
            sources=tuple(sorted(group.sources)),
            site=attribution.site,
            requests=tuple(sorted(group.requests)),
            title=advice.title if advice else "",
            why=advice.why if advice else "",
            fix=with_version(advice.fix, fixed, component, self._book.words) if advice else None,
            shown=shown,
            impact=advice.impact if advice else "noise",
        )


def _order(diagnostic: Diagnostic, cell: Cell) -> tuple[float, str, str, int]:
    """The first occurrence speaks for the group; ties are broken by text, so that the order of sources is no matter."""
    location = diagnostic.location
    return (
        float("inf") if cell.first is None else cell.first,
        diagnostic.message,
        location.file if location else "",
        (location.line or 0) if location else 0,
    )


def _said(diagnostic: Diagnostic) -> tuple[str, str]:
    """What the probe knows of a message; a function's arguments are not in its lines."""
    return diagnostic.identifier.partition("(")[0], diagnostic.params.get("domain", "")


def _same_version(one: Diagnostic, other: Diagnostic) -> bool:
    """Whether the version that a message names agrees; where its end was cut off, it names none."""
    versions = {params["since"] for params in (one.params, other.params) if "since" in params}
    return len(versions) < 2


def _clarity(diagnostic: Diagnostic, attribution: Attribution) -> _Clarity:
    component = attribution.component
    calls = tuple(frame.call for frame in diagnostic.trace)
    return component.confidence, len(calls), component.slug, attribution.site or "", calls


@lru_cache(maxsize=10_000)
def _hour(hour: int) -> str:
    return datetime.fromtimestamp(hour * 3600, UTC).strftime("%Y-%m-%dT%H")
