"""JUnit XML, read by junitparser."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import junitparser
import pytest

from wpdiag.formats import junit
from wpdiag.formats.base import View
from wpdiag.gate.threshold import Gate
from wpdiag.model import Report

# What junit-10.xsd of Jenkins' xUnit plugin allows: which elements in which, with which attributes.
SCHEMA = {
    "testsuites": ({"testsuite"}, {"name", "time", "tests", "failures", "errors"}),
    "testsuite": ({"testcase"}, {"name", "tests", "failures", "errors", "time", "skipped"}),
    "testcase": ({"skipped", "error", "failure"}, {"name", "time", "classname"}),
    **dict.fromkeys(("skipped", "error", "failure"), (set[str](), {"type", "message"})),
}


@pytest.mark.parametrize("name", ["empty", "one", "many", "hostile"])
@pytest.mark.parametrize("level", ["deprecated", "never"])
def test_elements_and_attributes_are_those_of_the_schema(name: str, level: str, request: pytest.FixtureRequest) -> None:
    root = ET.fromstring(junit.render(request.getfixturevalue(name), View(gate=Gate(fail_on=level))).encode())
    assert root.tag == "testsuites"
    for element in root.iter():
        children, attributes = SCHEMA[element.tag]
        assert {child.tag for child in element} <= children
        assert set(element.attrib) <= attributes
    assert all({"name", "tests", "failures", "errors"} <= set(suite.attrib) for suite in root)


def read(report: Report, view: View) -> junitparser.JUnitXml:
    return junitparser.JUnitXml.fromstring(junit.render(report, view).encode())


@pytest.mark.parametrize(("name", "issues", "sources"), [("empty", 0, 1), ("one", 1, 1), ("many", 5000, 1)])
def test_every_source_and_issue_is_a_test(name: str, issues: int, sources: int, request: pytest.FixtureRequest) -> None:
    xml = read(request.getfixturevalue(name), View())
    assert (xml.tests, xml.failures, xml.errors) == (issues + sources, issues, 0)
    cases = [case for suite in xml for case in suite]
    assert len(cases) == issues + sources
    assert len({(case.classname, case.name) for case in cases}) == len(cases)


def test_what_does_not_fail_the_run_is_skipped(many: Report) -> None:
    for level, failures in (("fatal", 1250), ("warning", 2500), ("never", 0)):
        xml = read(many, View(gate=Gate(fail_on=level)))
        assert (xml.failures, sum(suite.skipped for suite in xml)) == (failures, 5000 - failures)


def test_one(one: Report) -> None:
    case = next(case for suite in read(one, View()) for case in suite if case.classname == "plugin:my shop")
    (failure,) = case.result
    assert failure.type == "fatal"
    assert "wp-content/plugins/my shop/inc/cart.php:30" in failure.text
    assert "Fix: " in failure.text


def test_hostile_text(hostile: Report) -> None:
    xml = read(hostile, View())
    assert (xml.tests, xml.failures, xml.errors) == (13, 11, 1)
    assert any("<script>alert(1)</script>" in str(case.name) for suite in xml for case in suite)
