"""``csv``: a table with a row for each issue (RFC 4180, UTF-8), safe to open in a spreadsheet.

What a spreadsheet would take for a formula gets an apostrophe in front: at the beginning of a cell, and behind a
semicolon, for where the comma is the decimal sign, spreadsheets split there.
"""

from __future__ import annotations

import csv
from io import StringIO

from wpdiag.formats.base import View
from wpdiag.formats.shared import place, words
from wpdiag.lazy import lazy
from wpdiag.model import GoneIssue, Issue, Report
from wpdiag.safe import safe_line

NAME = "csv"
SUFFIXES = (".csv",)

COLUMNS = (
    "level",
    "count",
    "kind",
    "component",
    "name",
    "confidence",
    "verdict",
    "title",
    "message",
    "file",
    "line",
    "first_seen",
    "last_seen",
    "fix",
    "commands",
    "rule",
    "identifier",
    "sources",
    "fingerprint",
    "baseline",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
_NEXT_CELL = lazy(r";(?=[\s\"']*[=+\-@＝＋－＠|%])")


def render(report: Report, view: View) -> str:
    """A line of names, then the issues, worst first, then those that are gone since the baseline was made."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in _row(issue)] for issue in report.issues)
    gone = report.summary.baseline.gone if report.summary.baseline else ()
    writer.writerows([_cell(value) for value in _gone(issue)] for issue in gone)
    return out.getvalue()


def _row(issue: Issue) -> tuple[str | int | float, ...]:
    component = issue.component
    spot = place.known_spot(issue)
    return (
        issue.level,
        issue.count,
        component.kind,
        component.slug,
        component.name or "",
        component.confidence,
        component.verdict,
        issue.title,
        words.message(issue, 2000),
        spot.path if spot else "",
        spot.line if spot else "",
        issue.first_seen or "",
        issue.last_seen or "",
        words.fix(issue, 1000),
        "; ".join(issue.fix.commands) if issue.fix else "",
        issue.rule or "",
        issue.identifier,
        "; ".join(issue.sources),
        issue.fingerprint,
        issue.baseline or "",
    )


def _gone(issue: GoneIssue) -> tuple[str | int | float, ...]:
    """What the baseline has of an issue that is gone, and for the rest nothing."""
    kind, _, slug = issue.component.partition(":")
    known: dict[str, str | int] = {
        "level": issue.level,
        "count": issue.count,
        "kind": kind,
        "component": slug,
        "message": issue.message,
        "rule": issue.rule or "",
        "identifier": issue.identifier,
        "fingerprint": issue.fingerprint,
        "baseline": "gone",
    }
    return tuple(known.get(column, "") for column in COLUMNS)


def _cell(value: str | int | float) -> str | int | float:
    if not isinstance(value, str):
        return value
    text = _NEXT_CELL.sub(";'", safe_line(value))
    return f"'{text}" if text.startswith(_FORMULA) else text
