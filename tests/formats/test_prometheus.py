"""The exposition format, read by Prometheus' own parser."""

from __future__ import annotations

import pytest
from prometheus_client.parser import text_string_to_metric_families

from wpdiag.formats import prometheus
from wpdiag.formats.base import View
from wpdiag.model import Report


def read(report: Report) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    samples = {}
    for family in text_string_to_metric_families(prometheus.render(report, View())):
        assert family.type == "gauge"
        for sample in family.samples:
            key = (sample.name, tuple(sorted(sample.labels.items())))
            assert key not in samples
            samples[key] = sample.value
    return samples


@pytest.mark.parametrize(("name", "count"), [("empty", 0), ("one", 1), ("many", 5000), ("hostile", 11)])
def test_counts(name: str, count: int, request: pytest.FixtureRequest) -> None:
    report: Report = request.getfixturevalue(name)
    samples = read(report)
    assert sum(value for (metric, _), value in samples.items() if metric == "wpdiag_issues") == count
    messages = sum(value for (metric, _), value in samples.items() if metric == "wpdiag_rule_messages")
    assert messages == sum(issue.count for issue in report.issues)
    assert len(samples) < 300


def test_one(one: Report) -> None:
    samples = read(one)
    assert samples["wpdiag_issues", (("level", "fatal"),)] == 1
    assert samples["wpdiag_issues", (("level", "warning"),)] == 0
    assert samples["wpdiag_source_readable", (("source", one.sources[0].name),)] == 1
    assert samples["wpdiag_scan_timestamp_seconds", ()] > 1.7e9


def test_hostile_labels(hostile: Report) -> None:
    labels = [dict(labels) for (metric, labels) in read(hostile) if metric == "wpdiag_rule_messages"]
    assert any("\\x1b[31mred" in label["component"] for label in labels)
    assert all("\x1b" not in value and "\n" not in value for label in labels for value in label.values())
