"""What the examples that a rule carries stand for."""

from __future__ import annotations

from wpdiag.advise.book import RuleBook
from wpdiag.advise.rule import Rule
from wpdiag.diagnose import diagnose
from wpdiag.model import Diagnostic, Entry


def diagnostic_of(book: RuleBook, rule: Rule, text: str) -> Diagnostic:
    """The diagnostic of an example of a rule, which is a record or the message of a finding."""
    for finding, _ in book.findings:
        if text == finding.message:
            return Diagnostic(
                identifier=finding.identifier,
                level=finding.level,
                php_level=None,
                message=text,
                raw="",
                params={"example": "wp-content/uploads/x.php"},
            )
    return diagnose(Entry(text=text, shown=rule.examples.shown, request=rule.examples.request))
