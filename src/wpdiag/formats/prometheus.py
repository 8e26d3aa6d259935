"""``prometheus``: the text exposition format 0.0.4, for node_exporter's textfile collector or a Pushgateway.

There is no series per issue: their number is without bounds. Rules and components are few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from wpdiag.formats.base import View
from wpdiag.formats.shared import rules, words
from wpdiag.model import LEVELS, Report
from wpdiag.safe import safe_line

NAME = "prometheus"
SUFFIXES = (".prom",)

_Labels = dict[str, str]


def render(report: Report, view: View) -> str:
    """All metrics are gauges: a scan is a measurement, not a running process."""
    issues = Counter(issue.level for issue in report.issues)
    by_level = report.summary.by_level
    by_rule: Counter[tuple[str, str, str, str]] = Counter()
    for issue in report.issues:
        component = issue.component
        by_rule[rules.rule_id(issue), issue.level, component.kind, safe_line(component.slug)] += issue.count
    lines = [
        *_metric("info", "The program that made this.", [({"version": report.tool.version}, 1)]),
        *_metric(
            "scan_timestamp_seconds",
            "When the report was made.",
            [({}, datetime.fromisoformat(report.generated_at).timestamp())],
        ),
        *_metric("issues", "Distinct problems.", [({"level": level}, issues[level]) for level in LEVELS]),
        *_metric("messages", "Messages read.", [({"level": level}, by_level.get(level, 0)) for level in LEVELS]),
        *_metric(
            "rule_messages",
            "Messages by rule and responsible component.",
            [
                ({"rule": rule, "level": level, "kind": kind, "component": slug}, count)
                for (rule, level, kind, slug), count in by_rule.items()
            ],
        ),
        *_baseline(report),
        *_metric(
            "source_readable",
            "Whether a source could be read to its end.",
            [({"source": words.line(source.name, 200)}, int(not source.error)) for source in report.sources],
        ),
    ]
    return "\n".join(lines) + "\n"


def _baseline(report: Report) -> Iterable[str]:
    beside = report.summary.baseline
    if beside is None:
        return ()
    counts = {state: getattr(beside, state) for state in words.STATES} | {"gone": len(beside.gone)}
    samples = [({"state": state}, count) for state, count in counts.items()]
    return _metric("baseline_issues", "Distinct problems beside the baseline.", samples)


def _metric(name: str, help_: str, samples: Iterable[tuple[_Labels, float]]) -> Iterable[str]:
    yield f"# HELP wpdiag_{name} {help_}"
    yield f"# TYPE wpdiag_{name} gauge"
    seen: set[str] = set()
    for labels, value in samples:
        inside = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
        if inside not in seen:  # two names may be the same once they are safe
            seen.add(inside)
            yield f"wpdiag_{name}{{{inside}}} {value:.17g}" if inside else f"wpdiag_{name} {value:.17g}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')
