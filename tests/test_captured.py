"""Captured logs and pages: what PHP reported while it ran is what wpdiag finds in what was written."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

import wpdiag
from wpdiag.diagnose.php import LEVEL_OF

DATA = Path(__file__).parent / "data" / "captured"
EXPECTED: dict[str, list[tuple[str, str, str, int]]] = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))
TAG = re.compile(r"<[^<>]*>")


def squeezed(text: str) -> str:
    """Text without tags, entities and white space: dumps of pages break lines where they like."""
    return "".join(TAG.sub("", html.unescape(TAG.sub("", text))).split()).lower()


@pytest.mark.parametrize("name", EXPECTED)
def test_every_record_is_found_with_level_and_place(name: str) -> None:
    report = wpdiag.scan([str(DATA / name)])
    found = [(squeezed(issue.message), issue) for issue in report.issues]
    missing = []
    for label, text, file, line in EXPECTED[name]:
        near = [issue for message, issue in found if squeezed(text) in message]
        if not any(
            issue.level == LEVEL_OF[label]
            and issue.location
            and issue.location.file.replace("\\", "/").endswith(file.replace("\\", "/"))
            and issue.location.line == line
            for issue in near
        ):
            missing.append((label, text[:80], line, [issue.location for issue in near]))
    assert missing == []


@pytest.mark.parametrize("name", [name for name in EXPECTED if name not in {"debug-log.log", "cut.log"}])
def test_nothing_else_is_found(name: str) -> None:
    report = wpdiag.scan([str(DATA / name)])
    texts = [squeezed(text) for _, text, _, _ in EXPECTED[name]]
    extra = [
        issue.message
        for issue in report.issues
        if issue.identifier.startswith(("php.", "wp."))
        and squeezed(issue.message)
        and not any(text in squeezed(issue.message) for text in texts)
    ]
    assert extra == []


def test_free_text_is_info_even_if_it_looks_like_an_error() -> None:
    report = wpdiag.scan([str(DATA / "debug-log.log")])
    free = [issue for issue in report.issues if issue.identifier == "log.text"]
    assert any(issue.message.startswith("Array") and "not a real one" in issue.message for issue in free)
    assert all(issue.level == "info" for issue in free)
    assert not any(issue.message == "not a real one" for issue in report.issues)


def test_a_cut_file_is_read_and_the_cut_is_said() -> None:
    report = wpdiag.scan([str(DATA / "cut.log")])
    assert len(report.issues) > 50
    assert any("begins in the middle of a record" in warning for warning in report.warnings)
