"""A rule drafted from a record passes the tests that any rule must pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from wpdiag.advise import RuleBook, load
from wpdiag.authoring import examples
from wpdiag.authoring.draft import DraftError, draft
from wpdiag.authoring.lint import check_all

BOOK = RuleBook(load())
RECORDS = [
    "[26-Nov-2026 10:00:00 UTC] PHP Warning:  Shop could not reach warehouse 12345 in /var/www/html/wp-content/plugins/shop/a.php on line 9",
    "PHP Fatal error:  Uncaught Error: Call to undefined function shop_total() in /w/wp-content/plugins/shop/cart.php:8\n"
    "Stack trace:\n#0 {main}\n  thrown in /w/wp-content/plugins/shop/cart.php on line 8",
    "PHP Notice:  Function is_single was called <strong>incorrectly</strong>. Too early. (This message was added in version 3.1.0.) in /w/wp-includes/functions.php on line 6260",
    "WordPress database error Table 'a.wp_x' doesn't exist for query SELECT 1 FROM wp_x made by f",
    'PHP Warning:  A "quoted" (odd) [text] \\with {braces|bars} # and : signs in /w/wp-content/plugins/shop/a.php on line 9',
    "shop: warehouse 17 did not answer",
]


@pytest.mark.parametrize("record", RECORDS)
def test_a_draft_passes(record: str, tmp_path: Path) -> None:
    file = tmp_path / "draft.yml"
    file.write_text(draft(record, BOOK), encoding="utf-8")
    book = RuleBook(load([file]))
    (mine,) = [rule for rule in book if book.origin(rule) == file]
    assert list(examples.problems_of_rule(book, mine)) == []
    said = [problem for problem in check_all(book) if mine.id in problem and "matches just what" not in problem]
    assert said == []


def test_nothing_is_no_record() -> None:
    with pytest.raises(DraftError):
        draft(" \n", BOOK)
