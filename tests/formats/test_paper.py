"""Paragraphs on paper: lines of the width, hanging indents, styles of terminals."""

from __future__ import annotations

from unicodedata import east_asian_width

from hypothesis import given
from hypothesis import strategies as st

from wpdiag.formats.shared.paper import Paper, Text


def written(text: str, width: int = 40, hang: int = 0) -> list[str]:
    paper = Paper(width, color=False)
    paper.line(Text(text), hang)
    return paper.text().split("\n")[:-1]


def test_lines_break_at_blanks_and_hang() -> None:
    text = "one two three four five six seven eight nine ten eleven twelve"
    assert written(text, hang=4) == ["one two three four five six seven eight", "    nine ten eleven twelve"]


def test_a_word_longer_than_a_line_begins_a_line_and_fills_it() -> None:
    assert written("see " + "x" * 50 + " end", hang=4) == ["see", "    " + "x" * 36, "    " + "x" * 14 + " end"]


def test_wide_and_combining_characters_take_their_columns() -> None:
    assert written("漢字" * 15) == ["漢字" * 10, "漢字" * 5]
    assert written("e\u0301" * 40) == ["e\u0301" * 40]


@given(st.text(st.sampled_from("ab ä漢🙂/"), max_size=200), st.integers(40, 70), st.integers(0, 12))
def test_nothing_is_lost_and_no_line_is_too_long(text: str, width: int, hang: int) -> None:
    lines = written(text, width, hang)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert sum(2 if east_asian_width(sign) in "WF" else 1 for sign in line) <= width
        assert line == line.rstrip()
    assert all(line.startswith(" " * hang) for line in lines[1:])


def test_styles_become_escape_sequences_on_a_terminal_only() -> None:
    for color, expected in (
        (True, "\x1b[1;37;41m FATAL \x1b[0m\x1b[2m twice\x1b[0m plain\n"),
        (False, " FATAL  twice plain\n"),
    ):
        paper = Paper(60, color=color)
        title = Text("", "bold").append(" FATAL ", "white on red")
        paper.line(title.append(" twice", "not bold dim").append(" plain", "not bold"))
        assert paper.text() == expected
