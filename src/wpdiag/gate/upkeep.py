"""How a baseline is made and kept: it grows only when somebody says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from wpdiag.gate.baseline import Baseline, Known, known
from wpdiag.gate.compare import state
from wpdiag.model import Issue, Report
from wpdiag.report.select import listed_in_full


class Kept(NamedTuple):
    """A baseline, and how it differs from the one before."""

    baseline: Baseline
    gone: int = 0
    reduced: int = 0
    added: int = 0
    left_out: int = 0
    """Issues that are not accepted and were not added."""


def create(issues: Iterable[Issue]) -> Baseline:
    """Everything is accepted."""
    return {issue.fingerprint: known(issue) for issue in issues}


def update(baseline: Baseline, report: Report, addable: Iterable[Issue], today: str, *, add: bool) -> Kept:
    """Mark what is gone, and reduce numbers. Nothing is added and no number grows, unless ``add`` is true.

    :param report: everything seen; of a level that it does not list in full, nothing is gone, and nothing at all where
        it is of some components or rules only.
    :param addable: the issues that may be added.
    :param today: the day, ``YYYY-MM-DD``.
    """
    seen = {issue.fingerprint: issue for issue in report.issues}
    whole = _judgeable(report)
    rows: Baseline = {}
    lost = reduced = 0
    for mark, row in baseline.items():
        issue = seen.get(mark)
        if row.gone or (issue is None and row.level not in whole):
            rows[mark] = row
        elif issue is None:
            rows[mark] = replace(row, gone=today)
            lost += 1
        else:
            rows[mark] = _reduced(row, known(issue))
            reduced += rows[mark] != row
    unaccepted = [issue for issue in addable if state(issue, rows.get(issue.fingerprint)) != "known"]
    if add:
        rows |= create(unaccepted)
        return Kept(rows, lost, reduced, added=len(unaccepted))
    return Kept(rows, lost, reduced, left_out=len(unaccepted))


def prune(baseline: Baseline, report: Report) -> Kept:
    """Without what the report does not show; nothing else changes, and nothing is added."""
    seen = {issue.fingerprint for issue in report.issues}
    whole = _judgeable(report)
    rows = {mark: row for mark, row in baseline.items() if mark in seen or row.level not in whole}
    return Kept(rows, gone=len(baseline) - len(rows))


def _judgeable(report: Report) -> frozenset[str]:
    """The levels of which a report tells what is gone."""
    return frozenset() if report.summary.filtered else listed_in_full(report)


def _reduced(row: Known, now: Known) -> Known:
    """A rate goes down only with its peak: else what is known now could be escalating after an update."""
    row = replace(row, count=min(row.count, now.count))
    if now.hourly is None or now.peak is None or (row.peak is not None and now.peak > row.peak):
        return row
    return replace(row, hourly=min(row.hourly or now.hourly, now.hourly), peak=now.peak)
