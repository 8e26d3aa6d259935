"""The report for people, read aloud: what is worst first, each fix once, hostile text inert; and the letter to an author."""

from __future__ import annotations

import re
from io import BytesIO

import pytest

from wpdiag.advise import RuleBook, load
from wpdiag.formats import text
from wpdiag.formats.base import View
from wpdiag.formats.pages.explanation import explanation
from wpdiag.formats.pages.letter import letter
from wpdiag.model import Report
from wpdiag.pipeline import scan
from wpdiag.sources import SourceFile

BOOK = RuleBook(load())
SHOP = "/home/jane/www/wp-content/plugins/shop"
FATAL = (
    f"[26-Nov-2026 10:00:00 UTC] PHP Fatal error:  Uncaught Error: Call to undefined function shop_total() in {SHOP}/cart.php:8\n"
    f"Stack trace:\n#0 {SHOP}/a.php(9): shop_cart()\n#1 {{main}}\n  thrown in {SHOP}/cart.php on line 8\n"
)
DEPRECATED = "".join(
    f"[26-Nov-2026 10:00:00 UTC] PHP Deprecated:  {what} in {SHOP}/cart.php on line {line}\n"
    for line, what in enumerate(
        (
            "strlen(): Passing null to parameter #1 ($string) of type string is deprecated",
            "Creation of dynamic property Shop::$cart is deprecated",
            "Optional parameter $a declared before required parameter $b is implicitly treated as a required parameter",
        ),
        1,
    )
)


@pytest.mark.parametrize(("name", "head"), [("empty", "Nothing found in 1 source."), ("one", "1 issue in 1 source"),
                                            ("many", "5,000 issues in 1 source"), ("hostile", "11 issues in 1 source")])  # fmt: skip
def test_any_number_of_issues_and_any_text(name: str, head: str, request: pytest.FixtureRequest) -> None:
    shown = text.render(request.getfixturevalue(name), View(width=80))
    assert shown.startswith(head)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e\ud800-\udfff]", shown)
    assert len(shown.splitlines()) < 1000  # nobody reads 5,000 issues: samples of each kind, and how many more
    commands = [line for line in shown.splitlines() if line.lstrip().startswith("$")]
    assert name != "hostile" or all("\\x1b" in line for line in commands)


def scanned(log: str) -> Report:
    return scan([SourceFile("debug.log", lambda: BytesIO(log.encode()))], book=BOOK)


def shown(log: str, *, verbose: bool = False) -> str:
    return text.render(scanned(log), View(verbose=verbose))


def test_down_comes_first_with_the_way_back_in() -> None:
    page = shown(DEPRECATED + FATAL)
    assert page.index("DOWN:") < page.index("WORKS TODAY:")
    assert "wp-content/plugins/shop. That switches the plugin off" in " ".join(page.split())
    assert "wp plugin deactivate shop --skip-plugins --skip-themes" in page
    assert "hides what comes after it" in " ".join(page.split())


def test_one_update_mends_many_deprecations() -> None:
    page = " ".join(shown(DEPRECATED).split())
    assert ", and 2 more, 3 times)" in page
    assert "2. " not in page.partition("What to do first")[2]


def test_general_advice_is_said_once() -> None:
    page = " ".join(shown(DEPRECATED).split())
    assert page.count("Do not edit the files of shop") == 1
    assert " ".join(shown(DEPRECATED, verbose=True).split()).count("Do not edit the files of shop") == 3


def test_code_is_shown_as_it_is_to_be_written() -> None:
    (issue,) = scanned(DEPRECATED.splitlines()[1] + "\n").issues
    page = explanation(issue)
    assert "          + class Shop {\n          +     public $cart;\n" in page


@pytest.mark.parametrize("hostile", ["\x1b[31m", "\u202e", "\u2028", "\x07"])
def test_a_letter_holds_nothing_hostile_and_no_account(hostile: str) -> None:
    (issue, *_) = scanned(FATAL.replace("shop_total", f"shop_{hostile}total")).issues
    written = letter(issue)
    assert hostile not in written
    assert "/home/jane" not in written
    assert "wp-content/plugins/shop/cart.php, line 8" in written
    assert "#0 wp-content/plugins/shop/a.php:9 shop_cart()" in written
