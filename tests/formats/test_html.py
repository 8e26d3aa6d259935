"""The page as it is written: one file, nothing from outside, every piece of text escaped."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO

import pytest

from wpdiag.formats import html
from wpdiag.formats.base import View
from wpdiag.formats.shared.timeline import timeline
from wpdiag.model import Report
from wpdiag.pipeline import scan
from wpdiag.sources import SourceFile

VOID = {"meta", "input", "link", "img", "br", "hr", "rect", "line"}


class Page(HTMLParser):
    """Its tags, attributes and text; complains where tags are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.inside: dict[str, list[str]] = {}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.inside.setdefault(self.open[-1] if self.open else "", []).append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize(("name", "count"), [("empty", 0), ("one", 1), ("many", 5000), ("hostile", 11)])
def test_every_issue_can_be_linked_to(name: str, count: int, request: pytest.FixtureRequest) -> None:
    report: Report = request.getfixturevalue(name)
    page = Page(html.render(report, View()))
    ids = [attributes["id"] or "" for attributes in page.all("li") if attributes.get("class") == "issue"]
    assert sorted(ids) == sorted(issue.fingerprint for issue in report.issues)
    assert len(ids) == count
    everything = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(everything) == len(set(everything))


@pytest.mark.parametrize("name", ["empty", "one", "hostile"])
def test_nothing_comes_from_outside(name: str, request: pytest.FixtureRequest) -> None:
    page = Page(html.render(request.getfixturevalue(name), View()))
    names = {tag for tag, _ in page.tags}
    assert not names & {"img", "link", "iframe", "object", "embed", "base", "audio", "video", "source"}
    for tag, attributes in page.tags:
        assert not {key for key in attributes if key.startswith("on")} | {"src", "srcset", "style"} & set(attributes)
        if "href" in attributes:
            assert tag == "a"
            assert re.match(r"#|https?://", attributes["href"] or "")


def test_the_policy_allows_the_pages_own_style_and_script_alone(one: Report) -> None:
    page = Page(html.render(one, View()))
    (policy,) = (meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.split(" ", 1) for rule in (policy or "").split("; "))
    assert rules["default-src"] == "'none'"
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        (text,) = page.inside[tag]
        assert rules[rule] == f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_hostile_text_is_text(hostile: Report) -> None:
    text = html.render(hostile, View())
    page = Page(text)
    assert len(page.all("script")) == len(page.all("style")) == 1
    assert "<script>alert(1)</script>" in "".join(page.inside["span"])
    assert "{{ jinja }} {% raw %}" in "".join(page.inside["pre"])
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u202e\ud800-\udfff]", text)


def test_time_is_shown_in_at_most_96_bars(many: Report, one: Report, empty: Report) -> None:
    line = timeline(many.issues)
    assert 24 < len(line.bars) <= 96
    assert sum(bar.total for bar in line.bars) == sum(issue.count for issue in many.issues)
    assert line.hours == 2
    assert [bar.counts for bar in timeline(one.issues).bars] == [{"fatal": 1}]
    assert timeline(empty.issues).bars == ()


def test_updates_are_marked_on_the_time_line() -> None:
    log = (
        "[26-Nov-2026 10:00:00 UTC] Automatic plugin updates starting...\n"
        "[26-Nov-2026 10:00:00 UTC]   Upgrading plugin 'woocommerce'...\n"
        "[26-Nov-2026 10:00:02 UTC]   Plugin 'woocommerce' has been upgraded.\n"
        "[26-Nov-2026 12:00:00 UTC] PHP Warning:  Undefined variable $x in /w/wp-content/plugins/woocommerce/a.php on line 3\n"
        "[26-Nov-2026 09:00:00 UTC] PHP Warning:  Undefined variable $y in /w/wp-content/plugins/woocommerce/a.php on line 3\n"
    )
    report = scan([SourceFile("debug.log", lambda: BytesIO(log.encode()))])
    page = html.render(report, View())
    assert page.count("2026-11-26 10:00 update of woocommerce") == 2  # at the mark, and in words
    assert 'class="mark"' in page
    without = [line for line in log.splitlines(keepends=True) if "PHP" in line]
    report = scan([SourceFile("debug.log", lambda: BytesIO("".join(without).encode()))])
    assert "update of" not in html.render(report, View())
