"""The plugin line: one line, performance data, ranges and exit codes of the monitoring convention."""

from __future__ import annotations

import re

import msgspec
import pytest

from wpdiag.formats import nagios
from wpdiag.formats.base import View
from wpdiag.model import Report

# 'label'=value[UOM];[warn];[crit];[min];[max], as the Monitoring Plugins' guidelines have it
DATA = re.compile(r"[^ '=|]+=-?[\d.]+(?:;[\d.:~@]*){3}")


def first_line(report: Report, view: View) -> tuple[str, list[str]]:
    head, bar, data = nagios.render(report, view).splitlines()[0].partition(" | ")
    assert bar
    assert all(DATA.fullmatch(item) for item in data.split(" ")), data
    return head, data.split(" ")


@pytest.mark.parametrize(
    ("name", "state"), [("empty", "OK"), ("one", "CRITICAL"), ("many", "CRITICAL"), ("hostile", "CRITICAL")]
)
def test_states(name: str, state: str, request: pytest.FixtureRequest) -> None:
    report: Report = request.getfixturevalue(name)
    head, data = first_line(report, View())
    assert head.startswith(f"WPDIAG {state} - ")
    assert data[0] == f"issues={len(report.issues)};0;;0"
    text = nagios.render(report, View())
    assert text.count("|") == 1
    assert not re.search(r"[\x00-\x09\x1b\u202e]", text)


@pytest.mark.parametrize(
    ("warning", "critical", "code"),
    [(None, None, 2), (None, "5000", 1), ("5000", "5000", 0), ("6000", "7000", 0), ("10", "4999", 2), ("10", "5000:", 1),
     ("@1:5000", "@0", 1), ("~:4999", "~:5000", 1), ("", "", 0)],
)  # fmt: skip
def test_thresholds(many: Report, warning: str | None, critical: str | None, code: int) -> None:
    view = View(warning=warning, critical=critical)
    assert nagios.exit_code(many, view) == code
    assert f"issues=5000;{'0' if warning is None else warning};{critical or ''};0" in first_line(many, view)[1]


@pytest.mark.parametrize("text", ["x", "5:1", "1:x", "~", ":", "nan", "1:2:3", "@"])
def test_what_is_no_range(text: str) -> None:
    with pytest.raises(ValueError, match="no range"):
        nagios.Range.parse(text)


def test_unreadable_is_unknown_unless_there_is_worse(empty: Report, one: Report) -> None:
    broken = tuple(msgspec.structs.replace(source, error="permission denied") for source in empty.sources)
    assert nagios.exit_code(msgspec.structs.replace(empty, sources=broken), View()) == 3
    assert nagios.exit_code(msgspec.structs.replace(one, sources=broken), View()) == 2
    assert "permission denied" in first_line(msgspec.structs.replace(empty, sources=broken), View())[0]
