"""Checkstyle's XML, read by a strict parser."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from wpdiag.formats import checkstyle
from wpdiag.formats.base import View
from wpdiag.model import Report


def read(report: Report) -> ET.Element:
    return ET.fromstring(checkstyle.render(report, View()).encode())


@pytest.mark.parametrize(("name", "count"), [("empty", 0), ("one", 1), ("many", 5000), ("hostile", 11)])
def test_every_issue_below_its_file(name: str, count: int, request: pytest.FixtureRequest) -> None:
    root = read(request.getfixturevalue(name))
    assert root.tag == "checkstyle"
    assert {file.tag for file in root} <= {"file"}
    names = [file.attrib["name"] for file in root]
    assert len(set(names)) == len(names)
    errors = root.findall("file/error")
    assert len(errors) == count
    for error in errors:
        assert set(error.attrib) == {"line", "severity", "message", "source"}
        assert error.attrib["severity"] in ("error", "warning", "info", "ignore")
        assert int(error.attrib["line"]) >= 1


def test_one(one: Report) -> None:
    (file,) = read(one)
    assert file.attrib["name"] == "wp-content/plugins/my shop/inc/cart.php"
    (error,) = file
    assert error.attrib["severity"] == "error"
    assert "strlen()" in error.attrib["message"]
