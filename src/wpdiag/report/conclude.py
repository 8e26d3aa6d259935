"""From what was collected to the report: findings, verdicts, cause and effect."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from wpdiag.advise import RuleBook
from wpdiag.model import Report, Source
from wpdiag.report.build import build
from wpdiag.report.causes import link
from wpdiag.report.collect import Collector
from wpdiag.report.findings import add_findings


def concluded(
    collector: Collector, book: RuleBook, sources: Iterable[Source], warnings: Iterable[str], sites: Iterable[str]
) -> Report:
    """The report of all that was collected.

    :param sites: names of sites that were seen, whatever was found on them.
    """
    add_findings(collector, book.findings)
    issues = link(collector.issues(), book.causes)
    lessons = replace(collector.learnt.lessons(), probed=collector.probes.lessons())
    return build(issues, sources, [*warnings, *collector.warnings()], len(book), sites=sites, lessons=lessons)
