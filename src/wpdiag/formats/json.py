"""``json``: the report of the contract, one JSON document."""

from __future__ import annotations

from wpdiag.formats.base import View
from wpdiag.model import Report
from wpdiag.safe import safe_json

NAME = "json"
SUFFIXES = (".json",)


def render(report: Report, view: View) -> str:
    """The report as UTF-8 JSON text."""
    return safe_json(report.to_json().decode()) + "\n"
