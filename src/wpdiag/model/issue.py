"""One problem as the report has it (JSON contract, version 1): who, why, what to do, how often and where."""

from __future__ import annotations

from wpdiag.model.record import Diagnostic, Frame, Location, Struct


class Component(Struct, frozen=True, kw_only=True):
    """Who is responsible; ``unknown`` with an empty slug where the text does not tell."""

    kind: str = "unknown"
    slug: str = ""
    name: str | None = None
    version: str | None = None
    role: str | None = None
    confidence: float = 0.0
    verdict: str = "unknown"

    @property
    def key(self) -> str:
        """``plugin:shop``; the kind alone where there is no slug."""
        return f"{self.kind}:{self.slug}" if self.slug else self.kind


class Alternative(Struct, frozen=True, kw_only=True):
    """Another component that the evidence allows."""

    kind: str
    slug: str
    role: str
    confidence: float


class Evidence(Struct, frozen=True, kw_only=True):
    """One reason to name a component; ``weight`` in bits: confidence is ``1 - 2 ** -weight`` when nothing rivals it."""

    kind: str
    text: str
    component: str
    role: str
    weight: float
    found_in: str = "message"
    """The part of the record where ``text`` stands: message, location, trace, query, request; or ``report``."""
    library: str | None = None
    """The Composer package that the component brings along and to which the file belongs."""


class Code(Struct, frozen=True, kw_only=True):
    """The pattern to change in the code."""

    before: str
    after: str


class Recovery(Struct, frozen=True, kw_only=True):
    """The way back in where the site is down: ``steps`` need no shell."""

    steps: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()


class Fix(Struct, frozen=True, kw_only=True):
    """What to do, filled in for this issue: ``commands`` are for copying; wpdiag never runs them."""

    summary: str
    audience: str
    steps: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    fixed_in: str | None = None
    links: tuple[str, ...] = ()
    visitors: str = ""
    """Whether and how it hurts visitors."""
    recover: Recovery | None = None
    check: tuple[str, ...] = ()
    """How to see that it is gone."""
    avoid: tuple[str, ...] = ()
    """What not to do."""
    developer: tuple[str, ...] = ()
    """What to change in the code."""
    code: Code | None = None
    suppress: str | None = None
    """PHP code for a must-use plugin that hides this one message: the last resort."""


class SiteCount(Struct, frozen=True, kw_only=True):
    """How often an issue occurred on one site: a host for pages, the root's path for logs.

    ``version`` is that of the responsible component there, where it is known.
    """

    name: str
    count: int
    version: str | None = None


class CodeLine(Struct, frozen=True, kw_only=True):
    """A line of code that raised an issue, and how often."""

    file: str
    line: int | None
    count: int


class Example(Struct, frozen=True, kw_only=True):
    """One of the distinct texts of an issue: the hash it is picked by; ``text`` is null where only that is kept."""

    hash: int
    text: str | None = None


class Times(Struct, frozen=True, kw_only=True):
    """How often, when and where some records of an issue were seen; fields as those of an issue."""

    count: int
    first_seen: str | None
    last_seen: str | None
    histogram: dict[str, int]
    sources: tuple[str, ...]


class Merging(Struct, frozen=True, kw_only=True):
    """What a merge needs of an issue beside what it shows."""

    first: Diagnostic | None = None
    """The record that speaks for the issue; null where the issue itself says the same."""
    clearest: Diagnostic | None = None
    """The record that tells most about who it was; null where that is the first."""
    shown: Times | None = None
    """The records that visitors could read; null where that is all of them, or none."""
    installed: bool = False
    """Whether the verdict rests on a list of what is installed."""
    probed: bool = False
    """Whether it is made of the probe's records only, which ``Lessons.probed`` has."""
    variants: tuple[Example, ...] = ()
    """A sample of the distinct texts, from which their number is told."""
    places: tuple[CodeLine, ...] = ()
    """The lines of code that the issue does not list."""
    collapsed: bool = False
    """Whether the issue is one place that said too many things which nobody knows."""


class Issue(Struct, frozen=True, kw_only=True):
    """All diagnostics with one fingerprint. Times are RFC 3339 in UTC, or null where the clock is unknown."""

    fingerprint: str
    identifier: str
    rule: str | None
    level: str
    php_level: str | None
    message: str
    template: str
    params: dict[str, str]
    location: Location | None
    trace: tuple[Frame, ...]
    component: Component
    alternatives: tuple[Alternative, ...]
    evidence: tuple[Evidence, ...]
    count: int
    first_seen: str | None
    last_seen: str | None
    histogram: dict[str, int]
    """Count per hour; keys are ``YYYY-MM-DDTHH`` in UTC."""
    sources: tuple[str, ...]
    site: str | None
    requests: tuple[str, ...]
    title: str = ""
    """The rule's title, in a few words."""
    why: str = ""
    """The rule's explanation."""
    fix: Fix | None = None
    baseline: str | None = None
    """``new``, ``known``, ``escalating`` (ten times its usual hourly rate) or ``returned``; null without a baseline."""
    shown: bool = False
    """Whether visitors could read it."""
    impact: str = "noise"
    """What it does to the site, see :data:`IMPACTS`."""
    cause: str | None = None
    """The fingerprint of the issue of this report that it follows from."""
    because: str = ""
    """How it follows from its cause."""
    sites: tuple[SiteCount, ...] = ()
    """Where it occurred, most often first, as far as records name their site; at most 10,000, picked by chance."""
    site_count: int = 0
    """On how many sites it occurred; from 10,000 on an estimate."""
    places: tuple[CodeLine, ...] = ()
    """The lines of code, most frequent first, at most 20."""
    place_count: int = 0
    """How many lines of code there are."""
    variants: int = 1
    """How many distinct texts the messages had; from 64 on an estimate."""
    examples: tuple[str, ...] = ()
    """Up to five of these texts, picked evenly, where there are several."""
    merging: Merging = Merging()
