"""A report beside a baseline: what is new, known, escalating, returned, gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec.structs import replace

from wpdiag.gate.baseline import Baseline, Known
from wpdiag.model import LEVELS, GoneIssue, Issue

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


def gone(baseline: Baseline, seen: Collection[str], levels: Collection[str] = LEVELS) -> list[GoneIssue]:
    """What is accepted and was not seen, sorted by fingerprint.

    :param levels: those of which all was seen.
    """
    rows = (baseline[mark] for mark in sorted(baseline) if mark not in seen)
    lost = (row for row in rows if not row.gone and row.level in levels)
    return [
        GoneIssue(
            fingerprint=row.fingerprint,
            identifier=row.identifier,
            rule=row.rule,
            level=row.level,
            component=row.component,
            message=row.message,
            count=row.count,
        )
        for row in lost
    ]
