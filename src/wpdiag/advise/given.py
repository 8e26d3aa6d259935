"""Advice given before: for issues of one kind it differs in a few words, and most of them have the same component."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from wpdiag.advise.advice import Advice, Fillers, advice, fillers
from wpdiag.advise.fill import fill, placeholders, values
from wpdiag.advise.rule import Guide, Rule
from wpdiag.model import Component, Diagnostic
from wpdiag.words import Words

_KINDS = 512
_EACH = 256
"""How many rules with their guides are remembered, and how many fixes of each."""


class _Plan(msgspec.Struct):
    """A rule with its guides."""

    guides: tuple[Guide, ...]
    """Kept, so that nothing else can get their identity."""
    asked: tuple[str, ...]
    """The placeholders of the fix."""
    why: str
    varies: bool
    """Whether the explanation has placeholders of its own."""
    all_asked: set[str]
    made: dict[tuple[str | None, ...], Advice] = msgspec.field(default_factory=dict)
    """By what the placeholders of the fix stand for."""


class Given:
    """Makes advice, each fix once.

    :param words: the language.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._plans: dict[tuple[int, ...], tuple[Rule, _Plan]] = {}

    def advice(
        self,
        rule: Rule,
        guides: Sequence[Guide],
        diagnostic: Diagnostic,
        component: Component,
        site: str | None,
    ) -> Advice:
        """A rule and what it leaves to its guides, filled in for an issue.

        :param guides: the narrowest first.
        """
        plan = self._plan(rule, guides)
        known = values(diagnostic, component, site, plan.all_asked)
        key = tuple(map(known.get, plan.asked))
        made = plan.made.get(key)
        if made is None:
            if len(plan.made) >= _EACH:
                plan.made.clear()
            made = plan.made[key] = advice(rule, guides, fillers(known), self._words)
            return made
        if not plan.varies:
            return made
        return Advice(rule, made.title, fill(plan.why, known) or plan.why, made.impact, made.fix)

    def _plan(self, rule: Rule, guides: Sequence[Guide]) -> _Plan:
        key = (id(rule), *map(id, guides))
        kept = self._plans.get(key)
        if kept is not None:
            return kept[1]
        if len(self._plans) >= _KINDS:
            self._plans.clear()
        asked: set[str] = set()

        def ask(text: str) -> str:
            asked.update(placeholders(text))
            return text

        advice(replace(rule, why="-"), guides, Fillers(ask, ask, ask), self._words)
        why = self._words(rule.why)
        own = placeholders(why)
        plan = _Plan(tuple(guides), tuple(sorted(asked)), why, bool(own), asked.union(own))
        self._plans[key] = (rule, plan)
        return plan
