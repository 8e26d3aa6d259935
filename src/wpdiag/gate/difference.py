"""Two reports: what is new, gone, more, fewer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from wpdiag.gate.threshold import Gate
from wpdiag.model import LEVELS, Issue, Report
from wpdiag.report.select import listed_in_full

CHANGES = ("new", "more", "fewer", "gone")


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """An issue that is not the same in both reports."""

    change: str
    fingerprint: str
    identifier: str
    rule: str | None
    level: str
    component: str
    """``plugin:shop``"""
    title: str
    message: str
    old: int
    new: int
    """How often it occurred; 0 where it is not there."""


class Side(msgspec.Struct, frozen=True):
    """One of the reports."""

    file: str
    generated_at: str


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Both reports, how many issues changed in which way, and these issues."""

    schema_version: str = "1.0"
    old: Side
    new: Side
    summary: dict[str, int]
    """For each of ``new``, ``more``, ``fewer``, ``gone`` and ``same`` the number of issues."""
    changes: tuple[Change, ...]
    """New ones first, then more, fewer, gone; each with the worst first."""
    redacted: dict[str, int] | None = None
    """How many hosts, users … stand-ins take the place of; null where everything is shown."""


def difference(old: Report, new: Report, names: tuple[str, str] = ("old", "new")) -> Difference:
    """The way from one report to another. Free text counts only where both reports list all of it."""
    both = listed_in_full(old) & listed_in_full(new)
    before, after = ({issue.fingerprint: issue for issue in _told(report, both)} for report in (old, new))
    changes = [_change(before.get(mark), after.get(mark)) for mark in before.keys() | after.keys()]
    counts = Counter(change.change for change in changes)
    return Difference(
        old=Side(names[0], old.generated_at),
        new=Side(names[1], new.generated_at),
        summary={name: counts[name] for name in (*CHANGES, "same")},
        changes=tuple(sorted((change for change in changes if change.change != "same"), key=_order)),
    )


def fails(old: Report, new: Report, gate: Gate) -> bool:
    """Whether an issue that is new fails the run."""
    before = {issue.fingerprint for issue in old.issues}
    both = listed_in_full(old) & listed_in_full(new)
    return gate.any_fails(issue for issue in _told(new, both) if issue.fingerprint not in before)


def incomplete(report: Report) -> list[str]:
    """The levels, but for free text, of which a report does not list everything."""
    return [level for level in LEVELS if level != "info" and level not in listed_in_full(report)]


def _told(report: Report, levels: frozenset[str]) -> Iterator[Issue]:
    return (issue for issue in report.issues if issue.level != "info" or issue.level in levels)


def _change(old: Issue | None, new: Issue | None) -> Change:
    issue = new or old
    assert issue is not None
    before, after = old.count if old else 0, new.count if new else 0
    if old is None or new is None:
        word = "new" if old is None else "gone"
    else:
        word = "same" if after == before else "more" if after > before else "fewer"
    return Change(
        change=word,
        fingerprint=issue.fingerprint,
        identifier=issue.identifier,
        rule=issue.rule,
        level=issue.level,
        component=issue.component.key,
        title=issue.title,
        message=issue.message,
        old=before,
        new=after,
    )


def _order(change: Change) -> tuple[int, int, int, str]:
    return (
        CHANGES.index(change.change),
        LEVELS.index(change.level),
        -abs(change.new - change.old),
        change.fingerprint,
    )
