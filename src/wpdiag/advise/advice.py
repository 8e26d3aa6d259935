"""A rule filled in for one issue, with what the guides of its family add."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from wpdiag.advise.fill import fill, fill_all, fill_commands, fill_php, values
from wpdiag.advise.rule import Guide, Rule
from wpdiag.advise.rule import Recovery as RecoveryTexts
from wpdiag.model import Code, Component, Diagnostic, Fix, Recovery
from wpdiag.words import ENGLISH, Words

T = TypeVar("T")


class Advice:
    """What the report says of an issue: why, what it does to the site, and the fix."""

    __slots__ = ("fix", "impact", "rule", "title", "why")

    def __init__(
        self,
        rule: Rule,
        guides: Iterable[Guide],
        diagnostic: Diagnostic,
        component: Component,
        site: str | None,
        say: Words = ENGLISH,
    ) -> None:
        known = values(diagnostic, component, site)
        narrow_first = tuple(guides)
        self.rule = rule
        self.title = say(rule.title)
        self.why = fill(say(rule.why), known) or say(rule.why)
        self.impact: str = _first(rule.impact, *(guide.impact for guide in narrow_first)) or "noise"
        visitors = _first(rule.visitors, *(guide.visitors for guide in narrow_first))
        recover = _first(rule.fix.recover, *(guide.recover for guide in narrow_first))
        suppress = _first(rule.fix.suppress, *(guide.suppress for guide in narrow_first))
        self.fix = Fix(
            summary=fill(say(rule.fix.summary), known) or self.title,
            audience=rule.fix.audience,
            steps=fill_all(map(say, rule.fix.steps), known),
            commands=fill_commands(rule.fix.commands, known),
            fixed_in=rule.fix.fixed_in,
            links=rule.links,
            visitors=(fill(say(visitors), known) if visitors else None) or "",
            recover=_recovery(recover, known, say) if recover and self.impact == "down" else None,
            check=fill_all(map(say, _first(rule.fix.check, *(guide.check for guide in narrow_first)) or ()), known),
            avoid=fill_all(map(say, _first(rule.fix.avoid, *(guide.avoid for guide in narrow_first)) or ()), known),
            developer=fill_all(map(say, rule.fix.developer), known),
            code=Code(before=rule.fix.code.before, after=rule.fix.code.after) if rule.fix.code else None,
            suppress=fill_php(suppress, known) if suppress else None,
        )


def _recovery(recover: RecoveryTexts, known: dict[str, str], say: Words) -> Recovery:
    return Recovery(steps=fill_all(map(say, recover.steps), known), commands=fill_commands(recover.commands, known))


def _first(*values: T | None) -> T | None:
    """The first that says something."""
    return next((value for value in values if value), None)
