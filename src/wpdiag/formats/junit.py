"""``junit``: JUnit XML.

Every source is a test that passes when it could be read. Every issue is a test that fails where the issue fails the run
(``--fail-on`` and the other gates), and is skipped where it does not. Valid by the schema of Jenkins' xUnit plugin
(``junit-10.xsd``), which has no place for a file and a line but the text.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from wpdiag.formats.base import View
from wpdiag.formats.shared import place, words, xml
from wpdiag.gate.threshold import Gate
from wpdiag.model import Issue, Report, Source
from wpdiag.safe import safe_line

NAME = "junit"
SUFFIXES = ("junit.xml",)


def render(report: Report, view: View) -> str:
    """A suite for the sources, and one for each component."""
    suites = [_suite("sources", [_source(source) for source in report.sources])]
    components: dict[str, list[ET.Element]] = {}
    for issue in report.issues:
        components.setdefault(words.component_key(issue.component), []).append(_issue(issue, view.gate))
    suites += [_suite(name, cases) for name, cases in components.items()]
    counts = _counts([case for suite in suites for case in suite])
    del counts["skipped"]  # a total that the schema does not have
    root = xml.element("testsuites", {"name": "wpdiag", **counts})
    root.extend(suites)
    return xml.document(root)


def _suite(name: str, cases: list[ET.Element]) -> ET.Element:
    suite = xml.element("testsuite", {"name": name, **_counts(cases)})
    suite.extend(cases)
    return suite


def _counts(cases: list[ET.Element]) -> dict[str, object]:
    outcomes = [child.tag for case in cases for child in case]
    return {
        "tests": len(cases),
        "failures": outcomes.count("failure"),
        "errors": outcomes.count("error"),
        "skipped": outcomes.count("skipped"),
        "time": 0,
    }


def _source(source: Source) -> ET.Element:
    case = xml.element("testcase", {"classname": "sources", "name": safe_line(source.name), "time": 0})
    if source.error:
        case.append(xml.element("error", {"type": "unreadable", "message": safe_line(source.error)}))
    return case


def _issue(issue: Issue, gate: Gate) -> ET.Element:
    spot = place.spot_of(issue)
    case = xml.element(
        "testcase",
        {
            "classname": words.component_key(issue.component),
            "name": f"{words.title(issue)} [{issue.fingerprint}]",
            "time": 0,
        },
    )
    message = words.message(issue)
    if not gate.fails(issue):
        known = " (known)" if issue.baseline == "known" else ""
        case.append(xml.element("skipped", {"message": f"{issue.level}{known}: {message}"}))
        return case
    lines = [
        words.message(issue, 2000),
        f"{spot.path}:{spot.line}, {words.times(issue.count)}",
        f"Responsible: {words.verdict(issue)}",
    ]
    if issue.fix:
        lines.append(f"Fix: {words.fix(issue)}")
        lines += [f"  $ {safe_line(command)}" for command in issue.fix.commands]
    case.append(xml.element("failure", {"type": issue.level, "message": message}, "\n".join(lines)))
    return case
