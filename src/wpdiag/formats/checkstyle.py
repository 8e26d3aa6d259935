"""``checkstyle``: Checkstyle's XML, which many review tools and servers read."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from wpdiag.formats.base import View
from wpdiag.formats.shared import place, rules, words, xml
from wpdiag.model import Report

NAME = "checkstyle"
SUFFIXES = ("checkstyle.xml",)

_SEVERITIES = {"fatal": "error", "error": "error", "warning": "warning"}


def render(report: Report, view: View) -> str:
    """A ``file`` for each path, in it an ``error`` for each issue."""
    files: dict[str, ET.Element] = {}
    for issue in report.issues:
        spot = place.spot_of(issue)
        file = files.get(spot.path)
        if file is None:
            file = files[spot.path] = xml.element("file", {"name": spot.path})
        attributes = {
            "line": spot.line,
            "severity": _SEVERITIES.get(issue.level, "info"),
            "message": f"{words.message(issue)} ({words.verdict(issue)}) {words.fix(issue)}".rstrip(),
            "source": f"wpdiag.{rules.rule_id(issue)}",
        }
        file.append(xml.element("error", attributes))
    root = xml.element("checkstyle", {"version": "8.0"})
    root.extend(files.values())
    return xml.document(root)
