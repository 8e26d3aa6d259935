"""A key never joins what is different: records of one key have one fingerprint, whatever wpdiag knows them as."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from wpdiag.advise import RuleBook, load
from wpdiag.authoring import coverage
from wpdiag.diagnose import diagnose, quick
from wpdiag.diagnose.identity import is_generic
from wpdiag.diagnose.quick import may_be_known_message, may_be_known_text
from wpdiag.model import Entry
from wpdiag.report.fingerprint import fingerprint
from wpdiag.tally.record_key import key_of, record_of

FACTS = Path(__file__).parents[1] / "data" / "coverage"
IN = " in /srv/www/wp-content/plugins/shop/cart.php on line 7"
FILL = ({"s": "sample", "c": "x"}, {"s": "another_one", "c": "y"}, {"s": "My\\Kind", "c": "z"})


def key(text: str) -> bytes:
    return key_of(record_of(f" UTC] {text}\n".encode()))


def texts_of_php() -> list[str]:
    """Every message of PHP's that wpdiag is measured by, with three fillings of its placeholders."""
    found = []
    for row in coverage.read(FACTS)["php_messages"]:
        label = row.get("level_label", "")
        if label in ("Warning", "Notice", "Deprecated", "Fatal error"):
            prefix = (row.get("prefix", "")).replace("{function}", row.get("function") or "fopen")
            for number, fill in enumerate(FILL):
                message = coverage._PLACEHOLDER.sub(
                    lambda match, fill=fill, number=number: fill.get(match["type"] or "d", str(number + 3)),  # type: ignore[misc]
                    prefix + row["template"].replace("\\n", "\n"),
                )
                found.append(f"PHP {label}:  {message}{IN}")
    return found


def examples() -> list[str]:
    return [text for rule in RuleBook(load()) for text in (*rule.examples.match, *rule.examples.no_match)]


@pytest.mark.parametrize("texts", [texts_of_php(), examples()], ids=["php", "examples"])
def test_records_of_one_key_are_one_issue(texts: list[str]) -> None:
    found = defaultdict(set)
    for text in texts:
        found[key(text)].add((fingerprint(diagnose(Entry(text=text))), text))
    mixed = [sorted(each) for each in found.values() if len({mark for mark, _ in each}) > 1]
    assert not mixed
    assert len(found) > len(texts) / 4


@pytest.mark.parametrize("texts", [texts_of_php(), examples()], ids=["php", "examples"])
def test_the_quick_look_never_takes_what_is_known_for_unknown(texts: list[str]) -> None:
    looked = 0
    for text in texts:
        diagnostic = diagnose(Entry(text=text))
        if is_generic(diagnostic.identifier) or diagnostic.truncated:
            continue
        label, colon, rest = text.partition(":  ")
        looked += 1
        if label.startswith("PHP ") and colon and diagnostic.location:
            wordpress = "wp-includes/functions.php" in text  # asked for by the file
            message = rest.rpartition(" in ")[0]
            assert (
                wordpress
                or label not in ("PHP Warning", "PHP Notice", "PHP Deprecated")
                or may_be_known_message(message.encode())
            ), text
        elif not text.startswith("PHP ") and "WordPress database error" not in text:
            assert may_be_known_text(text), text
    assert looked > len(texts) / 2


def test_whatever_is_known_holds_a_word_of_ascii() -> None:
    families = quick._families()
    for words in (*families.anywhere, *(word for found in families.first.values() for word in found)):
        assert quick._WORD.search(words.encode()), words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PHP Warning:  fopen(/a/b.txt): Failed to open stream: No such file or directory", "PHP Warning:  fopen(http://c/(1)): Failed to open stream: No such file or directory"),
        ("PHP Notice:  Order 12345 was lost", "PHP Notice:  Order 12346 was lost"),
        ("PHP Warning:  mail(): Failed at 2026-11-23 16:00", "PHP Warning:  mail(): Failed at 2026-11-24 17:00"),
    ],
)  # fmt: skip
def test_values_make_no_difference(one: str, other: str) -> None:
    assert key(one + IN) == key(other + IN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('PHP Warning:  Undefined array key "a"', 'PHP Warning:  Undefined array key "b"'),
        ("PHP Warning:  fopen(/a): Failed to open stream: Permission denied", "PHP Warning:  fopen(/a): Failed to open stream: No such file or directory"),
        ("PHP Warning:  include(/srv/a.php): Failed to open stream: No such file or directory", "PHP Warning:  include(/srv/b.php): Failed to open stream: No such file or directory"),
        ("PHP Warning:  include(/srv/wp-content/plugins/shop-100/a.php): Failed to open stream: x", "PHP Warning:  include(/srv/wp-content/plugins/shop-200/a.php): Failed to open stream: x"),
        ("PHP Warning:  fopen(/a): Failed", "PHP Warning:  file(/a): Failed"),
    ],
)  # fmt: skip
def test_names_make_one(one: str, other: str) -> None:
    assert key(one + IN) != key(other + IN)


def test_a_line_of_code_makes_a_difference() -> None:
    assert key(f"PHP Warning:  x{IN}") != key(f"PHP Warning:  x{IN}1")


QUERY = "WordPress database error Duplicate entry '{}' for key 'mail' for query INSERT INTO `wp_{}` VALUES ('{}') made by A->b"


def test_a_database_error_is_known_by_its_kind_its_table_and_its_callers() -> None:
    assert key(QUERY.format("a' for key", "posts", "x")) == key(QUERY.format("b", "posts", "it's made by y"))
    assert key(QUERY.format("a", "posts", "x")) != key(QUERY.format("a", "users", "x"))
    assert key(QUERY.format("a", "posts", "x")) != key(QUERY.format("a", "posts", "x").replace("A->b", "C->d"))


TRACE = "PHP Fatal error:  Uncaught Error: no in /srv/a.php:3\nStack trace:\n#0 /srv/x (1)/b.php({}): f({})\n#1 {{main}}\n  thrown in /srv/a.php on line 3"


def test_a_stack_is_known_by_its_calls_not_by_their_arguments() -> None:
    assert key(TRACE.format(4, "'a', Object(B)")) == key(TRACE.format(4, "'c d)', 5"))
    assert key(TRACE.format(4, "'a'")) != key(TRACE.format(5, "'a'"))
