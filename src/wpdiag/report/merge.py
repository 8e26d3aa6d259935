"""Reports into one: associative and commutative, so that any number of machines may share a scan.

A report keeps of each issue the records that decide, and what all records tell about each other. A merge puts these
together, and then concludes as a scan does: findings, verdicts, advice, cause and effect.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from wpdiag.advise import RuleBook, own_rules
from wpdiag.attribute import Attribution, Catalog
from wpdiag.fixes import Fixes
from wpdiag.model import BaselineSummary, Issue, Report, SiteCount, Source, Times, Tool
from wpdiag.report import beside
from wpdiag.report.collect import Collector
from wpdiag.report.conclude import concluded
from wpdiag.report.findings import showing
from wpdiag.report.merging import cell_of, said_by
from wpdiag.report.select import unlisted_in, with_unlisted
from wpdiag.report.sites import add, shares
from wpdiag.tally.variants import Variants

_STATES = ("known", "escalating", "returned", "new")
"""Beside a baseline; of two reports the later in this row counts."""


def merge(reports: Iterable[Report], book: RuleBook | None = None) -> Report:
    """A report of everything that some reports have, read one after the other; the latest ``generated_at`` stands.

    What is ignored in several reports counts in each.

    :param book: the rules that the reports were made with; None means wpdiag's own.
    :raises ValueError: without any report.
    """
    together = _Together(book or own_rules())
    for report in reports:
        together.take(report)
    return together.concluded()


class _Together:
    """What some reports say, put together."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._collector = Collector(book, Catalog.default(book.components), Fixes.default())
        self._identifiers_of_findings = {finding.identifier for finding, _ in book.findings}
        self._findings: list[Issue] = []
        self._sources: dict[str, Source] = {}
        self._warnings: set[str] = set()
        self._sites: dict[str, int] = {}
        self._unlisted: Counter[str] = Counter()
        self._tools: list[Tool] = []
        self._replaced: list[dict[str, int] | None] = []
        self._baselines: list[BaselineSummary | None] = []
        self._latest, self._filtered, self._ignored = "", False, 0

    def take(self, report: Report) -> None:
        """Take in one of them."""
        self._tools.append(report.tool)
        self._replaced.append(report.redacted)
        self._latest = max(self._latest, report.generated_at)
        self._warnings.update(report.warnings)
        self._take_issues(report)
        self._take_summary(report)
        for source in report.sources:
            same = self._sources.get(source.name)
            self._sources[source.name] = source if same is None else _merge_sources(same, source)

    def _take_issues(self, report: Report) -> None:
        collector = self._collector
        collector.learnt.take(report.lessons)
        for each in report.lessons.probed:
            collector.add(each.diagnostic, cell_of(each.times), each.times.sources, each.sites)
        for issue in report.issues:
            if issue.identifier in self._identifiers_of_findings:
                self._findings.append(issue)
            elif not issue.merging.probed:
                _restore(collector, issue)

    def _take_summary(self, report: Report) -> None:
        summary = report.summary
        self._baselines.append(summary.baseline)
        self._filtered = self._filtered or summary.filtered
        self._ignored += summary.ignored
        self._unlisted.update(unlisted_in(report))
        add(self._sites, {site.name: 0 for site in summary.sites})

    def concluded(self) -> Report:
        """The report of all.

        :raises ValueError: where there was none.
        """
        if not self._tools:
            raise ValueError("no reports to merge")
        self._restore_findings()
        sources = [self._sources[name] for name in sorted(self._sources)]
        whole = concluded(self._collector, self._book, sources, self._warnings, self._sites)
        compared = beside.merged(self._baselines, whole.issues)
        summary = replace(
            with_unlisted(whole.summary, self._unlisted),
            filtered=self._filtered,
            ignored=self._ignored,
            baseline=compared,
        )
        newest = max(self._tools, key=lambda tool: (tool.version, tool.rules))
        return replace(
            whole,
            tool=replace(newest, rules=len(self._book)),
            generated_at=self._latest,
            summary=summary,
            warnings=tuple(beside.warnings(whole.warnings, compared.gone if compared else ())),
            redacted=_redacted(self._replaced),
        )

    def _restore_findings(self) -> None:
        """Those that the issues of all show come out anew; what shows the others is not listed."""
        shown = {finding.identifier for finding, _ in showing(self._collector, self._book.findings)}
        for issue in self._findings:
            if issue.identifier not in shown:
                _restore(self._collector, issue)


def _redacted(replaced: Iterable[dict[str, int] | None]) -> dict[str, int] | None:
    """What was replaced by stand-ins in all reports; None where one of them is as the logs are."""
    counts: Counter[str] = Counter()
    for each in replaced:
        if each is None:
            return None
        counts.update(each)
    return {kind: counts[kind] for kind in sorted(counts)}


def as_one_site(report: Report, name: str) -> Report:
    """The report of a site of its own: its sources are apart from those of others, whatever their names and folders.

    :param name: the site's.
    """

    def own(sources: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f"{name}:{source}" for source in sources)

    def moved(times: Times | None) -> Times | None:
        return times and replace(times, sources=own(times.sources))

    issues = tuple(
        replace(
            issue,
            sources=own(issue.sources),
            sites=(SiteCount(name=name, count=issue.count, version=issue.component.version),),
            site_count=1,
            merging=replace(issue.merging, shown=moved(issue.merging.shown)),
        )
        for issue in report.issues
    )
    probed = tuple(
        replace(each, times=replace(each.times, sources=own(each.times.sources)), sites={name: each.times.count})
        for each in report.lessons.probed
    )
    summary = replace(report.summary, sites=shares(issues, [name]), site_count=1)
    return replace(
        report,
        sources=tuple(replace(source, name=f"{name}:{source.name}") for source in report.sources),
        issues=issues,
        summary=summary,
        warnings=tuple(f"{name}:{warning}" for warning in report.warnings),
        lessons=replace(report.lessons, probed=probed),
    )


def _restore(collector: Collector, issue: Issue) -> None:
    """Collect an issue of a report as if its records were read again."""
    first = issue.merging.first or said_by(issue)
    clearest = issue.merging.clearest or first
    cell = cell_of(issue)
    for diagnostic in (first, clearest):
        collector.learnt.add(diagnostic)
        collector.learnt.date(diagnostic, (cell.first, cell.last))
    group = collector.group(issue.fingerprint, first)
    group.speak(first, cell)
    group.clear(clearest, collector.first_verdict(clearest))
    group.cell.merge(cell)
    group.sources.update(issue.sources)
    group.ask(issue.requests)
    group.places.take((*issue.places, *issue.merging.places))
    group.variants.merge(Variants((each.hash, each.text) for each in issue.merging.variants))
    group.told = max(group.told, issue.variants)
    group.collapsed = group.collapsed or issue.merging.collapsed
    add(group.sites, {site.name: site.count for site in issue.sites})
    for site in issue.sites:
        if site.version:
            group.versions[site.name] = max(site.version, group.versions.get(site.name, ""))
    if issue.shown:
        shown = issue.merging.shown or issue
        group.shown.merge(cell_of(shown))
        group.shown_in.update(shown.sources)
    if issue.merging.installed:
        verdicts = [_verdict(issue), group.kept] if group.kept else [_verdict(issue)]
        group.kept = max(verdicts, key=lambda verdict: (verdict.component.confidence, msgspec.json.encode(verdict)))
    group.state = max(issue.baseline, group.state, key=_weight)


def _verdict(issue: Issue) -> Attribution:
    return Attribution(
        component=issue.component, alternatives=issue.alternatives, evidence=issue.evidence, site=issue.site
    )


def _weight(state: str | None) -> tuple[int, str]:
    return _STATES.index(state) if state in _STATES else -1, state or ""


def _merge_sources(one: Source, other: Source) -> Source:
    """All times are UTC in one form, so they compare as text."""
    return Source(
        name=one.name,
        transport=min(filter(None, (one.transport, other.transport)), default=None),
        bytes=one.bytes + other.bytes,
        entries=one.entries + other.entries,
        diagnostics=one.diagnostics + other.diagnostics,
        first_seen=min(filter(None, (one.first_seen, other.first_seen)), default=None),
        last_seen=max(filter(None, (one.last_seen, other.last_seen)), default=None),
        error=min(filter(None, (one.error, other.error)), default=None),
    )
