"""A report as the gate sees it: without what is ignored, each issue marked beside the baseline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from wpdiag.config.options import Ignore
from wpdiag.gate.baseline import Baseline, Known
from wpdiag.gate.compare import gone, marked, summary
from wpdiag.gate.ignore import sort_out
from wpdiag.model import Issue, Report
from wpdiag.report.build import summarise
from wpdiag.report.select import wanted

_GONE = 10
"""So many gone issues are named in the warnings; the summary has all."""


class Judged(NamedTuple):
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

    :param whole: whether everything there is was read; if not, nothing is called gone or unused.
    :param today: the day in UTC, for entries that expire.
    """

    def chosen(issues: Sequence[Issue]) -> tuple[Issue, ...]:
        return tuple(issue for issue in issues if wanted(issue.component.key, issue.rule, components, rules))

    sorted_out = sort_out(report.issues, ignores, today, whole=whole)
    issues = chosen(sorted_out.kept)
    beside = None
    lost: list[Known] = []
    if baseline is not None:
        issues = marked(issues, baseline)
        if whole:
            seen = {issue.fingerprint for issue in report.issues}
            lost = [row for row in gone(baseline, seen) if wanted(row.component, row.rule, components, rules)]
        beside = summary(issues, lost)
    totals = replace(
        summarise(issues, [site.name for site in report.summary.sites]),
        filtered=bool(components or rules),
        ignored=len(chosen(sorted_out.ignored)),
        baseline=beside,
    )
    report = replace(report, issues=issues, summary=totals, warnings=(*report.warnings, *_gone(lost)))
    return Judged(report, sorted_out.notes, sorted_out.stale)


def _gone(rows: Sequence[Known]) -> Iterator[str]:
    for row in rows[:_GONE]:
        yield f"gone since the baseline was made: {row.level}, {row.component}: {row.message}"
    if len(rows) > _GONE:
        yield f"gone since the baseline was made: {len(rows) - _GONE:,} more issues"


def only_new(report: Report) -> Report:
    """Without the issues that the baseline knows; the totals still have them."""
    return replace(report, issues=tuple(issue for issue in report.issues if issue.baseline != "known"))
