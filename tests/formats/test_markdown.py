"""Markdown, read by a CommonMark parser with GitHub's extensions: hostile text is nothing but text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from wpdiag.formats import markdown
from wpdiag.formats.base import View
from wpdiag.formats.shared.markup import code, escape
from wpdiag.model import Report

PARSER = MarkdownIt("gfm-like")


def tokens(text: str) -> Iterator[Token]:
    for token in PARSER.parse(text):
        yield token
        yield from token.children or ()


def test_nothing(empty: Report) -> None:
    assert "nothing found" in markdown.render(empty, View())


def test_one(one: Report) -> None:
    text = markdown.render(one, View())
    found = list(tokens(text))
    assert [token.tag for token in found if token.type == "heading_open"] == ["h2", "h3"]
    assert "`wp-content/plugins/my shop/inc/cart.php:30`" in text
    assert "**Fix:**" in text


@pytest.mark.slow
def test_5000_issues_fit_into_a_comment(many: Report) -> None:
    text = markdown.render(many, View())
    assert len(text) < 65_536
    assert "more issues" in text
    assert markdown.render(many, View(verbose=True)).count("\n### ") == 5000


def test_hostile_text_is_only_text(hostile: Report) -> None:
    text = markdown.render(hostile, View())
    found = list(tokens(text))
    assert not {"html_block", "html_inline", "image"} & {token.type for token in found}
    assert {token.attrs["href"] for token in found if token.type == "link_open"} == {"https://x.example/"}
    assert sum(token.type == "heading_open" for token in found) == 1 + len(hostile.issues) + 1
    assert sum(token.type == "tr_open" for token in found) == 3
    assert sum(token.type == "th_open" for token in found) == 4
    assert sum(token.type == "td_open" for token in found) == 8
    for token in found:
        if token.type == "text" and token.content != "https://x.example/":
            assert not re.search(r"(?:^|\W)@\w|#\d|https?://|www\.\w|GH-\d|\w@\w", token.content), token.content
    assert not re.search(r"[\x00-\x09\x1b\u202e\u2028]", text)


@pytest.mark.parametrize(
    "text",
    ["# x", "- x", "+ x", "1. x", "1) x", "> x", "***", "---", "===", "| a | b |", "<b>", "&lt;", "[a](b)", "![a](b)",
     "`a`", "``a`", "a\\", "\\*", "~~~", "```sh", "www.x.example", "me@x.example", "ftp://x.example", ":smile:", "    x",
     "a\nb", "http://x.example", "_a_", "$a$", "mailto:me@x.example", "HTTPS://X.EXAMPLE", "evil.com", "//x.org/y", "&amp;#35;", "[x]: /y", "a`b``c"],
)  # fmt: skip
def test_any_text_shows_itself(text: str) -> None:
    for written in (escape(text), f"- {escape(text)}", code(text), f"- {code(text)}"):
        inline = [token for token in PARSER.parse(written) if token.type == "inline"]
        assert len(inline) == 1
        shown = "".join(
            child.content for child in inline[0].children or () if child.type in ("text", "code_inline", "text_special")
        )
        assert shown.replace("\u2060", "") == " ".join(text.split())
        assert {child.type for child in inline[0].children or ()} <= {"text", "text_special", "code_inline"}


PIECES = st.sampled_from([*"\\`*_[]()<>#+-.!|~&=:$^@/\"'{}01ab %;?,\t", "http://x.io", "www.x.io", "me@x.io", "&amp;", "<b>", "](x)",
                          "![", "[^1]", "- [ ] ", "1. ", "GH-1", "mailto:", "//x.io", "~~~", "```"])  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=9).map("".join).filter(str.strip))
def test_no_text_has_an_effect(text: str) -> None:
    test_any_text_shows_itself(text)
    (heading,) = (token for token in PARSER.parse(f"### x {escape(text)}") if token.type == "inline")
    assert {child.type for child in heading.children or ()} <= {"text", "text_special"}
    assert heading.map == [0, 1]
    table = f"| a | b |\n|---|---|\n| {code(text, in_table=True)} | x |"
    cells = [token.content for token in tokens(table) if token.type == "code_inline"]
    assert cells == [" ".join(text.split())]
