"""TeamCity's service messages, read back by TeamCity's rules."""

from __future__ import annotations

import re

import pytest

from wpdiag.formats import teamcity
from wpdiag.formats.base import View
from wpdiag.model import Report

MESSAGE = re.compile(
    r"##teamcity\[(?P<name>\w+)(?P<values>(?: \w+='(?:[^'|\[\]\r\n]|\|0x[0-9A-F]{4}|\|['|\[\]nr])*')*)\]"
)
VALUE = re.compile(r" (\w+)='((?:[^'|]|\|.)*)'")


def read(report: Report) -> list[tuple[str, dict[str, str]]]:
    messages = []
    for line in teamcity.render(report, View()).removesuffix("\n").split("\n"):
        match = MESSAGE.fullmatch(line)
        assert match, line
        assert line.isascii()
        messages.append((match["name"], {key: decoded(value) for key, value in VALUE.findall(match["values"])}))
    return messages


def decoded(text: str) -> str:
    return re.sub(r"\|(?:0x(....)|(.))", lambda match: chr(int(match[1], 16)) if match[1] else match[2], text)


@pytest.mark.parametrize(("name", "count"), [("empty", 0), ("one", 1), ("many", 5000), ("hostile", 11)])
def test_types_come_before_their_inspections(name: str, count: int, request: pytest.FixtureRequest) -> None:
    known = set()
    seen = 0
    for kind, values in read(request.getfixturevalue(name)):
        if kind == "inspectionType":
            assert values["id"] not in known
            known.add(values["id"])
            assert values["name"]
            assert values["description"]
            assert len(values["id"]) <= 255
        elif kind == "inspection":
            assert values["typeId"] in known
            assert values["SEVERITY"] in ("ERROR", "WARNING", "WEAK WARNING", "INFO")
            assert len(values["message"]) <= 4000
            seen += 1
    assert seen == count


def test_one(one: Report) -> None:
    messages = read(one)
    (values,) = (values for kind, values in messages if kind == "inspection")
    assert values["file"] == "wp-content/plugins/my shop/inc/cart.php"
    assert values["line"] == "30"
    assert ("buildStatisticValue", {"key": "wpdiag.fatal", "value": "1"}) in messages


def test_hostile_text_arrives_as_text(hostile: Report) -> None:
    (first, *_) = (values for kind, values in read(hostile) if kind == "inspection")
    assert "##teamcity[z]" in first["message"]
    assert "=cmd()|'/c calc'!A0 [click]" in first["message"]
