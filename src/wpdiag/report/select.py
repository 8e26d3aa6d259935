"""Which issues of a report are wanted: by component, rule, level, number."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from wpdiag.model import LEVELS, Report, at_least


def listed(report: Report, level: str, top: int | None) -> Report:
    """Only issues of this level and above, at most ``top``; the summary still counts everything."""
    issues = tuple(issue for issue in report.issues if at_least(issue.level, level))
    return msgspec.structs.replace(report, issues=issues if top is None else issues[:top])


def listed_in_full(report: Report) -> frozenset[str]:
    """The levels of which every message belongs to a listed issue; of others a report does not tell what is gone."""
    listed = dict.fromkeys(LEVELS, 0)
    for issue in report.issues:
        listed[issue.level] += issue.count
    return frozenset(level for level in LEVELS if listed[level] >= report.summary.by_level.get(level, 0))


def wanted(key: str, rule: str | None, components: Sequence[str], rules: Sequence[str]) -> bool:
    """Whether an issue of this component and rule was asked for; nothing asked for is everything.

    :param key: the component's: ``plugin:akismet``.
    :param components: keys or slugs.
    """
    return (not components or key in components or key.partition(":")[2] in components) and (not rules or rule in rules)
