"""Two reports into one: associative and commutative, so that any number of machines may share a scan."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from wpdiag.model import IMPACTS, Issue, Report, Source, worst
from wpdiag.report.build import order, summarise

_STATES = ("known", "escalating", "returned", "new")
"""Beside a baseline; of two reports the later in this row counts."""


@dataclass(frozen=True, slots=True)
class _Times:
    first: str | None
    last: str | None


def merge(one: Report, other: Report) -> Report:
    """A report of everything that either has; the later ``generated_at`` stands.

    What is gone or ignored is for the whole to say: the merged summary says nothing of it.
    """
    issues: dict[str, Issue] = {issue.fingerprint: issue for issue in one.issues}
    for issue in other.issues:
        known = issues.get(issue.fingerprint)
        issues[issue.fingerprint] = issue if known is None else _merge_issues(known, issue)
    sources: dict[str, Source] = {source.name: source for source in one.sources}
    for source in other.sources:
        same = sources.get(source.name)
        sources[source.name] = source if same is None else _merge_sources(same, source)
    ordered = tuple(sorted(issues.values(), key=order))
    return msgspec.structs.replace(
        one,
        tool=max(one.tool, other.tool, key=lambda tool: (tool.version, tool.rules)),
        generated_at=max(one.generated_at, other.generated_at),
        sources=tuple(sources[name] for name in sorted(sources)),
        summary=msgspec.structs.replace(summarise(ordered), filtered=one.summary.filtered or other.summary.filtered),
        issues=ordered,
        warnings=tuple(sorted({*one.warnings, *other.warnings})),
    )


def _merge_issues(one: Issue, other: Issue) -> Issue:
    speaker = min(one, other, key=_speaks_first)
    clearer = max(one, other, key=lambda issue: (issue.component.confidence, issue.component.slug, issue.site or ""))
    hours = dict(one.histogram)
    for hour, count in other.histogram.items():
        hours[hour] = hours.get(hour, 0) + count
    times = _span(_Times(one.first_seen, one.last_seen), _Times(other.first_seen, other.last_seen))
    caused = [(issue.cause, issue.because) for issue in (one, other) if issue.cause]
    cause, because = min(caused, default=(None, ""))
    return msgspec.structs.replace(
        speaker,
        level=worst(one.level, other.level),
        rule=clearer.rule,
        title=clearer.title,
        why=clearer.why,
        fix=clearer.fix,
        component=clearer.component,
        alternatives=clearer.alternatives,
        evidence=clearer.evidence,
        site=clearer.site,
        baseline=max(one.baseline, other.baseline, key=_weight),
        shown=one.shown or other.shown,
        impact=min(one.impact, other.impact, key=IMPACTS.index),
        cause=cause,
        because=because,
        count=one.count + other.count,
        first_seen=times.first,
        last_seen=times.last,
        histogram={hour: hours[hour] for hour in sorted(hours)},
        sources=tuple(sorted({*one.sources, *other.sources})),
        requests=tuple(sorted({*one.requests, *other.requests})[:20]),
    )


def _weight(state: str | None) -> tuple[int, str]:
    return _STATES.index(state) if state in _STATES else -1, state or ""


def _merge_sources(one: Source, other: Source) -> Source:
    times = _span(_Times(one.first_seen, one.last_seen), _Times(other.first_seen, other.last_seen))
    return Source(
        name=one.name,
        transport=min(filter(None, (one.transport, other.transport)), default=None),
        bytes=one.bytes + other.bytes,
        entries=one.entries + other.entries,
        diagnostics=one.diagnostics + other.diagnostics,
        first_seen=times.first,
        last_seen=times.last,
        error=min(filter(None, (one.error, other.error)), default=None),
    )


def _span(one: _Times, other: _Times) -> _Times:
    """All times are UTC in one form, so they compare as text."""
    return _Times(
        min(filter(None, (one.first, other.first)), default=None),
        max(filter(None, (one.last, other.last)), default=None),
    )


def _speaks_first(issue: Issue) -> tuple[bool, str, str, str, int]:
    location = issue.location
    return (
        issue.first_seen is None,
        issue.first_seen or "",
        issue.message,
        location.file if location else "",
        (location.line or 0) if location else 0,
    )
