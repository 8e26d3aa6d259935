"""One fault, one fingerprint: in all languages of WordPress, tags present or stripped."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from wpdiag.diagnose import diagnose
from wpdiag.model import Entry
from wpdiag.report.fingerprint import fingerprint

ROWS: list[tuple[str, str, str, str, dict[str, str]]] = json.loads(
    (Path(__file__).parents[1] / "data" / "translated.json").read_text(encoding="utf-8")
)
TOO_EARLY = (
    "Function _load_textdomain_just_in_time was called <strong>incorrectly</strong>. Translation loading for the "
    "<code>{}</code> domain was triggered too early. This is usually an indicator for some code in the plugin or theme running "
    "too early. Translations should be loaded at the <code>init</code> action or later. (This message was added in version 6.7.0.)"
)


def mark(text: str) -> str:
    return fingerprint(diagnose(Entry(text=f"PHP Notice:  {text} in /w/wp-includes/functions.php on line 6114")))


@pytest.mark.parametrize(
    ("locale", "text", "domain"), [(row[0], row[2], row[4]["domain"]) for row in ROWS if "domain" in row[4]]
)
def test_a_translated_sentence_is_the_same_issue(locale: str, text: str, domain: str) -> None:
    assert mark(text) == mark(html.unescape(re.sub("<[^>]*>", "", text))) == mark(TOO_EARLY.format(domain))


def test_a_sentence_that_is_translated_in_part_is_the_same_issue() -> None:
    added = "(این پیام در نگارش 6.7.0 افزوده شده است.)"
    english = TOO_EARLY.format("acf")
    assert mark(english.partition("(This")[0] + added) == mark(english)
    head = english.partition("Translation loading")[0]
    assert mark(f"{head}بارگذاری ترجمه برای دامنه <code>acf</code> زودتر از حد مجاز فراخوانی شد. {added}") == mark(
        english
    )


def test_another_domain_is_another_issue() -> None:
    assert mark(TOO_EARLY.format("acf")) != mark(TOO_EARLY.format("pods"))
