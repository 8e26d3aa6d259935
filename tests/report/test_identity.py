"""Whether a part of a message is a name or a value has been decided for every part of every message that is known."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from placeholders import decided, filled, format_of, kinds
from wpdiag.diagnose import diagnose, identity
from wpdiag.diagnose.masking import mask
from wpdiag.model import Entry
from wpdiag.report.fingerprint import fingerprint, place_fingerprint, template_of

DATA = Path(__file__).parents[1] / "data" / "coverage"
SOURCE = Path(identity.__file__).parent
GROUP = re.compile(r"\(\?P<(\w+)>")
TABLES = (
    *SOURCE.glob("families*.py"),
    *(SOURCE / f"{name}.py" for name in ("messages", "database", "wordpress", "translated", "written", "server", "page", "subjects")),
)  # fmt: skip
INTERNAL = {
    "bare", "callers", "error", "names", "text", "open", "close", "bar", "call", "file", "line",
}  # fmt: skip
"""Groups that are taken apart before anything becomes a parameter."""
VALUES = ("/tmp/a1.txt", "https://shop.example/x?id=4711")


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return [{key: value or "" for key, value in row.items()} for row in csv.DictReader(lines)]


DECISIONS = {(row["level_label"], row["format"]): row["decisions"] for row in rows("placeholders.csv")}
FORMATS = {
    (row["level_label"], format_of(row))
    for row in rows("php_messages.csv")
    if row["level_label"] not in ("", "mysqlnd client error") and kinds(format_of(row))
}


@pytest.mark.parametrize("table", sorted(TABLES), ids=lambda file: file.stem)
def test_every_named_group_of_every_table_is_decided(table: Path) -> None:
    groups = set(GROUP.findall(table.read_text(encoding="utf-8")))
    assert groups - identity.NAMES - identity.VALUES - INTERNAL == set()


def test_no_group_is_both_and_exceptions_are_exceptions() -> None:
    assert identity.NAMES.isdisjoint(identity.VALUES)
    assert all(names <= identity.VALUES for names in identity.NAMES_OF.values())
    assert all(names <= identity.NAMES for names in identity.VALUES_OF.values())


def test_every_placeholder_of_every_format_of_php_is_decided() -> None:
    assert set(DECISIONS) == FORMATS
    assert all(len(DECISIONS[each]) == len(kinds(each[1])) or DECISIONS[each] == "unknown" for each in FORMATS)


def test_names_make_another_issue_and_values_do_not() -> None:
    wrong = {each: found for each in FORMATS if (found := decided(*each) or "unknown") != DECISIONS[each]}
    assert wrong == {}


def test_a_value_of_any_form_changes_nothing() -> None:
    for (label, template), decisions in DECISIONS.items():
        if decisions == "unknown" or not decisions.endswith("v") or kinds(template)[-1] != "s":
            continue
        texts = ["alpha" if kind in "sS" else "7" for kind in kinds(template)][:-1]
        one, other = (fingerprint(diagnose(filled(label, template, [*texts, value]))) for value in ("alpha", "gamma"))
        assert one == other, template


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Order 4711 of 'Ann' failed", "Order 8 of 'Bob Lee' failed"),
        ("mail to ann@x.example, 12 kB", "mail to bob.b@y.example, 3.5 kB"),
        ("see https://a.example/b?c=1.", "see http://d.example:80/."),
        ("no /srv/www/a.txt there", "no C:\\www\\b.txt there"),
        ("at 2026-11-20 10:00:00 it was d41d8cd98f00b204e9800998ecf8427e", "at 20-Nov-2025 it was 0123456789abcdef"),
        ("ids 1, 2, 3 are gone", "ids 4 are gone"),
        ("from 10.0.0.1 said «oui»", "from 2001:db8::1 said “yes”"),
        ("took 0.53s", "took 12 ms"),
    ],
)
def test_values_are_masked(one: str, other: str) -> None:
    assert mask(one) == mask(other)
    assert "<*>" in mask(one)


@pytest.mark.parametrize(
    "text", ["wp_2_posts and mp3", "it isn't what they can't", "Foo\\Bar::baz and and/or", "a < b"]
)
def test_words_and_names_are_not_masked(text: str) -> None:
    assert mask(text) == text


def test_a_folded_record_has_the_same_mask() -> None:
    assert mask("id <*> of /srv/a<*>.txt") == mask("id 4711 of /srv/a123.txt")


def test_a_template_keeps_names_and_hides_values() -> None:
    text = 'PHP Warning:  Undefined array key "sku" in /a/b.php on line 3'
    assert template_of(diagnose(Entry(text=text))) == 'Undefined array key "sku"'
    text = "PHP Warning:  fopen(/a/secret.txt): Failed to open stream: No such file or directory in /a/b.php on line 3"
    assert template_of(diagnose(Entry(text=text))) == "fopen(<*>): Failed to open stream: No such file or directory"


def test_texts_that_nobody_knows_are_told_apart_by_words_or_by_place() -> None:
    one, other, elsewhere = (
        diagnose(Entry(text=f"PHP Warning:  {text} in /x/wp-content/plugins/a/a.php on line {line}"))
        for text, line in (("The shop is closed", 3), ("The shop is open", 3), ("The shop is open", 4))
    )
    assert identity.is_generic(one.identifier)
    assert fingerprint(one) != fingerprint(other) == fingerprint(elsewhere)
    assert place_fingerprint(one) == place_fingerprint(other) != place_fingerprint(elsewhere)


@pytest.mark.parametrize(
    "hostile", ["'", '"', "«", "/", "a@", "0", "0:", "\\", "{closure", "a.", "<*>", "x://", "-1,", "(", "FROM "]
)
def test_hostile_text_is_masked_in_linear_time(hostile: str) -> None:
    import time

    def taken(size: int) -> float:
        text = hostile * (size // len(hostile))
        best = 9.0
        for _ in range(3):
            start = time.process_time()  # what else the machine does is no matter
            mask(text)
            best = min(best, time.process_time() - start)
        return best

    assert taken(200_000) < 60 * taken(10_000) + 0.05  # the square would be 400 times as much
