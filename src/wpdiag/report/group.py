"""One issue in the making: all records with one fingerprint."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from wpdiag.attribute import Attribution
from wpdiag.model import Diagnostic
from wpdiag.report import sites
from wpdiag.report.places import Places
from wpdiag.tally import Cell
from wpdiag.tally.variants import Variants, text_hash

_Clarity = tuple[float, int, str, str, tuple[str, ...]]
_REQUESTS = 20


class Group:
    """Nothing here depends on the order in which records arrive."""

    __slots__ = (
        "cell",
        "clarity",
        "clearest",
        "collapsed",
        "diagnostic",
        "fingerprint",
        "kept",
        "own",
        "places",
        "probes",
        "requests",
        "shown",
        "shown_in",
        "sites",
        "sources",
        "state",
        "told",
        "variants",
        "verdict",
        "versions",
    )

    def __init__(self, mark: str, diagnostic: Diagnostic) -> None:
        self.fingerprint = mark
        self.diagnostic = diagnostic
        self.clearest = diagnostic
        """The member that says most about who it was: one occurrence with a stack speaks for all."""
        self.own: Diagnostic | None = None
        """The clearest without what the probe logged, where that took its place."""
        self.clarity: _Clarity | None = None
        self.verdict: Attribution | None = None
        """Who it was, as far as that member tells by itself."""
        self.probes: list[tuple[Diagnostic, int]] = []
        """The same with the calls that the probe logged, most frequent first, and how often."""
        self.kept: Attribution | None = None
        """A verdict from a report made where it was known what is installed."""
        self.state: str | None = None
        """How it stands beside a baseline, in a report made before."""
        self.cell = Cell(b"")
        self.sources: set[str] = set()
        self.requests: set[str] = set()
        self.sites: dict[str, int] = {}
        self.versions: dict[str, str] = {}
        """The version of the responsible component by site, from reports made before."""
        self.shown = Cell(b"")
        self.shown_in: set[str] = set()
        self.places = Places()
        self.variants: Variants[str] = Variants()
        self.told = 1
        """How many distinct texts a report made before has, which may not have kept what they are counted by."""
        self.collapsed = False
        """Whether it is all that one place says and nobody knows."""

    def add(
        self,
        diagnostic: Diagnostic,
        attribution: Attribution,
        cell: Cell,
        sources: Iterable[str],
        on: dict[str, int],
        variants: Variants[str] | None = None,
    ) -> None:
        """Take in all occurrences of one distinct record.

        :param on: how many were on which site.
        :param variants: the texts of the records; None where it is the diagnostic's alone.
        """
        self.speak(diagnostic, cell)
        self.clear(diagnostic, attribution)
        self.cell.merge(cell)
        self.places.add(diagnostic.location, cell.count)
        if variants is None:
            text = diagnostic.message
            self.variants.add(text_hash(text.encode("utf-8", "surrogatepass")), text)
        else:
            self.variants.merge(variants)
        self.sources.update(sources)
        sites.add(self.sites, on)
        if diagnostic.shown:
            self.shown.merge(cell)
            self.shown_in.update(sources)
        if diagnostic.request:
            self.ask([diagnostic.request])

    def merge(self, other: Group) -> None:
        """Take in the records of another group, as if each had been added here."""
        self.speak(other.diagnostic, other.cell)
        if other.clarity is not None:
            self._clear(other.clearest, other.clarity, other.verdict)
        self.cell.merge(other.cell)
        self.places.merge(other.places)
        self.variants.merge(other.variants)
        self.told = max(self.told, other.told)
        self.sources.update(other.sources)
        sites.add(self.sites, other.sites)
        self.shown.merge(other.shown)
        self.shown_in.update(other.shown_in)
        self.ask(other.requests)
        for site, version in other.versions.items():
            self.versions[site] = max(version, self.versions.get(site, ""))
        self.kept = self.kept or other.kept
        self.state = self.state or other.state
        self.probes += other.probes

    def variant_count(self) -> int:
        """How many distinct texts there are."""
        return max(self.told, self.variants.number())

    def speak(self, diagnostic: Diagnostic, cell: Cell) -> None:
        """The first record speaks for the group; asked before its occurrences are counted."""
        if diagnostic is self.diagnostic:
            return
        one, other = _order(diagnostic, cell), _order(self.diagnostic, self.cell)
        if one < other or (one == other and _text(diagnostic) < _text(self.diagnostic)):
            self.diagnostic = diagnostic

    def clear(self, diagnostic: Diagnostic, attribution: Attribution) -> None:
        """The record that tells most about who it was is remembered."""
        if diagnostic is self.clearest and self.clarity is not None:
            return
        self._clear(diagnostic, _clarity(diagnostic, attribution), attribution)

    def _clear(self, diagnostic: Diagnostic, clarity: _Clarity, attribution: Attribution | None) -> None:
        if (
            self.clarity is None
            or clarity > self.clarity
            or (clarity == self.clarity and _text(diagnostic) < _text(self.clearest))
        ):
            self.clearest, self.clarity, self.verdict = diagnostic, clarity, attribution

    def probe(self, diagnostic: Diagnostic, count: int) -> None:
        """Take in calls that the probe logged so many times, the most frequent first, where no record has places."""
        if self.probes or not any(frame.line for frame in self.clearest.trace):  # a summary of calls has none
            self.own = self.own or self.clearest
            self.probes.append((replace(self.clearest, trace=diagnostic.trace), count))
            self.clearest = self.probes[0][0]

    def ask(self, requests: Iterable[str]) -> None:
        """Some of the requests are kept, the same in every order."""
        self.requests.update(requests)
        for most in sorted(self.requests)[_REQUESTS:]:
            self.requests.remove(most)


def _order(diagnostic: Diagnostic, cell: Cell) -> tuple[float, str, str, int]:
    """The first occurrence speaks for the group; ties are broken by text, so that the order of sources is no matter."""
    location = diagnostic.location
    return (
        float("inf") if cell.first is None else cell.first,
        diagnostic.message,
        location.file if location else "",
        (location.line or 0) if location else 0,
    )


def _clarity(diagnostic: Diagnostic, attribution: Attribution) -> _Clarity:
    component = attribution.component
    calls = tuple(frame.call for frame in diagnostic.trace)
    return component.confidence, len(calls), component.slug, attribution.site or "", calls


def _text(diagnostic: Diagnostic) -> bytes:
    """Everything that a verdict can depend on, to break ties: no two records may be as good as each other."""
    return msgspec.json.encode(replace(diagnostic, raw=""))
