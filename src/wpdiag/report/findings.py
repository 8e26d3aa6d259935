"""Issues that nobody printed but the scan shows, as the rules' ``findings`` describe them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from msgspec.structs import replace

from wpdiag.advise.match import fits, may_fit, names
from wpdiag.advise.rule import Finding
from wpdiag.model import Component, Diagnostic
from wpdiag.report.collect import Collector, Seen
from wpdiag.report.sites import add
from wpdiag.tally import Cell

_EXAMPLE = 300
_NOBODY = Component()


def add_findings(collector: Collector, findings: Iterable[tuple[Finding, bool]]) -> None:
    """Add the findings of a scan to its issues.

    :param findings: each with whether it is wpdiag's own.
    """
    for finding, records in showing(collector, findings):
        _add(collector, finding, records)


def showing(
    collector: Collector, findings: Iterable[tuple[Finding, bool]]
) -> list[tuple[Finding, list[tuple[Seen, str]]]]:
    """The findings that something shows, each with what does, and an example."""
    asked = list(findings)
    found: list[tuple[Finding, list[tuple[Seen, str]]]] = [(finding, []) for finding, _ in asked]

    @cache
    def numbers(identifier: str, level: str, shown: bool) -> list[int]:
        return [
            number
            for number, (finding, _) in enumerate(asked)
            if names(finding.match, identifier) and may_fit(finding.match, level, _NOBODY.kind, shown)
        ]

    for each in collector.seen(lambda *situation: bool(numbers(*situation))):
        diagnostic = each.diagnostic
        for number in numbers(diagnostic.identifier, diagnostic.level, diagnostic.shown):
            finding, own = asked[number]
            example = _example(finding, each, own=own)
            if example:
                found[number][1].append((each, example))
    return [(finding, records) for finding, records in found if records]


def _add(collector: Collector, finding: Finding, records: list[tuple[Seen, str]]) -> None:
    cell = Cell(b"")
    for each, _ in records:
        cell.merge(each.cell)
    diagnostic = Diagnostic(
        identifier=finding.identifier,
        level=finding.level,
        php_level=None,
        message=finding.message,
        raw="",
        params={"example": min(example for _, example in records)[:_EXAMPLE]},
        shown=finding.match.shown is True,
    )
    sites: dict[str, int] = {}
    for each, _ in records:
        add(sites, each.sites)
    collector.add(diagnostic, cell, {name for each, _ in records for name in each.sources}, sites)


def _example(finding: Finding, seen: Seen, *, own: bool) -> str | None:
    """What shows the finding, the same in every order of the sources; None where nothing does.

    :param seen: of an identifier, level and kind of page that the finding is for.
    """
    match, diagnostic = finding.match, seen.diagnostic
    asked = sorted(seen.requests) if match.request else [diagnostic.request]
    for request in asked:
        asking = diagnostic if request == diagnostic.request else replace(diagnostic, request=request)
        if fits(match, asking, _NOBODY, own=own):
            place = diagnostic.location
            return {"file": place.file if place else "", "request": request, "message": diagnostic.message}[
                finding.example
            ]
    return None
