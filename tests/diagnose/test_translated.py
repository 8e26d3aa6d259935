"""WordPress' sentences in its other languages, with their tags and without."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from wpdiag.diagnose import diagnose
from wpdiag.model import Entry

ROWS: list[tuple[str, str, str, str, dict[str, str]]] = json.loads(
    (Path(__file__).parents[1] / "data" / "translated.json").read_text(encoding="utf-8")
)
FUNCTIONS = "/var/www/html/wp-includes/functions.php"


@pytest.mark.parametrize("stripped", [False, True])
@pytest.mark.parametrize(("locale", "label", "text", "identifier", "params"), ROWS)
def test_sentences_of_core(
    locale: str, label: str, text: str, identifier: str, params: dict[str, str], stripped: bool
) -> None:
    if stripped:
        text = html.unescape(re.sub("<[^>]*>", "", text))
    found = diagnose(Entry(text=f"PHP {label}:  {text} in {FUNCTIONS} on line 6114"))
    assert found.identifier == identifier
    assert params.items() <= found.params.items()


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Notice", "Мой плагин: ключ не найден"),
        ("Notice", "No function name here"),
        ("Warning", "Мой плагин (версия 6.7.0)"),
        ("Deprecated", "Shop: Going away <a href='https://example.com/'>docs</a>"),
    ],
)
def test_other_words_from_the_same_file(label: str, text: str) -> None:
    found = diagnose(Entry(text=f"PHP {label}:  {text} in {FUNCTIONS} on line 6114"))
    assert found.identifier.startswith("php.")


def test_the_same_fault_in_two_languages_has_one_fingerprint() -> None:
    from wpdiag.report.fingerprint import fingerprint

    marks = {
        fingerprint(diagnose(Entry(text=f"PHP {label}:  {text} in {FUNCTIONS} on line 6114")))
        for _, label, text, identifier, params in ROWS
        if identifier == "wp.doing_it_wrong._load_textdomain_just_in_time" and "domain" in params
    }
    assert len(marks) == 1


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        (
            "WP_Widget で呼び出された My_Widget クラスのコンストラクターメソッドはバージョン 4.3.0 から<strong>非推奨</strong>になりました ! "
            "代わりに <code>__construct()</code> を使用してください。",
            "wp.deprecated.constructor.My_Widget",
        ),
        (
            "load_plugin_textdomain wurde mit einem Argument aufgerufen, das seit Version 2.7 <strong>veraltet</strong> ist.",
            "wp.deprecated.argument.load_plugin_textdomain",
        ),
        (
            "Функция get_settings с версии 2.1.0 считается <strong>устаревшей</strong>! Используйте get_option().",
            "wp.deprecated.function.get_settings",
        ),
    ],
)
def test_what_is_outdated_is_told_by_names_that_core_knows(text: str, identifier: str) -> None:
    for said in (text, re.sub("<[^>]*>", "", text)):
        assert diagnose(Entry(text=f"PHP Deprecated:  {said} in {FUNCTIONS} on line 6114")).identifier == identifier
