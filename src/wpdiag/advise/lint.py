"""Check rules: their examples, their patterns, and how they stand to each other."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from wpdiag.advise.book import RuleBook
from wpdiag.advise.fill import COMPONENT_NAMES, PLACEHOLDER, values
from wpdiag.advise.rule import Rule
from wpdiag.diagnose import diagnose
from wpdiag.model import Component, Entry


def test_rule(book: RuleBook, rule: Rule) -> Iterator[str]:
    """What is wrong with a rule's examples: each must lead to this rule, each near-miss must not."""
    for text in rule.examples.match:
        chosen = _chosen(book, rule, text)
        if chosen != rule.id:
            yield f"{rule.id}: example leads to {chosen or 'no rule'}: {text.splitlines()[0][:120]!r}"
    for text in rule.examples.no_match:
        if _chosen(book, rule, text) == rule.id:
            yield f"{rule.id}: near-miss is matched: {text.splitlines()[0][:120]!r}"


def check_rule(rule: Rule) -> Iterator[str]:
    """What is wrong with a rule by itself: patterns, placeholders, near-misses."""
    patterns = [rule.match.message, *rule.match.params.values()]
    for pattern in filter(None, patterns):
        try:
            regex.compile(pattern)
        except regex.error as error:
            yield f"{rule.id}: not a regular expression: {pattern!r}: {error}"
    if not rule.examples.no_match:
        yield f"{rule.id}: no near-miss: add a text to examples.no_match that looks alike and must not match"
    for text in (rule.fix.summary, rule.why):
        for match in PLACEHOLDER.finditer(text):
            if match["words"] is None:
                yield f"{rule.id}: {match[0]} needs words for when it is not known: {{{match['name']}|words}}"
    known = COMPONENT_NAMES | _params_of(rule)
    for text in (rule.fix.summary, rule.why, *rule.fix.steps, *rule.fix.commands):
        for match in PLACEHOLDER.finditer(text):
            if match["name"] not in known:
                yield f"{rule.id}: {match[0]}: no such placeholder; known here: {', '.join(sorted(known))}"


def _params_of(rule: Rule) -> frozenset[str]:
    """The parameters that the rule's own examples carry."""
    names: set[str] = set()
    for text in rule.examples.match:
        diagnostic = diagnose(Entry(text=text, shown=rule.examples.shown))
        names |= values(diagnostic, Component(), None).keys()
    return frozenset(names)


def _chosen(book: RuleBook, rule: Rule, text: str) -> str | None:
    diagnostic = diagnose(Entry(text=text, shown=rule.examples.shown))
    component = Component(
        kind=rule.match.kind[0] if rule.match.kind else "unknown", slug=rule.match.slug or "", verdict="unknown"
    )
    found = book.find(diagnostic, component)
    return found.id if found else None
