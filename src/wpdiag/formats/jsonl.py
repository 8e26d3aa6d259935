"""``jsonl``: one issue a line, as in the report's ``issues``, for tools that read streams."""

from __future__ import annotations

import msgspec

from wpdiag.formats.base import View
from wpdiag.model import Report
from wpdiag.safe import safe_json

NAME = "jsonl"
SUFFIXES = (".jsonl", ".ndjson")


def render(report: Report, view: View) -> str:
    """Each issue as a JSON object on a line of its own."""
    return safe_json("".join(msgspec.json.encode(issue).decode() + "\n" for issue in report.issues))
