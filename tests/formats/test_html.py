"""The page as it is written: one file, nothing from outside, every piece of text escaped."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO

import msgspec
import pytest

from wpdiag.advise import RuleBook, load
from wpdiag.authoring import translation
from wpdiag.formats import html
from wpdiag.formats.base import View
from wpdiag.formats.shared.timeline import timeline
from wpdiag.model import BaselineSummary, GoneIssue, Report
from wpdiag.pipeline import scan
from wpdiag.sources import SourceFile
from wpdiag.words import words_of

VOID = {"meta", "input", "link", "img", "br", "hr", "rect", "line"}


SITES = "".join(
    f"[26-Nov-2026 1{hour}:00:00 UTC] PHP Warning:  Undefined variable $x in /srv/{site}/wp-content/plugins/shop/a.php on line 3\n"
    for hour, site in enumerate(("blue", "blue", "red"))
)
FATAL = (
    "[26-Nov-2026 13:00:00 UTC] PHP Fatal error:  Uncaught TypeError: strlen(): Argument #1 ($string) must be of type string, "
    "array given in /srv/red/wp-content/plugins/shop/cart.php:12\nStack trace:\n"
    "#0 /srv/red/wp-content/plugins/shop/cart.php(30): strlen()\n#1 {main}\n  thrown in /srv/red/wp-content/plugins/shop/cart.php on line 12\n"
)


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
    ids = [
        attributes["id"] or ""
        for attributes in page.all("li")
        if (attributes.get("class") or "").split()[:1] == ["issue"]
    ]
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


def test_a_russian_page_says_nothing_in_english_but_what_is_from_the_log() -> None:
    words = words_of("ru")
    book = RuleBook(load([]), words)
    log = SITES + FATAL
    report = scan([SourceFile("debug.log", lambda: BytesIO(log.encode()))], book=book)
    page = Page(html.render(report, View(by_site=True, words=words, book=book)))
    assert page.all("html")[0]["lang"] == "ru"
    shown = {part.strip(" .") for tag, parts in page.inside.items() if tag not in ("style", "script") for part in parts}
    shown |= {each[key] or "" for _, each in page.tags for key in each if key in ("aria-label", "placeholder", "title")}
    english = {text for text in translation.texts(RuleBook(load([]))) if words(text) != text}
    assert shown & english == set()
    body = page.all("body")[0]
    assert body["data-shown"] == "показано проблем: {shown} из {all}"
    assert body["data-copy"] == "Копировать"


def test_the_script_has_no_words_of_its_own() -> None:
    strings = set(re.findall(r'"([^"\n]*)"', (html.TEMPLATES / "report.js").read_text(encoding="utf-8")))
    assert {"summary", "aria-sort"} < strings
    assert {text for text in strings if " " in text.strip() or text[:1].isupper()} == {"use strict"}


def test_states_beside_a_baseline(one: Report) -> None:
    issue = msgspec.structs.replace(one.issues[0], baseline="escalating")
    gone = GoneIssue(fingerprint="f" * 16, identifier="php.x", rule=None, level="notice", component="plugin:shop",
                     message="Undefined <b>x</b>", count=3)  # fmt: skip
    beside = BaselineSummary(new=0, known=0, escalating=1, returned=0, gone=(gone,))
    report = msgspec.structs.replace(
        one, issues=(issue,), summary=msgspec.structs.replace(one.summary, baseline=beside)
    )
    page = Page(html.render(report, View()))
    assert [each["data-state"] for each in page.all("li") if "data-state" in each] == ["escalating"]
    assert "Gone since the baseline" in page.inside["h2"]
    assert any("Undefined <b>x</b>" in text for text in page.inside["li"])
    assert {"value": "escalating"} in page.all("option")
    without = Page(html.render(one, View()))
    assert not {each.get("id") for each in without.all("select")} & {"state", "site"}
    assert "Gone since the baseline" not in without.inside["h2"]


def test_what_was_found_on_which_site() -> None:
    report = scan([SourceFile("debug.log", lambda: BytesIO(SITES.encode()))])
    assert len(report.issues) == 1
    page = Page(html.render(report, View()))
    names = [text for text in page.inside["a"] if text.startswith("/srv/")]
    assert names == ["/srv/blue", "/srv/red"]
    (item,) = (each for each in page.all("li") if "data-sites" in each)
    assert item["data-sites"] == "0 1"
    assert any("on 2 of 2 sites" in text for text in page.inside["span"])
    (print_,) = {issue.fingerprint for issue in report.issues}
    links = [each["href"] for each in page.all("a")].count(f"#{print_}")
    by_site = Page(html.render(report, View(by_site=True)))
    assert [each["href"] for each in by_site.all("a")].count(f"#{print_}") == links + 2


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
