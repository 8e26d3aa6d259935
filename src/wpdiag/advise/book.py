"""The rule book: all rules in force, and the one that fits an issue best."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from wpdiag.advise.advice import AS_THEY_STAND, Advice, Fillers, advice
from wpdiag.advise.given import Given
from wpdiag.advise.match import Index, conditions
from wpdiag.advise.rule import Cause, Extension, Finding, Guide, Rule, RuleFile
from wpdiag.data import rules_folder
from wpdiag.model import Component, Diagnostic
from wpdiag.words import ENGLISH, Words

if TYPE_CHECKING:
    from wpdiag.attribute.catalog import Known


class RuleBook:
    """Rules by identifier; a later pack's rule replaces an earlier one of the same id.

    :param files: rule files in their order, as :func:`wpdiag.advise.load` reads them.
    :param words: the language of the advice.
    """

    def __init__(self, files: Iterable[tuple[Path, RuleFile]], words: Words = ENGLISH) -> None:
        self.words = words
        self._given = Given(words)
        self._rules: dict[str, Rule] = {}
        self._origin: dict[str, Path] = {}
        self._order: dict[str, int] = {}
        self._own: set[str] = set()
        self.components: tuple[Known, ...] = ()
        """What the packs add to the catalogue, in their order."""
        self.causes: tuple[tuple[Cause, bool], ...] = ()
        """Which issues bring about which, and whether wpdiag's own rules say so."""
        self.findings: tuple[tuple[Finding, bool], ...] = ()
        """What the issues of a scan can show beside themselves, and whether wpdiag's own rules say so."""
        self.unknown: tuple[tuple[Path, str], ...] = ()
        """Ids that a pack extends or disables, and no earlier one has."""
        self.doubled: tuple[tuple[Path, str], ...] = ()
        """Ids that a pack gives to two rules."""
        guides: list[tuple[Guide, int, bool]] = []
        for number, (path, file) in enumerate(files):
            own = path.parent == rules_folder()
            for rule in file.rules:
                if rule.id in self._rules and self._origin[rule.id].parent == path.parent:
                    self.doubled += ((path, rule.id),)
                self._rules[rule.id] = rule
                self._origin[rule.id] = path
                self._order[rule.id] = number
            (self._own.update if own else self._own.difference_update)(rule.id for rule in file.rules)
            self.components += file.components
            guides += [(guide, number, own) for guide in file.guides]
            self.causes += tuple((cause, own) for cause in file.causes)
            self.findings += tuple((finding, own) for finding in file.findings)
            for extension in file.extend:
                if (known := self._named(extension.id, path)) is not None:
                    self._rules[known.id] = _extended(known, extension)
            for rule_id in file.disable:
                if (known := self._named(rule_id, path)) is not None:
                    del self._rules[known.id]
        self._aliases = {alias: rule.id for rule in self._rules.values() for alias in rule.aliases}
        self._index = Index((rule, self._order[rule.id], self.is_own(rule)) for rule in self._rules.values())
        self._guides = Index(guides)
        self.all_guides: tuple[Guide, ...] = tuple(guide for guide, *_ in guides)
        """What families of issues have in common."""

    def __len__(self) -> int:
        return len(self._rules)

    def __iter__(self) -> Iterator[Rule]:
        return iter(sorted(self._rules.values(), key=lambda rule: rule.id))

    def get(self, rule_id: str) -> Rule | None:
        """The rule of an id, or of a name it had before."""
        return self._rules.get(self._aliases.get(rule_id, rule_id))

    def plainest(self, identifier: str) -> Rule | None:
        """The rule with the fewest conditions that is for just this identifier."""
        found = (rule for rule in self if rule.match.identifier == identifier)
        return min(found, key=lambda rule: conditions(rule.match), default=None)

    def origin(self, rule: Rule) -> Path:
        """The file that a rule comes from."""
        return self._origin[rule.id]

    def is_own(self, rule: Rule) -> bool:
        """Whether a rule comes with wpdiag."""
        return rule.id in self._own

    def fitting(self, diagnostic: Diagnostic, component: Component) -> Iterator[Rule]:
        """All rules that fit, the most specific first; see :meth:`Index.fitting`."""
        return self._index.fitting(diagnostic, component)

    def find(self, diagnostic: Diagnostic, component: Component) -> Rule | None:
        """The most specific rule that fits."""
        return next(self.fitting(diagnostic, component), None)

    def guides(self, diagnostic: Diagnostic, component: Component) -> list[Guide]:
        """What the families of a diagnostic share: first what is said of messages that visitors read, then the
        narrowest first."""
        return sorted(self._guides.fitting(diagnostic, component), key=lambda guide: guide.match.shown is None)

    def advise(self, diagnostic: Diagnostic, component: Component, site: str | None) -> Advice | None:
        """The best rule, filled in for this issue."""
        rule = self.find(diagnostic, component)
        if rule is None:
            return None
        return self._given.advice(rule, self.guides(diagnostic, component), diagnostic, component, site)

    def page(self, rule: Rule, diagnostic: Diagnostic, put: Fillers = AS_THEY_STAND) -> Advice:
        """A rule for no issue in particular, for a diagnostic that it is for.

        :param put: what becomes of its placeholders; as a rule they stand.
        """
        component = Component(kind=rule.match.kind[0] if rule.match.kind else "unknown", slug=rule.match.slug or "")
        return advice(rule, self.guides(diagnostic, component), put, self.words)

    def _named(self, rule_id: str, path: Path) -> Rule | None:
        """The rule that a pack speaks of by its id, or by an id that it had."""
        known = self._rules.get(rule_id) or next((rule for rule in self if rule_id in rule.aliases), None)
        if known is None:
            self.unknown += ((path, rule_id),)
        return known


def _extended(rule: Rule, extension: Extension) -> Rule:
    return replace(
        rule,
        severity=extension.severity or rule.severity,
        impact=extension.impact or rule.impact,
        links=rule.links + extension.links,
        fix=replace(
            rule.fix,
            summary=extension.summary or rule.fix.summary,
            audience=extension.audience or rule.fix.audience,
            steps=rule.fix.steps + extension.steps,
            commands=rule.fix.commands + extension.commands,
        ),
    )
