"""The nouns: what flows from stage to stage, and the report that comes out (JSON contract, version 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from wpdiag.advise import RuleBook

SCHEMA_VERSION = "1.0"
LEVELS = ("fatal", "error", "warning", "notice", "deprecated", "info")
"""All levels, most severe first."""
IMPACTS = ("down", "broken", "exposed", "future", "noise")
"""What an issue does to the site, in the order to act: the site or a page is down, something is broken for visitors,
visitors or attackers learn or get what they must not, the next PHP or WordPress will break it, nothing yet."""
_RANK = {level: rank for rank, level in enumerate(LEVELS)}


def at_least(level: str, threshold: str) -> bool:
    """Whether ``level`` is as severe as ``threshold``, or worse."""
    return _RANK[level] <= _RANK[threshold]


def worst(*levels: str) -> str:
    """The most severe of some levels."""
    return min(levels, key=_RANK.__getitem__)


class Struct(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all nouns: immutable, compared by value, with slots."""


class Entry(Struct, frozen=True, kw_only=True):
    """One record without its wrapper: text that PHP, WordPress or a plugin wrote, and what the wrapper told of it."""

    text: str
    shown: bool = False
    """True where visitors could read it (page output): then the text has no ``PHP `` in front."""
    markup: bool = False
    """True where the text is HTML (html_errors)."""
    truncated: bool = False
    """True where the wrapper or a cut of the file took away the end of the text."""
    request: str | None = None
    """The path that was asked for, where the wrapper names it."""


class Location(Struct, frozen=True, kw_only=True):
    """A file as the message names it, and a line (counted from 1; 0 where PHP gives 0; null where unknown)."""

    file: str
    line: int | None = None


class Frame(Struct, frozen=True, kw_only=True):
    """One call of a stack trace; file and line are null for ``[internal function]``."""

    file: str | None
    line: int | None
    call: str


class Diagnostic(Struct, frozen=True, kw_only=True):
    """What PHP or WordPress said in one record, understood."""

    identifier: str
    level: str
    php_level: str | None
    message: str
    raw: str
    """The message as printed: with its tags, without place and stack trace."""
    params: dict[str, str] = {}
    location: Location | None = None
    trace: tuple[Frame, ...] = ()
    truncated: bool = False
    shown: bool = False
    request: str | None = None
    probed: bool = False
    """True where the probe logged the calls behind a message that WordPress made at the same moment."""


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
    merging: Merging = Merging()


class Source(Struct, frozen=True, kw_only=True):
    """One place that bytes came from; ``bytes`` after decompression; ``error`` says why it was not read to its end."""

    name: str
    transport: str | None = None
    bytes: int = 0
    entries: int = 0
    diagnostics: int = 0
    first_seen: str | None = None
    last_seen: str | None = None
    error: str | None = None


class ComponentCount(Struct, frozen=True, kw_only=True):
    """A component's share in the summary."""

    kind: str
    slug: str
    issues: int
    count: int
    worst: str
    site_count: int = 0
    """On how many sites."""


class SiteShare(Struct, frozen=True, kw_only=True):
    """A site's share in the summary; ``worst`` is null where nothing was found on it."""

    name: str
    issues: int
    count: int
    worst: str | None


class GoneIssue(Struct, frozen=True, kw_only=True):
    """An issue of the baseline that was not seen; ``component`` is ``plugin:shop``, ``count`` what the baseline has."""

    fingerprint: str
    identifier: str
    rule: str | None
    level: str
    component: str
    message: str
    count: int


class BaselineSummary(Struct, frozen=True, kw_only=True):
    """How many issues are in each state beside the baseline; the known ones are listed on request only."""

    new: int
    known: int
    escalating: int
    returned: int
    gone: tuple[GoneIssue, ...]
    """Empty, too, where a scan cannot tell: a source was not readable, or only a span of time was asked for."""


class Summary(Struct, frozen=True, kw_only=True):
    """Totals; ``info`` text is counted in ``by_level`` whether its issues are listed or not. Ignored issues count in
    ``ignored`` alone."""

    diagnostics: int
    issues: int
    by_level: dict[str, int]
    by_component: tuple[ComponentCount, ...]
    filtered: bool = False
    """Whether only some components or rules were asked for."""
    ignored: int = 0
    baseline: BaselineSummary | None = None
    """Null without a baseline."""
    sites: tuple[SiteShare, ...] = ()
    """The sites that were seen, the worst first; at most 10,000, picked by chance."""
    site_count: int = 0
    """How many they are; from 10,000 on an estimate."""


class Probed(Struct, frozen=True, kw_only=True):
    """Calls that the probe logged, and how often, when and where."""

    diagnostic: Diagnostic
    times: Times


class Lessons(Struct, frozen=True, kw_only=True):
    """What all records of a report tell about each other, for a merge: components are ``plugin:shop``."""

    names: dict[str, tuple[str, ...]] = {}
    """The components in whose files a class or function is defined."""
    installed: tuple[str, ...] = ()
    """The components that paths show."""
    updates: tuple[tuple[int, str], ...] = ()
    """What was updated when (seconds since 1970 UTC)."""
    begin: int | None = None
    """When the first record was written (seconds since 1970 UTC)."""
    probed: tuple[Probed, ...] = ()


class Tool(Struct, frozen=True, kw_only=True):
    """Which program made the report, and with how many rules."""

    name: str
    version: str
    rules: int


class Report(Struct, frozen=True, kw_only=True):
    """Everything that a scan found."""

    schema_version: str
    tool: Tool
    generated_at: str
    sources: tuple[Source, ...]
    summary: Summary
    issues: tuple[Issue, ...]
    warnings: tuple[str, ...]
    lessons: Lessons = Lessons()
    redacted: dict[str, int] | None = None
    """How many different values of each kind were replaced by stand-ins; null where the report is as the logs are."""

    def to_dict(self) -> dict[str, Any]:
        """The report as the JSON contract has it, made of plain dicts, lists, strings and numbers."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain

    def to_json(self) -> bytes:
        """The report as UTF-8 JSON, two spaces of indent, no trailing line end."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2)

    @classmethod
    def from_json(cls, data: bytes) -> Report:
        """Read a report back.

        :raises msgspec.ValidationError: where the data is no report of version 1.
        """
        return msgspec.json.decode(data, type=cls)

    def merge(self, other: Report, book: RuleBook | None = None) -> Report:
        """One report of both, as one scan of everything would give it; order and grouping of merges change nothing.

        :param book: the rules that the reports were made with; None means wpdiag's own.
        """
        from wpdiag.report.merge import merge

        return merge((self, other), book)
