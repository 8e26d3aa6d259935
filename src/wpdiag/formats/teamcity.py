"""``teamcity``: TeamCity's service messages: inspections and statistics.

Escaping and lengths as its documentation says.
"""

from __future__ import annotations

import re

from wpdiag.formats.base import View
from wpdiag.formats.shared import place, rules, words
from wpdiag.lazy import lazy
from wpdiag.model import LEVELS, Issue, Report
from wpdiag.safe import safe_line

NAME = "teamcity"
SUFFIXES: tuple[str, ...] = ()

_SEVERITIES = {"fatal": "ERROR", "error": "ERROR", "warning": "WARNING", "notice": "WEAK WARNING"}
_ID = 255
_TEXT = 4000
_SPECIAL = lazy(r"['|\[\]\n\r]|[^\x20-\x7e]")
_ESCAPES = {"\n": "|n", "\r": "|r"}


def render(report: Report, view: View) -> str:
    """One message a line: each rule once, before its first issue; the numbers of issues at the end."""
    lines: list[str] = []
    known: set[str] = set()
    for issue in report.issues:
        rule = rules.rule_id(issue)[:_ID]
        if rule not in known:
            known.add(rule)
            lines.append(_type(issue, rule, view))
        lines.append(_inspection(issue, rule))
    lines += [
        _message("message", text=f"wpdiag: {words.not_read(source)}", status="WARNING")
        for source in report.sources
        if source.error
    ]
    for level in LEVELS:
        count = sum(issue.level == level for issue in report.issues)
        lines.append(_message("buildStatisticValue", key=f"wpdiag.{level}", value=str(count)))
    beside = report.summary.baseline
    for state in words.STATES if beside else ():
        lines.append(_message("buildStatisticValue", key=f"wpdiag.{state}", value=str(getattr(beside, state))))
    if beside:
        lines.append(_message("buildStatisticValue", key="wpdiag.gone", value=str(len(beside.gone))))
    return "\n".join(lines) + "\n"


def _type(issue: Issue, rule: str, view: View) -> str:
    described = rules.describe(issue, view)
    why = safe_line(described.why) or safe_line(described.title)
    return _message(
        "inspectionType",
        id=rule,
        name=words.line(described.title, _ID),
        category="WordPress",
        description=words.short(why, _TEXT),
    )


def _inspection(issue: Issue, rule: str) -> str:
    spot = place.spot_of(issue)
    text = f"{words.message(issue)} ({words.verdict(issue)}) {words.fix(issue)}".rstrip()
    return _message(
        "inspection",
        typeId=rule,
        message=words.short(text, _TEXT),
        file=words.short(spot.path, _TEXT),
        line=str(spot.line),
        SEVERITY=_SEVERITIES.get(issue.level, "INFO"),
    )


def _message(name: str, /, **values: str) -> str:
    pairs = " ".join(f"{key}='{_SPECIAL.sub(_escaped, value)}'" for key, value in values.items())
    return f"##teamcity[{name} {pairs}]"


def _escaped(match: re.Match[str]) -> str:
    sign = match[0]
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if sign.isascii():
        return f"|{sign}" if sign.isprintable() else " "
    units = sign.encode("utf-16-be")
    return "".join(f"|0x{units[at : at + 2].hex().upper()}" for at in range(0, len(units), 2))
