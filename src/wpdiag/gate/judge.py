"""A report as the gate sees it: without what is ignored, each issue marked beside the baseline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from wpdiag.gate.baseline import Baseline
from wpdiag.gate.compare import gone, marked
from wpdiag.gate.entry import Ignore
from wpdiag.gate.ignore import sort_out
from wpdiag.model import Issue, Report
from wpdiag.report import beside
from wpdiag.report.build import summarise
from wpdiag.report.select import listed_in_full, unlisted_in, wanted, with_unlisted


class Judged(msgspec.Struct, frozen=True):
    """The report, and what to say about entries of ``[[ignore]]``."""

    report: Report
    notes: tuple[str, ...]
    stale: bool
    """Whether an entry is expired or unused."""


def judge(
    report: Report,
    *,
    ignores: Sequence[Ignore] = (),
    baseline: Baseline | None = None,
    components: Sequence[str] = (),
    rules: Sequence[str] = (),
    whole: bool = True,
    today: date,
) -> Judged:
    """The report without ignored issues, and with those of some components and rules only; known ones are in it.

    Nothing is called gone of a level that the report does not list in full, nor unused where it left ignored issues
    out.

    :param baseline: None leaves what a merged report says of it.
    :param whole: whether everything there is was read; if not, nothing is called gone or unused.
    :param today: the day in UTC, for entries that expire.
    """

    def chosen(issues: Sequence[Issue]) -> tuple[Issue, ...]:
        return tuple(issue for issue in issues if wanted(issue, components, rules))

    before = report.summary
    sorted_out = sort_out(report.issues, ignores, today, whole=whole and not before.ignored)
    issues = chosen(sorted_out.kept)
    lost = before.baseline.gone if before.baseline else ()
    if baseline is not None:
        issues = marked(issues, baseline)
        seen = {issue.fingerprint for issue in report.issues}
        lost = tuple(gone(baseline, seen, listed_in_full(report))) if whole else ()
    lost = tuple(row for row in lost if wanted(row, components, rules))
    totals = summarise(issues, [site.name for site in before.sites])
    if not (components or rules):  # nobody knows what else is of them
        totals = with_unlisted(totals, unlisted_in(report))
    totals = replace(
        totals,
        filtered=before.filtered or bool(components or rules),
        ignored=before.ignored + len(chosen(sorted_out.ignored)),
        baseline=beside.summary(issues, lost) if baseline is not None or before.baseline else None,
    )
    report = replace(report, issues=issues, summary=totals, warnings=tuple(beside.warnings(report.warnings, lost)))
    return Judged(report, sorted_out.notes, sorted_out.stale)


def only_new(report: Report) -> Report:
    """Without the issues that the baseline knows; the totals still have them."""
    return replace(report, issues=tuple(issue for issue in report.issues if issue.baseline != "known"))
