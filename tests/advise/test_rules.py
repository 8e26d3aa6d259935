"""Rules: every example leads to its rule; loading says what is wrong and where; hostile values stay harmless."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wpdiag.advise import RuleBook, RuleError, load
from wpdiag.authoring import examples
from wpdiag.authoring.lint import check_all
from wpdiag.diagnose import diagnose
from wpdiag.diagnose.families import ERRORS, MESSAGES
from wpdiag.model import Component, Diagnostic, Entry
from wpdiag.pipeline import scan

BOOK = RuleBook(load())


@pytest.mark.parametrize("rule_id", [rule.id for rule in BOOK])
def test_examples_and_near_misses(rule_id: str) -> None:
    rule = BOOK.get(rule_id)
    assert rule is not None
    assert list(examples.problems_of_rule(BOOK, rule)) == []


@pytest.mark.slow
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
        ("rules:\n  - id: x\n    titel: y\n", 2, "no key 'titel'"),
        ("rules:\n  - id: Not An Id\n    title: abc\n", 2, "id"),
        ("rules: [\n", 2, "not valid YAML"),
        (
            "rules:\n  - id: x\n    title: abc\n    match: {identifier: php.x, level: [bad]}\n",
            4,
            "level[0]: 'bad' is not possible",
        ),
    ],
)
def test_broken_rules_are_named_with_file_and_line(text: str, line: int, words: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    file.write_text(text)
    with pytest.raises(RuleError, match=re.escape(words)) as caught:
        load([file])
    assert f"mine.yml:{line}" in str(caught.value)


def test_a_pattern_that_is_none_is_said_before_the_scan(tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    file.write_text("guides:\n  - match: {identifier: php.warning, file: '('}\n    impact: down\n")
    with pytest.raises(RuleError, match=re.escape("mine.yml: guide for php.warning: not a regular expression: '('")):
        load([file])


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


def test_a_pack_extends_rules_of_the_packs_before(tmp_path: Path) -> None:
    file = tmp_path / "ours.yml"
    file.write_text(
        "extend:\n  - id: undefined-variable\n    audience: host\n    severity: error\n    impact: down\n"
        "    steps: [Call the night shift.]\n    links: ['https://intra.example.com/wiki']\n"
        "  - id: no-such-rule\n    severity: error\n"
    )
    book = RuleBook(load([file]))
    rule, before = book.get("undefined-variable"), BOOK.get("undefined-variable")
    assert rule is not None
    assert before is not None
    assert rule.fix.steps == (*before.fix.steps, "Call the night shift.")
    assert (rule.fix.audience, rule.severity, rule.impact) == ("host", "error", "down")
    assert rule.links[-1] == "https://intra.example.com/wiki"
    said = f"{file}: no rule no-such-rule to extend or disable in the packs before"
    assert [problem for problem in check_all(book) if "no-such-rule" in problem] == [said]
    assert said in scan([], book=book).warnings


def test_an_old_id_still_finds_its_rule_and_can_be_switched_off(tmp_path: Path) -> None:
    file = tmp_path / "ours.yml"
    text = (
        "rules:\n  - id: {id}\n    title: Mine\n    match: {{identifier: php.warning, message: basket}}\n    why: w\n"
        "    aliases: [old-name]\n    fix: {{summary: s}}\n    examples: {{match: [a]}}\n"
    )
    file.write_text(text.format(id="new-name"))
    found = RuleBook(load([file])).get("old-name")
    assert found is not None
    assert found.id == "new-name"
    off = tmp_path / "zz.yml"
    off.write_text("disable: [old-name]\n")
    assert RuleBook(load([file, off])).get("new-name") is None


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
