"""Rules: every example leads to its rule; loading says what is wrong and where; hostile values stay harmless."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wpdiag.advise import RuleBook, RuleError, load
from wpdiag.advise.fill import fill, fill_commands, values
from wpdiag.authoring import examples
from wpdiag.authoring.lint import check_all
from wpdiag.diagnose import diagnose
from wpdiag.diagnose.families import ERRORS, MESSAGES
from wpdiag.model import Component, Diagnostic, Entry

BOOK = RuleBook(load())


@pytest.mark.parametrize("rule_id", [rule.id for rule in BOOK])
def test_examples_and_near_misses(rule_id: str) -> None:
    rule = BOOK.get(rule_id)
    assert rule is not None
    assert list(examples.problems_of_rule(BOOK, rule)) == []


def test_rules_are_found_by_way_of_every_transport() -> None:
    assert list(examples.problems_on_the_way(BOOK)) == []


def test_causes_and_findings_are_seen_in_their_examples() -> None:
    assert list(examples.problems_of_causes(BOOK)) == []
    assert list(examples.problems_of_findings(BOOK)) == []


def test_rules_pass_their_checks() -> None:
    assert list(check_all(BOOK)) == []


def test_there_are_enough_rules() -> None:
    assert len(BOOK) >= 60


@pytest.mark.parametrize(
    ("identifier", "level"),
    [
        *((identifier, "fatal") for _, identifier, _ in ERRORS),
        *((identifier, "warning") for _, identifier, _ in MESSAGES),
        *(("php." + level, level) for level in ("fatal", "warning", "notice", "deprecated")),
        ("wp.doing_it_wrong.anything", "notice"),
        ("wp.deprecated.function.f", "deprecated"),
        ("wp.cron.reschedule", "error"),
        ("wp.cron.unschedule", "error"),
        ("wp.updater.update_failed", "error"),
        ("wp.updater.progress", "info"),
        ("wp.http.wordpress_org_unreachable", "warning"),
        ("db.1146", "error"),
        ("db.unknown", "error"),
        ("page.critical_error", "fatal"),
        ("page.paths_shown_to_visitors", "warning"),
        ("log.text", "info"),
    ],
)
def test_every_identifier_has_advice(identifier: str, level: str) -> None:
    diagnostic = Diagnostic(identifier=identifier, level=level, php_level=None, message="x", raw="x")
    advice = BOOK.advise(diagnostic, Component(), None)
    assert advice is not None
    assert advice.fix.steps


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("rules:\n  - id: x\n    titel: y\n", 2, "unknown field `titel`"),
        ("rules:\n  - id: Not An Id\n    title: abc\n", 2, "id"),
        ("rules: [\n", 2, "not valid YAML"),
        ("rules:\n  - id: x\n    title: abc\n    match: {identifier: php.x, level: [bad]}\n", 4, "Invalid enum value"),
    ],
)
def test_broken_rules_are_named_with_file_and_line(text: str, line: int, words: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    file.write_text(text)
    with pytest.raises(RuleError, match=re.escape(words)) as caught:
        load([file])
    assert f"mine.yml:{line}" in str(caught.value)


def test_rules_of_ones_own_replace_and_switch_off(tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    file.write_text(
        "disable: [undefined-variable]\nrules:\n  - id: mine\n    title: Mine\n    match: {identifier: php.undefined_array_key, message: total}\n"
        "    why: w\n    fix: {summary: s}\n    examples: {match: [a]}\n"
    )
    book = RuleBook(load([file]))
    found = book.find(
        diagnose(Entry(text='PHP Warning:  Undefined array key "total" in /x.php on line 3')), Component()
    )
    assert found is not None
    assert found.id == "mine"
    assert book.get("undefined-variable") is None


def test_a_slow_pattern_of_a_user_does_not_hang(tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    file.write_text(
        "rules:\n  - id: mine\n    title: Mine\n    match: {identifier: php.warning, message: '(x+x+)+y'}\n"
        "    why: w\n    fix: {summary: s}\n    examples: {match: [a]}\n"
    )
    diagnostic = diagnose(Entry(text=f"PHP Warning:  {'x' * 5000} in /x.php on line 3"))
    found = RuleBook(load([file])).find(diagnostic, Component())
    assert found is not None
    assert found.id == "php-warning-other"


def test_placeholders() -> None:
    assert fill("Update {name|the plugin}.", {}) == "Update the plugin."
    assert fill("Update {name|the plugin}.", {"name": "Shop"}) == "Update Shop."
    assert fill("wp plugin update {plugin}", {}) is None


@pytest.mark.parametrize("slug", ["a$(id)", "a;rm -rf /", "--path=/", "a`id`", "a\nb", "a\x1b[31m", "a‮b", "a'b"])
def test_a_hostile_slug_never_reaches_a_shell_unquoted(slug: str) -> None:
    diagnostic = diagnose(Entry(text="PHP Warning:  x in /y on line 3"))
    known = values(diagnostic, Component(kind="plugin", slug=slug), None)
    for command in fill_commands(["wp plugin update {plugin}"], known):
        import shlex

        assert shlex.split(command) == ["wp", "plugin", "update", slug]
        assert not slug.startswith("-")
        assert slug.isprintable()
