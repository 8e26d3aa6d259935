"""Workflow commands: read back by GitHub's rules, at most ten of a kind, one line each."""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from wpdiag.formats import github
from wpdiag.formats.base import View
from wpdiag.model import Report, Source

COMMAND = re.compile(r"::(?P<kind>error|warning|notice)(?: (?P<properties>[^:]*))?::(?P<data>.*)")


def read(report: Report) -> tuple[list[tuple[str, dict[str, str], str]], str]:
    """The commands as the runner reads them, and the last line."""
    *lines, last = github.render(report, View()).removesuffix("\n").split("\n")
    commands = []
    for line in lines:
        match = COMMAND.fullmatch(line)
        assert match, line
        pairs = (pair.split("=", 1) for pair in (match["properties"] or "").split(",") if pair)
        commands.append((match["kind"], {key: decoded(value) for key, value in pairs}, decoded(match["data"])))
    return commands, last


def decoded(text: str) -> str:
    for code, sign in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_nothing(empty: Report) -> None:
    assert read(empty) == ([], "wpdiag: 0 issues")


def test_one(one: Report) -> None:
    ((kind, properties, text),), last = read(one)
    assert kind == "error"
    assert properties["file"] == "wp-content/plugins/my shop/inc/cart.php"
    assert properties["line"] == "30"
    assert "strlen(): Argument #1 ($string) must be of type string" in text
    assert "Fix: " in text
    assert last == "wpdiag: 1 issue (1 fatal)"


def test_ten_of_a_kind_the_worst_first(many: Report) -> None:
    commands, last = read(many)
    assert Counter(kind for kind, _, _ in commands) == {"error": 10, "warning": 10, "notice": 10}
    assert [kind for kind, _, _ in commands] == sorted(kind for kind, _, _ in commands if kind == "error") + [
        "warning"
    ] * 10 + ["notice"] * 10
    assert "5,000 issues" in last
    assert "4,970 of them without an annotation" in last


def test_sources_that_were_not_read_are_one_annotation_among_ten(many: Report) -> None:
    broken = tuple(Source(name=f"{number}.log", error="permission denied") for number in range(12))
    commands, last = read(msgspec.structs.replace(many, sources=broken))
    assert Counter(kind for kind, _, _ in commands)["error"] == 10
    assert commands[0][1] == {"title": "wpdiag could not read 12 sources"}
    assert "0.log: permission denied\n1.log" in commands[0][2]
    assert "4,971 of them without an annotation" in last


def test_hostile_text_stays_inside(hostile: Report) -> None:
    commands, last = read(hostile)
    assert all(set(properties) <= {"file", "line", "title"} for _, properties, _ in commands)
    assert "::error::x" in commands[1][2]
    assert not re.search(r"[\x00-\x09\x1b\u2028\u202e\ud800-\udfff]", github.render(hostile, View()))
    assert last.startswith("wpdiag: 11 issues")
