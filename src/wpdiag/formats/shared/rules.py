"""A rule described without an issue: its placeholders stand as words."""

from __future__ import annotations

from typing import NamedTuple

from wpdiag.advise.fill import in_words
from wpdiag.advise.rule import Rule
from wpdiag.formats.base import View
from wpdiag.formats.shared import words
from wpdiag.model import Issue
from wpdiag.words import Words


class Described(NamedTuple):
    """What is told of a rule; of an issue's texts where the rule itself is not at hand."""

    id: str
    title: str
    why: str
    summary: str
    steps: tuple[str, ...]
    commands: tuple[str, ...]
    audience: str
    links: tuple[str, ...]


def rule_id(issue: Issue) -> str:
    """The rule's id; the identifier where no rule matched."""
    return issue.rule or words.line(issue.identifier, 200)


def describe(issue: Issue, view: View) -> Described:
    """The rule of an issue."""
    rule = view.book.get(issue.rule) if view.book and issue.rule else None
    if rule and view.book:
        return _of_rule(rule, view.book.words)
    fix = issue.fix
    return Described(
        id=rule_id(issue),
        title=words.title(issue),
        why=issue.why,
        summary=fix.summary if fix else "",
        steps=fix.steps if fix else (),
        commands=fix.commands if fix else (),
        audience=fix.audience if fix else "admin",
        links=fix.links if fix else (),
    )


def _of_rule(rule: Rule, say: Words) -> Described:
    return Described(
        id=rule.id,
        title=say(rule.title),
        why=in_words(say(rule.why)),
        summary=in_words(say(rule.fix.summary)),
        steps=tuple(in_words(say(step)) for step in rule.fix.steps),
        commands=tuple(map(in_words, rule.fix.commands)),
        audience=rule.fix.audience,
        links=rule.links,
    )
