"""Issues that nobody printed but the scan shows, as the rules' ``findings`` describe them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from wpdiag.advise.match import fits, names
from wpdiag.advise.rule import Finding
from wpdiag.model import Component, Diagnostic
from wpdiag.report.collect import Collector, Seen
from wpdiag.tally import Cell

_EXAMPLE = 300


def add_findings(collector: Collector, findings: Iterable[tuple[Finding, bool]]) -> None:
    """Add the findings of a scan to its issues.

    :param findings: each with whether it is wpdiag's own.
    """
    seen = list(collector.seen())
    for finding, own in findings:
        showing = [(each, example) for each in seen if (example := _example(finding, each, own=own))]
        if showing:
            _add(collector, finding, showing)


def _add(collector: Collector, finding: Finding, showing: list[tuple[Seen, str]]) -> None:
    cell = Cell(b"")
    for each, _ in showing:
        cell.merge(each.cell)
    diagnostic = Diagnostic(
        identifier=finding.identifier,
        level=finding.level,
        php_level=None,
        message=finding.message,
        raw="",
        params={"example": min(example for _, example in showing)[:_EXAMPLE]},
        shown=finding.match.shown is True,
    )
    collector.add(diagnostic, cell, {name for each, _ in showing for name in each.sources})


def _example(finding: Finding, seen: Seen, *, own: bool) -> str | None:
    """What shows the finding, the same in every order of the sources; None where nothing does."""
    match, diagnostic = finding.match, seen.diagnostic
    if not names(match, diagnostic.identifier):
        return None
    asked = sorted(seen.requests) if match.request else [diagnostic.request]
    for request in asked:
        if fits(match, replace(diagnostic, request=request), Component(), own=own):
            place = diagnostic.location
            return {"file": place.file if place else "", "request": request, "message": diagnostic.message}[
                finding.example
            ]
    return None
