"""Which issues of a report are wanted: by component, rule, level, number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

import msgspec

from wpdiag.model import LEVELS, GoneIssue, Issue, Report, Summary, at_least


def listed(report: Report, level: str, top: int | None) -> Report:
    """Only issues of this level and above, at most ``top``; the summary still counts everything."""
    issues = tuple(issue for issue in report.issues if at_least(issue.level, level))
    return msgspec.structs.replace(report, issues=issues if top is None else issues[:top])


def unlisted_in(report: Report) -> dict[str, int]:
    """How many messages of each level are counted but belong to no listed issue."""
    left = dict(report.summary.by_level)
    for issue in report.issues:
        left[issue.level] = left.get(issue.level, 0) - issue.count
    return {level: count for level, count in left.items() if count > 0}


def listed_in_full(report: Report) -> frozenset[str]:
    """The levels of which every message belongs to a listed issue; of others a report does not tell what is gone."""
    return frozenset(LEVELS).difference(unlisted_in(report))


def with_unlisted(summary: Summary, unlisted: Mapping[str, int]) -> Summary:
    """The totals of listed issues and of messages that belong to no listed one."""
    by_level = {
        level: summary.by_level.get(level, 0) + unlisted.get(level, 0)
        for level in LEVELS
        if level in summary.by_level or level in unlisted
    }
    return msgspec.structs.replace(summary, by_level=by_level, diagnostics=sum(by_level.values()))


def wanted(issue: Issue | GoneIssue, components: Sequence[str], rules: Sequence[str]) -> bool:
    """Whether an issue of this component and rule was asked for; nothing asked for is everything.

    :param components: patterns of keys (``plugin:akismet``) or slugs.
    :param rules: patterns of rules or identifiers.
    """
    key = issue.component if isinstance(issue.component, str) else issue.component.key
    names = (issue.rule or "", issue.identifier)
    return (not components or any(fits(pattern, key, key.partition(":")[2]) for pattern in components)) and (
        not rules or any(fits(pattern, *names) for pattern in rules)
    )


def fits(pattern: str, *texts: str) -> bool:
    """Whether one of some texts is this one, or of this pattern (``*``, ``?``, ``[abc]``)."""
    return any(text and (text == pattern or fnmatchcase(text, pattern)) for text in texts)
