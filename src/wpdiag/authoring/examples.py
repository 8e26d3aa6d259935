"""Run the examples that rules, causes and findings carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from wpdiag.advise import RuleBook
from wpdiag.advise.example import diagnostic_of
from wpdiag.advise.rule import Rule, ScanExamples
from wpdiag.authoring.carriers import CARRIERS
from wpdiag.model import Component, Report
from wpdiag.pipeline import scan
from wpdiag.sources import SourceFile

_LOGGED = re.compile(r"PHP [A-Z][A-Za-z ]+:  |WordPress database error ")
_SHOWN = 120


def problems(book: RuleBook) -> Iterator[str]:
    """What is wrong with any example of a rule book."""
    for rule in book:
        yield from problems_of_rule(book, rule)
    yield from problems_on_the_way(book)
    yield from problems_of_causes(book)
    yield from problems_of_findings(book)


def problems_of_rule(book: RuleBook, rule: Rule) -> Iterator[str]:
    """What is wrong with a rule's examples: each must lead to this rule, each near-miss must not."""
    for text in rule.examples.match:
        chosen = _chosen(book, rule, text)
        if chosen != rule.id:
            yield f"{rule.id}: example leads to {chosen or 'no rule'}: {_short(text)}"
    for text in rule.examples.no_match:
        if _chosen(book, rule, text) == rule.id:
            yield f"{rule.id}: near-miss is matched: {_short(text)}"


def problems_on_the_way(book: RuleBook) -> Iterator[str]:
    """Rules that are not found when their examples come by way of a log, through every transport.

    Only examples that PHP or WordPress write to a log can come that way.
    """
    texts = [
        (rule.id, text)
        for rule in book
        if not rule.examples.shown
        for text in rule.examples.match
        if _LOGGED.match(text)
    ]
    for name, (transport, wrap) in CARRIERS.items():
        report = _scan("".join(wrap(text) for _, text in texts), book, transport)
        found = {issue.rule for issue in report.issues}
        for rule_id in sorted({rule_id for rule_id, _ in texts} - found):
            yield f"{rule_id}: not found when its examples come by {name}"


def problems_of_causes(book: RuleBook) -> Iterator[str]:
    """Causes that are not seen, or seen where they are not, in their examples."""
    for cause, _ in book.causes:
        name = f"cause {cause.cause.identifier} of {cause.effect.identifier}"
        for text, wanted in _both(cause.examples):
            linked = any(issue.because == cause.because for issue in _scan(text, book).issues)
            if linked is not wanted:
                yield f"{name}: {'not seen' if wanted else 'seen'} in {_short(text)}"


def problems_of_findings(book: RuleBook) -> Iterator[str]:
    """Findings that are not made, or made where there are none, in their examples."""
    for finding, _ in book.findings:
        for text, wanted in _both(finding.examples):
            made = any(issue.identifier == finding.identifier for issue in _scan(text, book).issues)
            if made is not wanted:
                yield f"finding {finding.identifier}: {'not made' if wanted else 'made'} of {_short(text)}"


def _chosen(book: RuleBook, rule: Rule, text: str) -> str | None:
    component = Component(
        kind=rule.match.kind[0] if rule.match.kind else "unknown", slug=rule.match.slug or "", verdict="unknown"
    )
    found = book.find(diagnostic_of(book, rule, text), component)
    return found.id if found else None


def _both(examples: ScanExamples) -> Iterator[tuple[str, bool]]:
    yield from ((text, True) for text in examples.match)
    yield from ((text, False) for text in examples.no_match)


def _scan(text: str, book: RuleBook, transport: str | None = None) -> Report:
    return scan([SourceFile("example", lambda: BytesIO(text.encode()))], book=book, transport=transport)


def _short(text: str) -> str:
    return repr(text.splitlines()[0][:_SHOWN])
