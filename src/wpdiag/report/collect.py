"""Gather diagnostics into issues: one group per fingerprint, counted, with the clearest verdict of any member."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache

from wpdiag.advise import RuleBook
from wpdiag.attribute import Attribution, Catalog, attribute
from wpdiag.diagnose.plain import one_line
from wpdiag.model import Diagnostic, Issue
from wpdiag.report.fingerprint import fingerprint
from wpdiag.tally import Cell
from wpdiag.tally.fold import template
from wpdiag.transports.clock import rfc3339

_REQUESTS = 20
_MESSAGE = 20_000


class _Group:
    """One issue in the making. Nothing here depends on the order in which diagnostics arrive."""

    __slots__ = ("attribution", "cell", "diagnostic", "fingerprint", "requests", "shown", "shown_in", "sources")

    def __init__(self, mark: str, diagnostic: Diagnostic, attribution: Attribution) -> None:
        self.fingerprint = mark
        self.diagnostic = diagnostic
        self.attribution = attribution
        self.cell = Cell(b"")
        self.sources: set[str] = set()
        self.requests: set[str] = set()
        self.shown = Cell(b"")
        self.shown_in: set[str] = set()

    def add(self, diagnostic: Diagnostic, attribution: Attribution, cell: Cell, sources: Iterable[str]) -> None:
        if _order(diagnostic, cell) < _order(self.diagnostic, self.cell):
            self.diagnostic = diagnostic
        if _clarity(attribution) > _clarity(self.attribution):
            self.attribution = attribution
        self.cell.merge(cell)
        self.sources.update(sources)
        if diagnostic.shown:
            self.shown.merge(cell)
            self.shown_in.update(sources)
        if diagnostic.request and len(self.requests) < _REQUESTS:
            self.requests.add(diagnostic.request)


class Collector:
    """Diagnostics in, issues out."""

    def __init__(self, book: RuleBook, catalog: Catalog) -> None:
        self._book = book
        self._catalog = catalog
        self._groups: dict[str, _Group] = {}

    def add(self, diagnostic: Diagnostic, cell: Cell, sources: Iterable[str]) -> None:
        """Count all occurrences of one distinct record."""
        attribution = attribute(diagnostic, self._catalog)
        mark = fingerprint(diagnostic)
        group = self._groups.get(mark)
        if group is None:
            group = self._groups[mark] = _Group(mark, diagnostic, attribution)
        group.add(diagnostic, attribution, cell, sources)

    def issues(self) -> list[Issue]:
        """The issues in no particular order."""
        return [self._issue(group) for group in self._groups.values()]

    def shown(self) -> list[tuple[Diagnostic, Cell, set[str]]]:
        """What visitors could read, with its count and sources."""
        return [(group.diagnostic, group.shown, group.shown_in) for group in self._groups.values() if group.shown_in]

    def _issue(self, group: _Group) -> Issue:
        diagnostic, attribution, cell = group.diagnostic, group.attribution, group.cell
        advice = self._book.advise(diagnostic, attribution.component, attribution.site)
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
            trace=diagnostic.trace,
            component=attribution.component,
            alternatives=attribution.alternatives,
            evidence=attribution.evidence,
            count=cell.count,
            first_seen=rfc3339(cell.first),
            last_seen=rfc3339(cell.last),
            histogram={_hour(hour): cell.hours[hour] for hour in sorted(cell.hours)},
            sources=tuple(sorted(group.sources)),
            site=attribution.site,
            requests=tuple(sorted(group.requests)),
            title=advice.rule.title if advice else "",
            why=advice.why if advice else "",
            fix=advice.fix if advice else None,
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


def _clarity(attribution: Attribution) -> tuple[float, str, str]:
    return attribution.component.confidence, attribution.component.slug, attribution.site or ""


@lru_cache(maxsize=10_000)
def _hour(hour: int) -> str:
    return datetime.fromtimestamp(hour * 3600, UTC).strftime("%Y-%m-%dT%H")
