"""One rule as a page of plain text, with what the guides of its family add."""

from __future__ import annotations

from wpdiag.advise import RuleBook
from wpdiag.advise.advice import AS_THEY_STAND, Fillers
from wpdiag.advise.example import diagnostic_of
from wpdiag.advise.rule import Rule
from wpdiag.formats.shared.advice import write_fix
from wpdiag.formats.shared.paper import Paper
from wpdiag.formats.shared.words import IMPACTS

_WIDTH = 100


def rule_page(book: RuleBook, rule: Rule, put: Fillers = AS_THEY_STAND) -> str:
    """Title, what it matches, explanation, fix, links and an example of a rule.

    :param put: what becomes of its placeholders; for those who write rules they stand.
    """
    say, paper = book.words, Paper(_WIDTH, color=False)
    match = rule.match
    given = {
        "matches": match.identifier,
        "level": ", ".join(match.level),
        "message": match.message,
        **match.params,
        "file": match.file,
        "request": match.request,
        "calls": match.trace,
        "for": ", ".join(match.kind),
        "slug": match.slug,
        "status": rule.status if rule.status != "stable" else "",
        "was": ", ".join(rule.aliases),
    }
    advice = book.page(rule, diagnostic_of(book, rule, rule.examples.match[0]), put)
    head = [f"{advice.title}  ({rule.id})", "", *(f"{name:<10} {value}" for name, value in given.items() if value)]
    head += [f"{'impact':<10} {say(IMPACTS[advice.impact])}", ""]
    paper.field(say("why"), advice.why)
    write_fix(paper, advice.fix, say)
    example = ["", say("Example"), *(f"  {line}" for line in rule.examples.match[0].splitlines())]
    return "\n".join([*head, paper.text().rstrip("\n"), *example])
