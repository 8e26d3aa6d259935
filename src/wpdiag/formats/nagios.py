"""``nagios``: one line and performance data for Nagios, Icinga, Checkmk and the like, with their exit codes.

Ranges and output as in the Monitoring Plugins' development guidelines.
"""

from __future__ import annotations

import re
from math import inf
from typing import NamedTuple

from wpdiag.formats.base import View
from wpdiag.formats.shared import words
from wpdiag.model import LEVELS, Issue, Report

NAME = "nagios"
SUFFIXES: tuple[str, ...] = ()

OK, WARNING, CRITICAL, UNKNOWN = range(4)
_NAMES = ("OK", "WARNING", "CRITICAL", "UNKNOWN")
_LINES = 10
_RANGE = re.compile(r"|@?(?:(?P<low>~|-?\d+(?:\.\d+)?):)?(?P<high>-?\d+(?:\.\d+)?)|@?(?P<from>\d+):")


class Range(NamedTuple):
    """``10`` (0 to 10), ``10:``, ``~:10``, ``5:10``; an ``@`` in front turns it inside out."""

    low: float
    high: float
    inside: bool

    @classmethod
    def parse(cls, text: str) -> Range:
        """The range of a text; an empty one never alerts.

        :raises ValueError: where it is no range.
        """
        match = _RANGE.fullmatch(text)
        if match is None:
            raise ValueError(f"no range: {text}")
        low, high = match["low"] or match["from"], match["high"]
        start = -inf if low == "~" or not text else float(low or 0)
        end = float(high) if high else inf
        if start > end:
            raise ValueError(f"no range: {text}")
        return cls(start, end, text.startswith("@"))

    def alerts(self, value: int) -> bool:
        """Whether the value is one to alert for."""
        return (self.low <= value <= self.high) == self.inside


def exit_code(report: Report, view: View) -> int:
    """0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN: a source could not be read, and nothing worse is known."""
    issues = _alarming(report)
    count = len(issues)
    fatal = view.critical is None and any(issue.level == "fatal" for issue in issues)
    if fatal or Range.parse(view.critical or "").alerts(count):
        return CRITICAL
    if Range.parse("0" if view.warning is None else view.warning).alerts(count):
        return WARNING
    return UNKNOWN if any(source.error for source in report.sources) else OK


def render(report: Report, view: View) -> str:
    """The line of the service, the performance data, then the worst issues as long text."""
    issues = _alarming(report)
    counts = {level: sum(issue.level == level for issue in issues) for level in LEVELS}
    levels = ", ".join(f"{count} {level}" for level, count in counts.items() if count)
    line = f"WPDIAG {_NAMES[exit_code(report, view)]} - {words.number(len(issues), 'issue')}"
    line += f" ({levels})" if levels else ""
    if issues:
        worst = issues[0]
        line += f", worst: {words.title(worst)}, {words.component_name(worst.component)}"
    line += words.beside(report.summary)
    broken = [source for source in report.sources if source.error]
    if broken:
        line += f", not read: {words.line(words.not_read(broken[0]), 200)}"
    warning = "0" if view.warning is None else view.warning
    data = [f"issues={len(issues)};{warning};{view.critical or ''};0"]
    data += [f"{level}={count};;;0" for level, count in counts.items()]
    data.append(f"messages={sum(issue.count for issue in issues)};;;0")
    lines = [f"{_text(line)} | {' '.join(data)}"]
    lines += [_text(f"{issue.level}: {words.message(issue, 200)} [{_who(issue)}]") for issue in issues[:_LINES]]
    return "\n".join(lines) + "\n"


def _who(issue: Issue) -> str:
    standing = words.STANDINGS.get(issue.baseline or "")
    return words.component_name(issue.component) + (f"; {standing}" if standing else "")


def _alarming(report: Report) -> list[Issue]:
    """What a baseline knows is listed at most, it alarms nobody."""
    return [issue for issue in report.issues if issue.baseline != "known"]


def _text(text: str) -> str:
    """A bar would begin performance data."""
    return text.replace("|", "¦")
