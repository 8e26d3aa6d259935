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
    unread = [words.not_read(source) for source in report.sources if source.error]
    lines = _unread(unread)
    shown: Counter[str] = Counter(error=len(lines))
    for issue in report.issues:
        kind = _KINDS.get(issue.level, "notice")
        shown[kind] += 1
        if shown[kind] <= _AT_MOST:
            lines.append(_command(issue, kind))
    lines.append(_summary(report, sum(max(0, count - _AT_MOST) for count in shown.values())))
    return "\n".join(lines) + "\n"


def _unread(reasons: list[str]) -> list[str]:
    """One annotation for all sources that could not be read: it takes the place of an issue's."""
    if not reasons:
        return []
    title = f"wpdiag could not read {'a source' if len(reasons) == 1 else f'{len(reasons):,} sources'}"
    text = "\n".join(reasons[:_AT_MOST]) + ("\n…" if len(reasons) > _AT_MOST else "")
    return [f"::error title={_property(title)}::{_data(text)}"]


def _command(issue: Issue, kind: str) -> str:
    spot = place.spot_of(issue)
    text = f"{words.message(issue)} ({words.times(issue.count)})\nResponsible: {words.verdict(issue)}"
    if issue.fix:
        text += f"\nFix: {words.fix(issue)}"
    title = words.title(issue)
    return f"::{kind} file={_property(spot.path)},line={spot.line},title={_property(title)}::{_data(text)}"


def _summary(report: Report, hidden: int) -> str:
    levels = Counter(issue.level for issue in report.issues)
    parts = ", ".join(f"{levels[level]:,} {level}" for level in LEVELS if levels[level])
    line = f"wpdiag: {words.number(len(report.issues), 'issue')}" + (f" ({parts})" if parts else "")
    line += words.beside(report.summary)
    return line + (f"; {hidden:,} of them without an annotation, GitHub shows ten of a kind" if hidden else "")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
