"""A report beside a baseline: what is new, known, escalating, returned, gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from msgspec.structs import replace

from wpdiag.gate.baseline import Baseline, Known
from wpdiag.model import BaselineSummary, GoneIssue, Issue

ESCALATION = 10
"""How many times its usual hourly rate an issue must reach to be more than known."""


def state(issue: Issue, row: Known | None) -> str:
    """``new``, ``known``, ``escalating`` or ``returned``.

    Escalating is an hour with ten times the usual messages, and with more than any hour had before: what comes in
    bursts stays known.
    """
    if row is None:
        return "new"
    if row.gone:
        return "returned"
    peak = max(issue.histogram.values(), default=0)
    if row.hourly and peak >= ESCALATION * row.hourly and peak > (row.peak or 0):
        return "escalating"
    return "known"


def marked(issues: Iterable[Issue], baseline: Baseline) -> tuple[Issue, ...]:
    """The issues, each with its state."""
    return tuple(replace(issue, baseline=state(issue, baseline.get(issue.fingerprint))) for issue in issues)


def summary(issues: Iterable[Issue], gone: Iterable[Known]) -> BaselineSummary:
    """The states of marked issues, counted; free text counts where it is known, for nobody asks for it otherwise."""
    counts = Counter(issue.baseline for issue in issues if issue.level != "info" or issue.baseline != "new")
    return BaselineSummary(
        known=counts["known"],
        new=counts["new"],
        escalating=counts["escalating"],
        returned=counts["returned"],
        gone=tuple(
            GoneIssue(
                fingerprint=row.fingerprint,
                identifier=row.identifier,
                rule=row.rule,
                level=row.level,
                component=row.component,
                message=row.message,
                count=row.count,
            )
            for row in gone
        ),
    )


def gone(baseline: Baseline, seen: Collection[str]) -> list[Known]:
    """What is accepted and was not seen, sorted by fingerprint."""
    return [baseline[mark] for mark in sorted(baseline) if mark not in seen and not baseline[mark].gone]
