"""``gitlab``: GitLab's Code Quality report, a JSON list as GitLab's documentation of the artifact describes it."""

from __future__ import annotations

from typing import Any

import msgspec

from wpdiag.formats.base import View
from wpdiag.formats.shared import place, rules, words
from wpdiag.model import Issue, Report

NAME = "gitlab"
SUFFIXES = ("gl-code-quality-report.json", ".codequality.json")

_SEVERITIES = {
    "fatal": "blocker",
    "error": "critical",
    "warning": "major",
    "notice": "minor",
    "deprecated": "minor",
    "info": "info",
}


def render(report: Report, view: View) -> str:
    """Every issue once; the fingerprint is the issue's own, so that GitLab tells new from known."""
    return (
        msgspec.json.format(msgspec.json.encode([_entry(issue) for issue in report.issues]), indent=1).decode() + "\n"
    )


def _entry(issue: Issue) -> dict[str, Any]:
    spot = place.spot_of(issue)
    text = f"{words.message(issue)} ({words.verdict(issue)})"
    return {
        "description": f"{text}. {words.fix(issue)}".strip(),
        "check_name": rules.rule_id(issue),
        "fingerprint": issue.fingerprint,
        "severity": _SEVERITIES[issue.level],
        "location": {"path": spot.path, "lines": {"begin": spot.line}},
    }
