"""Russian is complete, for the rules and for what the text report says; languages differ in words alone."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest

from wpdiag.advise import RuleBook, load
from wpdiag.authoring import translation
from wpdiag.formats import text
from wpdiag.formats.base import View
from wpdiag.model import Report
from wpdiag.pipeline import scan
from wpdiag.sources import SourceFile
from wpdiag.words import languages, words_of

SAMPLES = Path(__file__).parents[2] / "sample_logs"
FILES = load()


@pytest.mark.parametrize("language", [code for code in languages() if code != "en"])
def test_a_language_is_complete(language: str) -> None:
    assert list(translation.problems(RuleBook(FILES), words_of(language))) == []


def scanned(language: str) -> Report:
    data = (SAMPLES / "debug.log").read_bytes()
    return scan([SourceFile("debug.log", lambda: BytesIO(data))], book=RuleBook(FILES, words_of(language)))


def test_the_language_changes_words_alone() -> None:
    english, russian = scanned("en"), scanned("ru")
    assert [issue.fingerprint for issue in english.issues] == [issue.fingerprint for issue in russian.issues]
    for one, other in zip(english.issues, russian.issues, strict=True):
        assert (one.message, one.component, one.count, one.rule, one.impact) == (
            other.message,
            other.component,
            other.count,
            other.rule,
            other.impact,
        )
        assert one.fix is not None
        assert other.fix is not None
        assert one.fix.commands == other.fix.commands
        assert one.title != other.title


def test_a_russian_report_says_nothing_in_english_but_messages() -> None:
    shown = text.render(scanned("ru"), View(words=words_of("ru")))
    assert "Что сделать" in shown or "Что делать" in shown
    for word in ("Visitors", "Update ", "What to do", "why", "harm", "Nobody named"):
        assert not re.search(rf"\b{word}\b", shown), word


def test_what_there_is_to_translate_has_no_doubles_or_blanks() -> None:
    texts = translation.texts(RuleBook(FILES))
    assert len(texts) == len(set(texts)) > 2000
    assert all(text.strip() == text for text in texts if text != ", and {number} more")
