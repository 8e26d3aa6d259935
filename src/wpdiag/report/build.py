"""The report: sources, issues in their stable order, summary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from wpdiag import __version__
from wpdiag.model import (
    LEVELS,
    SCHEMA_VERSION,
    ComponentCount,
    Issue,
    Lessons,
    Report,
    Source,
    Summary,
    Tool,
    worst,
)
from wpdiag.report.sites import affected_by, how_many
from wpdiag.report.sites import shares as site_shares


def build(
    issues: Iterable[Issue],
    sources: Iterable[Source],
    warnings: Iterable[str],
    rules: int,
    *,
    sites: Iterable[str] = (),
    lessons: Lessons | None = None,
) -> Report:
    """A report of these issues; its time is now.

    :param sites: names of sites that were seen, whatever was found on them.
    """
    ordered = tuple(sorted(issues, key=order))
    return Report(
        schema_version=SCHEMA_VERSION,
        tool=Tool(name="wpdiag", version=__version__, rules=rules),
        generated_at=datetime.now(UTC).isoformat(timespec="seconds"),
        sources=tuple(sources),
        summary=summarise(ordered, sites),
        issues=ordered,
        warnings=tuple(sorted(set(warnings))),
        lessons=lessons or Lessons(),
    )


def order(issue: Issue) -> tuple[int, int, str]:
    """Level, then count from high to low, then fingerprint."""
    return LEVELS.index(issue.level), -issue.count, issue.fingerprint


def summarise(issues: Sequence[Issue], sites: Iterable[str] = ()) -> Summary:
    """Totals over all issues; info text counts in ``by_level``, not as a diagnostic of a component.

    :param sites: names of sites that were seen, whatever was found on them.
    """
    by_level: dict[str, int] = {}
    components: dict[tuple[str, str], list[Issue]] = {}
    listed = 0
    for issue in issues:
        by_level[issue.level] = by_level.get(issue.level, 0) + issue.count
        if issue.level != "info":
            listed += 1
            components.setdefault((issue.component.kind, issue.component.slug), []).append(issue)
    shares = [
        ComponentCount(
            kind=kind,
            slug=slug,
            issues=len(members),
            count=sum([issue.count for issue in members]),
            worst=worst(*{issue.level for issue in members}),
            site_count=how_many(affected_by(members)),
        )
        for (kind, slug), members in components.items()
    ]
    affected = site_shares(issues, sites)
    return Summary(
        sites=affected,
        site_count=how_many([share.name for share in affected]),
        diagnostics=sum(by_level.values()),
        issues=listed,
        by_level={level: by_level[level] for level in LEVELS if level in by_level},
        by_component=tuple(
            sorted(shares, key=lambda share: (LEVELS.index(share.worst), -share.count, share.kind, share.slug))
        ),
    )
