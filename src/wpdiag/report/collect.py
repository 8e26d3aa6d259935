"""Gather diagnostics into issues: one group per fingerprint, counted, with the clearest verdict of any member."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from wpdiag.advise import RuleBook
from wpdiag.advise.fixed import with_version
from wpdiag.attribute import Attribution, Catalog, Inventory, Learnt, attribute, rests_on_itself, shared
from wpdiag.diagnose import diagnose
from wpdiag.diagnose.identity import is_generic
from wpdiag.fixes import Fixed, Fixes
from wpdiag.model import Component, Diagnostic, Entry, Issue
from wpdiag.report.crowds import collapse
from wpdiag.report.fingerprint import fingerprint, place_fingerprint, template_of
from wpdiag.report.group import Group
from wpdiag.report.merging import MESSAGE, histogram, merging_of
from wpdiag.report.places import LISTED
from wpdiag.report.probes import Probes
from wpdiag.report.sites import counted, how_many, site_of
from wpdiag.tally import Cell
from wpdiag.tally.variants import Variants
from wpdiag.transports.clock import rfc3339

_REMEMBERED = 2000
"""Records that need not be understood once more when the next source has them, too."""


class Seen(msgspec.Struct, frozen=True):
    """All records of one issue in the making; where visitors could read it, those that they could read."""

    diagnostic: Diagnostic
    cell: Cell
    sources: frozenset[str]
    requests: frozenset[str]
    sites: dict[str, int]


class Understood(msgspec.Struct, frozen=True):
    """What a record says by itself, who it was, and its fingerprint."""

    diagnostic: Diagnostic
    verdict: Attribution
    mark: str


class Collector:
    """Diagnostics in, issues out."""

    def __init__(
        self, book: RuleBook, catalog: Catalog, fixes: Fixes | None = None, inventory: Inventory | None = None
    ) -> None:
        self._book = book
        self._catalog = catalog.extended(inventory.known()) if inventory else catalog
        self._fixes = fixes or Fixes(())
        self.learnt = Learnt(inventory, self._fixes)
        """What the records tell about each other."""
        self._groups: dict[str, Group] = {}
        self.probes = Probes()
        """What the probe logged."""
        self._absent: set[str] = set()
        self._understood = lru_cache(_REMEMBERED)(self._understand)

    def read(
        self,
        entry: Entry,
        cell: Cell,
        sources: Iterable[str],
        sites: dict[str, int] | None = None,
        like: Mapping[int, Entry | None] | None = None,
    ) -> Diagnostic:
        """Count all occurrences of one distinct record; what it says.

        :param sites: how many were on which site; None means that the record tells.
        :param like: records counted with it, which differ in their values, by the hash of their text.
        """
        understood = self._understood(entry)
        self._count(understood, cell, sources, sites, self._texts(understood.diagnostic, like) if like else None)
        return understood.diagnostic

    def add(
        self, diagnostic: Diagnostic, cell: Cell, sources: Iterable[str], sites: dict[str, int] | None = None
    ) -> None:
        """The same for one that is understood already."""
        self._count(self._judged(diagnostic), cell, sources, sites)

    def _texts(self, diagnostic: Diagnostic, like: Mapping[int, Entry | None]) -> Variants[str]:
        if len(like) == 1:
            return Variants((hash_, diagnostic.message) for hash_ in like)
        return Variants((hash_, diagnose(entry).message if entry else None) for hash_, entry in like.items())

    def _understand(self, entry: Entry) -> Understood:
        return self._judged(diagnose(entry))

    def _judged(self, diagnostic: Diagnostic) -> Understood:
        self.learnt.add(diagnostic)
        return Understood(diagnostic, self.first_verdict(diagnostic), fingerprint(diagnostic))

    def _count(
        self,
        understood: Understood,
        cell: Cell,
        sources: Iterable[str],
        sites: dict[str, int] | None,
        variants: Variants[str] | None = None,
    ) -> None:
        diagnostic, verdict = understood.diagnostic, understood.verdict
        self.learnt.date(diagnostic, (cell.first, cell.last))
        if sites is None:
            site = site_of(diagnostic.request, verdict.site)
            sites = {site: cell.count} if site else {}
        if diagnostic.probed:
            self.probes.add(diagnostic, cell, sources, sites)
        else:
            collapsed = cell.collapsed and is_generic(diagnostic.identifier)
            group = self.group(place_fingerprint(diagnostic) if collapsed else understood.mark, diagnostic)
            group.collapsed = group.collapsed or collapsed
            group.add(diagnostic, verdict, cell, sources, sites, variants)

    def group(self, mark: str, diagnostic: Diagnostic) -> Group:
        """The issue in the making that has a fingerprint."""
        group = self._groups.get(mark)
        if group is None:
            group = self._groups[mark] = Group(mark, diagnostic)
        return group

    def first_verdict(self, diagnostic: Diagnostic) -> Attribution:
        """Who it was, as far as a record tells by itself."""
        return attribute(diagnostic, self._catalog)

    def issues(self) -> list[Issue]:
        """The issues in no particular order, each attributed with what all records together tell."""
        for line in list(self.probes.join(self._groups.values())):  # without its message, it is the message
            group = self.group(fingerprint(line.diagnostic), line.diagnostic)
            group.add(line.diagnostic, self.first_verdict(line.diagnostic), line.cell, line.sources, line.sites)
        self._groups = collapse(self._groups.values())
        groups = sorted(self._groups.values(), key=lambda group: "output_file" in group.clearest.params)
        return [self._issue(group, self._attribute(group)) for group in groups]

    def _attribute(self, group: Group) -> Attribution:
        attribution = group.kept or self._judge(group)
        component, location = attribution.component, group.clearest.location
        if component.kind == "unknown":
            self._absent.update(attribution.absent)
        if location and component.kind not in ("unknown", "core"):
            self.learnt.add_printed(location, component.kind, component.slug)
        return attribution

    def _judge(self, group: Group) -> Attribution:
        if group.verdict and not group.probes and rests_on_itself(group.clearest, self.learnt):
            return group.verdict
        attribution = attribute(group.clearest, self._catalog, self.learnt, group.cell.first)
        if len(group.probes) > 1:
            found = [(attribute(each, self._catalog, self.learnt), count) for each, count in group.probes]
            attribution = shared(attribution, found)
        return attribution

    def _fixed(self, diagnostic: Diagnostic, component: Component) -> Fixed | None:
        domain = diagnostic.params.get("domain")
        return self._fixes.find(component.kind, component.slug, diagnostic.identifier, domain)

    def warnings(self) -> list[str]:
        """What the issues leave open, once they are made."""
        return [
            f"{key} is named but not installed, and nobody else is named: who it was is unknown"
            for key in sorted(self._absent)
        ]

    def seen(self, asked: Callable[[str, str, bool], bool]) -> Iterator[Seen]:
        """What was collected so far, one for each issue.

        :param asked: whether it is asked for, by its identifier and level, and whether visitors could read it.
        """
        for group in self._groups.values():
            shown = bool(group.shown_in)
            if not asked(group.diagnostic.identifier, group.diagnostic.level, shown):
                continue
            yield Seen(
                diagnostic=_shown(group.diagnostic, shown),
                cell=group.shown if shown else group.cell,
                sources=frozenset(group.shown_in if shown else group.sources),
                requests=frozenset(group.requests),
                sites=group.sites,
            )

    def _issue(self, group: Group, attribution: Attribution) -> Issue:
        diagnostic, cell = group.diagnostic, group.cell
        component = attribution.component
        shown = bool(group.shown_in)
        advice = self._book.advise(_shown(diagnostic, shown), component, attribution.site)
        fixed = self._fixed(diagnostic, component)
        places = group.places.lines()
        examples = tuple(dict.fromkeys(text[:MESSAGE] for text in group.variants.examples()))
        found = counted(group.sites, group.versions, component.version)
        issue = Issue(
            fingerprint=group.fingerprint,
            identifier=diagnostic.identifier,
            rule=advice.rule.id if advice else None,
            level=(advice.rule.severity if advice else None) or diagnostic.level,
            php_level=diagnostic.php_level,
            message=diagnostic.message[:MESSAGE],
            template=template_of(diagnostic)[:MESSAGE],
            params=diagnostic.params,
            location=diagnostic.location,
            trace=diagnostic.trace or group.clearest.trace,
            component=component,
            alternatives=attribution.alternatives,
            evidence=attribution.evidence,
            count=cell.count,
            first_seen=rfc3339(cell.first),
            last_seen=rfc3339(cell.last),
            histogram=histogram(cell),
            sources=tuple(sorted(group.sources)),
            site=attribution.site,
            requests=tuple(sorted(group.requests)),
            title=advice.title if advice else "",
            why=advice.why if advice else "",
            fix=with_version(advice.fix, fixed, component, self._book.words) if advice else None,
            shown=shown,
            impact=advice.impact if advice else "noise",
            baseline=group.state,
            sites=found,
            site_count=how_many([site.name for site in found]),
            places=tuple(places[:LISTED]),
            place_count=len(places),
            variants=group.variant_count(),
            examples=examples if len(examples) > 1 else (),
        )
        installed = group.kept is not None or self.learnt.inventory is not None
        return replace(issue, merging=merging_of(group, issue, installed=installed))


def _shown(diagnostic: Diagnostic, shown: bool) -> Diagnostic:
    """The same, with whether visitors could read any record of the issue."""
    return diagnostic if diagnostic.shown is shown else replace(diagnostic, shown=shown)
