"""What to do first: issues by what they do to the site, each with what follows from it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from wpdiag.model import IMPACTS, LEVELS, Issue
from wpdiag.report.causes import roots


class Matter(msgspec.Struct, frozen=True):
    """An issue to see to, and the issues that should go with it; ``impact`` is the worst of them all."""

    issue: Issue
    followers: tuple[Issue, ...]
    impact: str


def matters(issues: Iterable[Issue]) -> list[Matter]:
    """Down, broken, exposed, future, noise; then by level, count and fingerprint, as the report has them."""
    found = [
        Matter(issue, tuple(followers), min((issue.impact, *(each.impact for each in followers)), key=IMPACTS.index))
        for issue, followers in roots(issues)
    ]
    return sorted(found, key=_order)


def share_of_noise(issues: Iterable[Issue]) -> float:
    """How much of the messages is noise, from 0 to 1."""
    counted = [(issue.impact, issue.count) for issue in issues]
    total = sum(count for _, count in counted)
    return sum(count for impact, count in counted if impact == "noise") / total if total else 0.0


def _order(matter: Matter) -> tuple[int, int, int, str]:
    issue = matter.issue
    return IMPACTS.index(matter.impact), LEVELS.index(issue.level), -issue.count, issue.fingerprint
