"""Which issues of a report are wanted: by component, rule, level, number."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from wpdiag.model import Issue, Report, at_least
from wpdiag.report.build import summarise


def by_component_or_rule(report: Report, components: Sequence[str], rules: Sequence[str]) -> Report:
    """Only these components (``plugin:akismet`` or ``akismet``) and rules; the summary is theirs, too."""
    if not components and not rules:
        return report
    issues = tuple(
        issue
        for issue in report.issues
        if (not components or _is_one_of(issue, components)) and (not rules or issue.rule in rules)
    )
    return msgspec.structs.replace(report, issues=issues, summary=summarise(issues))


def listed(report: Report, level: str, top: int | None) -> Report:
    """Only issues of this level and above, at most ``top``; the summary still counts everything."""
    issues = tuple(issue for issue in report.issues if at_least(issue.level, level))
    return msgspec.structs.replace(report, issues=issues if top is None else issues[:top])


def fails(report: Report, threshold: str) -> bool:
    """Whether an issue is at or above the threshold; ``never`` never fails."""
    return threshold != "never" and any(at_least(issue.level, threshold) for issue in report.issues)


def _is_one_of(issue: Issue, components: Sequence[str]) -> bool:
    component = issue.component
    names = {component.slug, f"{component.kind}:{component.slug}"}
    return not names.isdisjoint(components)
