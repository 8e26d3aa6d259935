"""The bars for what must be identified and have a rule, measured by ``wpdiag rules coverage`` on tables of messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from wpdiag.advise import RuleBook, load
from wpdiag.authoring.coverage import Figure, is_specific, measure, read
from wpdiag.diagnose import families, families_code, families_deprecated, families_functions, families_run, written
from wpdiag.diagnose.database import identify_client
from wpdiag.model import Component, Diagnostic

TABLES = Path(__file__).parent / "data" / "coverage"
BOOK = RuleBook(load())


@pytest.fixture(scope="module")
def figures() -> dict[str, Figure]:
    return {figure.table: figure for figure in measure(BOOK, read(TABLES))}


@pytest.mark.parametrize("table", ["core_doing_it_wrong", "core_deprecated", "php_deprecated_symbols"])
def test_names_are_identified_with_version_and_replacement(figures: dict[str, Figure], table: str) -> None:
    figure = figures[table]
    assert figure.rows > 150
    assert figure.identified == figure.rows, figure.missing[:5]
    assert figure.right >= 0.98 * figure.rows, figure.missing[:5]


def test_what_php_says_is_identified_to_a_family(figures: dict[str, Figure]) -> None:
    figure = figures["php_messages"]
    assert figure.rows > 2500
    assert figure.identified >= 0.98 * figure.rows, figure.missing[:20]
    assert figure.right >= 0.98 * figure.rows, figure.missing[:20]


def test_every_message_has_a_rule(figures: dict[str, Figure]) -> None:
    assert [figure.table for figure in figures.values() if figure.ruled != figure.rows] == []


def test_there_are_enough_rules_for_one_kind_of_fault() -> None:
    assert sum(map(is_specific, BOOK)) >= 400


_TABLES = (families_code.CODE, families_run.RUN, families_functions.FUNCTIONS)
_IDENTIFIERS = sorted(
    {(identifier, level) for table in _TABLES for identifier, _ in table for level in ("fatal", "warning")}
    | {(identifier, "deprecated") for identifier, _ in families_deprecated.DEPRECATED}
    | {(identifier, "fatal") for _, identifier, _ in families.ERRORS}
    | {(identifier, "warning") for _, identifier, _ in families.MESSAGES}
    | {
        (f"{identifier}.x" if identifier in written.CONTINUED else identifier, level)
        for _, identifier, level, _ in written.WRITTEN
    }
)


@pytest.mark.parametrize(("identifier", "level"), _IDENTIFIERS)
def test_every_identifier_has_a_rule(identifier: str, level: str) -> None:
    diagnostic = Diagnostic(identifier=identifier, level=level, php_level=None, message="x", raw="x")
    assert BOOK.find(diagnostic, Component()) is not None


def test_a_client_warning_without_an_error_is_not_the_database() -> None:
    assert identify_client("mysqli_query(): Couldn't fetch mysqli") is None
