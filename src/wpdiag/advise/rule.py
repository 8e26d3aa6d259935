"""The shape of a rule, and of a file of rules. The JSON Schema that editors use is made from these classes."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from wpdiag.attribute.catalog import Known

Identifier = Annotated[str, Meta(pattern=r"^(?:[a-z]+(?:\.[^\s.*][^\s*]*)?(?:\.\*)?|\*)$")]
RuleId = Annotated[str, Meta(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=60)]
Level = Literal["fatal", "error", "warning", "notice", "deprecated", "info"]
Audience = Literal["admin", "developer", "host"]
Status = Literal["stable", "experimental", "deprecated"]
Impact = Literal["down", "broken", "exposed", "future", "noise"]
Kind = Literal["plugin", "theme", "mu-plugin", "dropin", "core", "unknown"]
Url = Annotated[str, Meta(pattern=r"^https?://\S+$")]
Text = Annotated[str, Meta(min_length=1)]


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base: an unknown key is an error, not something to pass over."""


class Match(_Strict, frozen=True, kw_only=True):
    """Which issues a rule is for. All conditions given must hold; patterns are regular expressions, searched for."""

    identifier: Identifier
    level: tuple[Level, ...] = ()
    message: str | None = None
    params: dict[str, str] = {}
    kind: tuple[Kind, ...] = ()
    slug: str | None = None
    shown: bool | None = None
    """True: only in page output; false: only in logs."""
    file: str | None = None
    """Of the place that the message names."""
    request: str | None = None
    """The path that was asked for."""
    trace: str | None = None
    """A call in the stack trace."""


class Code(_Strict, frozen=True, kw_only=True):
    """The pattern to change in the code, for developers."""

    before: Text
    after: Text


class Recovery(_Strict, frozen=True, kw_only=True):
    """The way back in where the site is down: first without a shell, then the commands."""

    steps: tuple[Text, ...] = ()
    commands: tuple[Text, ...] = ()


class _Common(_Strict, frozen=True, kw_only=True):
    """Advice that a family of rules shares; a rule may give its own."""

    check: tuple[Text, ...] = ()
    """How to see that it is gone."""
    avoid: tuple[Text, ...] = ()
    """What not to do."""
    recover: Recovery | None = None
    suppress: str | None = None
    """PHP code for a must-use plugin that hides this one message and nothing else: the last resort."""


class Fix(_Common, frozen=True, kw_only=True):
    """What to do. Texts hold placeholders such as ``{name|the plugin}``; see :mod:`wpdiag.advise.fill`."""

    summary: Text
    audience: Audience = "admin"
    steps: tuple[Text, ...] = ()
    commands: tuple[Text, ...] = ()
    fixed_in: str | None = None
    developer: tuple[Text, ...] = ()
    """What to change in the code."""
    code: Code | None = None


class Guide(_Common, frozen=True, kw_only=True):
    """Advice for a family of issues: what it says is used where neither the rule nor a narrower guide says it."""

    match: Match
    impact: Impact | None = None
    visitors: str | None = None


class Examples(_Strict, frozen=True, kw_only=True):
    """Log records that the rule must match, and near-misses that it must not."""

    match: Annotated[tuple[Text, ...], Meta(min_length=1)]
    no_match: tuple[Text, ...] = ()
    shown: bool = False
    """True where the examples are page output (``Warning: …``), not log records (``PHP Warning:  …``)."""
    request: str | None = None
    """The path that was asked for, where the wrapper of the record names it."""


class Rule(_Strict, frozen=True, kw_only=True):
    """One piece of knowledge: what it is about, why it happens, what to do."""

    id: RuleId
    title: Annotated[str, Meta(min_length=3, max_length=80)]
    match: Match
    why: Text
    fix: Fix
    examples: Examples
    links: tuple[Url, ...] = ()
    severity: Level | None = None
    """Overrides the level of the issue."""
    impact: Impact | None = None
    """What it does to the site: it orders what to do first."""
    visitors: str | None = None
    """Whether and how it hurts visitors."""
    status: Status = "stable"
    aliases: tuple[RuleId, ...] = ()


class ScanExamples(_Strict, frozen=True, kw_only=True):
    """Texts to scan as one source: in the first kind the thing is found, in the second it must not be."""

    match: Annotated[tuple[Text, ...], Meta(min_length=1)]
    no_match: tuple[Text, ...] = ()


class Cause(_Strict, frozen=True, kw_only=True):
    """One kind of issue that brings about another; the report shows the effect under its cause."""

    cause: Match
    effect: Match
    by: Literal["output", "page", "place", "component", "table", "moment"]
    """What must tie the two together, see :mod:`wpdiag.report.causes`."""
    because: Text
    examples: ScanExamples


class Finding(_Strict, frozen=True, kw_only=True):
    """What nobody printed but the issues of a scan show: one issue of its own, however many show it."""

    identifier: Annotated[str, Meta(pattern=r"^(?:page|http|site|server)\.[a-z0-9_]+$")]
    level: Level
    message: Text
    match: Match
    example: Literal["file", "request", "message"]
    """What the parameter ``example`` is taken from."""
    examples: ScanExamples


class Extension(_Strict, frozen=True, kw_only=True):
    """What a pack adds to a rule of an earlier one: lists are added behind the rule's own, words replace its words."""

    id: RuleId
    summary: Text | None = None
    audience: Audience | None = None
    severity: Level | None = None
    impact: Impact | None = None
    steps: tuple[Text, ...] = ()
    commands: tuple[Text, ...] = ()
    links: tuple[Url, ...] = ()


class RuleFile(_Strict, frozen=True, kw_only=True):
    """A file of rules. ``disable`` switches off rules of the packs loaded before, by id; ``extend`` adds to them;
    ``components`` adds to the catalogue of who owns which name, and wins over it.
    """

    rules: tuple[Rule, ...] = ()
    guides: tuple[Guide, ...] = ()
    causes: tuple[Cause, ...] = ()
    findings: tuple[Finding, ...] = ()
    extend: tuple[Extension, ...] = ()
    disable: tuple[RuleId, ...] = ()
    components: tuple[Known, ...] = ()
