"""``github``: workflow commands that GitHub Actions shows as annotations, worst first, and a line that sums up.

GitHub shows at most ten annotations of each kind per step; the rest are counted. Escaping as in GitHub's toolkit.
"""

from __future__ import annotations

from collections import Counter

from wpdiag.formats.base import View
from wpdiag.formats.shared import place, words
from wpdiag.model import LEVELS, Issue, Report

NAME = "github"
SUFFIXES: tuple[str, ...] = ()

_KINDS = {"fatal": "error", "error": "error", "warning": "warning"}
_AT_MOST = 10


def render(report: Report, view: View) -> str:
    """One command a line, then the summary."""
    lines = []
    shown: Counter[str] = Counter()
    for issue in report.issues:
        kind = _KINDS.get(issue.level, "notice")
        shown[kind] += 1
        if shown[kind] <= _AT_MOST:
            lines.append(_command(issue, kind))
    lines += [
        f"::error title=wpdiag could not read a source::{_data(words.not_read(source))}"
        for source in report.sources
        if source.error
    ][:_AT_MOST]
    lines.append(_summary(report, sum(max(0, count - _AT_MOST) for count in shown.values())))
    return "\n".join(lines) + "\n"


def _command(issue: Issue, kind: str) -> str:
    spot = place.spot_of(issue)
    text = f"{words.message(issue)} ({words.times(issue.count)})\nResponsible: {words.responsible(issue.component)}"
    if issue.fix:
        text += f"\nFix: {words.fix(issue)}"
    title = words.title(issue)
    return f"::{kind} file={_property(spot.path)},line={spot.line},title={_property(title)}::{_data(text)}"


def _summary(report: Report, hidden: int) -> str:
    levels = Counter(issue.level for issue in report.issues)
    parts = ", ".join(f"{levels[level]:,} {level}" for level in LEVELS if levels[level])
    line = f"wpdiag: {words.number(len(report.issues), 'issue')}" + (f" ({parts})" if parts else "")
    return line + (f"; {hidden:,} of them without an annotation, GitHub shows ten of a kind" if hidden else "")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
