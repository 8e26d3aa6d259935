"""The rule book: all rules in force, and the one that fits an issue best."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from wpdiag.advise.fill import fill, fill_all, fill_commands, values
from wpdiag.advise.rule import Rule, RuleFile
from wpdiag.data import rules_folder
from wpdiag.model import Component, Diagnostic, Fix

if TYPE_CHECKING:
    import regex

    from wpdiag.attribute.catalog import Known

_SECONDS = 0.2
"""How long one pattern of a rule may search in one message."""


class Advice:
    """A rule filled in for one issue."""

    __slots__ = ("fix", "rule", "why")

    def __init__(self, rule: Rule, known: dict[str, str]) -> None:
        self.rule = rule
        self.why = fill(rule.why, known) or rule.why
        self.fix = Fix(
            summary=fill(rule.fix.summary, known) or rule.title,
            audience=rule.fix.audience,
            steps=fill_all(rule.fix.steps, known),
            commands=fill_commands(rule.fix.commands, known),
            fixed_in=rule.fix.fixed_in,
            links=rule.links,
        )


class RuleBook:
    """Rules by identifier; a later pack's rule replaces an earlier one of the same id."""

    def __init__(self, files: Iterable[tuple[Path, RuleFile]]) -> None:
        self._rules: dict[str, Rule] = {}
        self._origin: dict[str, Path] = {}
        self._order: dict[str, int] = {}
        self.components: tuple[Known, ...] = ()
        """What the packs add to the catalogue, in their order."""
        for number, (path, file) in enumerate(files):
            for rule in file.rules:
                self._rules[rule.id] = rule
                self._origin[rule.id] = path
                self._order[rule.id] = number
            self.components += file.components
            for rule_id in file.disable:
                self._rules.pop(rule_id, None)
        self._exact: dict[str, list[Rule]] = {}
        self._families: dict[str, list[Rule]] = {}
        for rule in self._rules.values():
            pattern = rule.match.identifier
            table = self._families if pattern.endswith("*") else self._exact
            table.setdefault(pattern.removesuffix("*"), []).append(rule)
        self._aliases = {alias: rule.id for rule in self._rules.values() for alias in rule.aliases}

    def __len__(self) -> int:
        return len(self._rules)

    def __iter__(self) -> Iterator[Rule]:
        return iter(sorted(self._rules.values(), key=lambda rule: rule.id))

    def get(self, rule_id: str) -> Rule | None:
        """The rule of an id, or of a name it had before."""
        return self._rules.get(self._aliases.get(rule_id, rule_id))

    def origin(self, rule: Rule) -> Path:
        """The file that a rule comes from."""
        return self._origin[rule.id]

    def _own(self, rule: Rule) -> bool:
        return self._origin[rule.id].parent == rules_folder()

    def find(self, diagnostic: Diagnostic, component: Component) -> Rule | None:
        """The most specific rule that fits: exact identifier before family, long family before short, then the number
        of conditions, then the later pack."""
        for candidates in self._candidates(diagnostic.identifier):
            fitting = [rule for rule in candidates if _fits(rule, diagnostic, component, self._own(rule))]
            if fitting:
                return max(fitting, key=lambda rule: (_conditions(rule), self._order[rule.id]))
        return None

    def advise(self, diagnostic: Diagnostic, component: Component, site: str | None) -> Advice | None:
        """The best rule, filled in for this issue."""
        rule = self.find(diagnostic, component)
        return Advice(rule, values(diagnostic, component, site)) if rule else None

    def _candidates(self, identifier: str) -> Iterator[list[Rule]]:
        if identifier in self._exact:
            yield self._exact[identifier]
        prefix = identifier
        while prefix:
            prefix = prefix.rpartition(".")[0]
            key = f"{prefix}." if prefix else ""
            if key in self._families:
                yield self._families[key]


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    import regex  # its searches can be given a time limit; few scans need it

    return regex.compile(pattern)


def _found(pattern: str, text: str, own: bool) -> bool:
    """Whether a pattern is found; wpdiag's own are tested and need no time limit, which spares loading ``regex``."""
    if own:
        return re.search(pattern, text) is not None
    try:
        return _compiled(pattern).search(text, timeout=_SECONDS) is not None
    except TimeoutError:
        return False


def _conditions(rule: Rule) -> int:
    """How narrow a rule is: the number of its conditions."""
    match = rule.match
    given = (match.level, match.message, match.kind, match.slug)
    return sum(map(bool, given)) + len(match.params) + (match.shown is not None)


def _fits(rule: Rule, diagnostic: Diagnostic, component: Component, own: bool) -> bool:
    match = rule.match
    return (
        (not match.level or diagnostic.level in match.level)
        and (not match.kind or component.kind in match.kind)
        and (match.slug is None or component.slug == match.slug)
        and (match.shown is None or diagnostic.shown is match.shown)
        and all(
            name in diagnostic.params and _found(pattern, diagnostic.params[name], own)
            for name, pattern in match.params.items()
        )
        and (match.message is None or _found(match.message, diagnostic.message, own))
    )
