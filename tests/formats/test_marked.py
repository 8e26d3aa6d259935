"""Evidence marked in the text, as compilers mark errors."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wpdiag.formats.shared.marked import marked


def show(text: str, *wanted: str, width: int = 40) -> list[str]:
    return list(marked(text, enumerate(wanted, 1), width=width, indent="  "))


def test_carets_stand_below_what_they_mark() -> None:
    assert show("loading for the acf domain", "acf") == ["  loading for the acf domain", "                  ^^^ 1"]


def test_a_span_over_two_lines_has_its_number_at_its_end() -> None:
    assert show("see /a/long/path b", "long/path b", width=14) == [
        "  see",
        "  /a/long/path",
        "     ^^^^^^^^^",
        "  b",
        "  ^ 1",
    ]


def test_what_is_not_there_is_not_marked() -> None:
    assert show("nothing here", "acf", "") == ["  nothing here"]


def test_hostile_text_reaches_no_terminal() -> None:
    assert not any("\x1b" in line for line in show("a\x1b[31mred", "\x1b[31m"))


@given(st.text(alphabet="ab /\n", max_size=200), st.text(alphabet="ab/", min_size=1, max_size=5), st.integers(8, 30))
def test_no_text_is_lost_and_no_line_too_long(text: str, part: str, width: int) -> None:
    lines = [line[2:] for line in marked(text, [(7, part)], width=width, indent="  ")]
    texts = [line for line in lines if "^" not in line]
    assert "".join(texts).replace(" ", "") == text.replace("\n", " ").replace(" ", "")
    assert all(len(line) <= width - 2 for line in texts)
    assert sum(line.count("^") for line in lines) in (0, len(part))
