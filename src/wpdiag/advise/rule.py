"""The shape of a rule, and of a file of rules. The JSON Schema that editors use is made from these classes."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from wpdiag.attribute.catalog import Known

Identifier = Annotated[str, Meta(pattern=r"^(?:[a-z]+(?:\.[^\s.*][^\s*]*)?(?:\.\*)?|\*)$")]
RuleId = Annotated[str, Meta(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=60)]
Level = Literal["fatal", "error", "warning", "notice", "deprecated", "info"]
Audience = Literal["admin", "developer", "host"]
Status = Literal["stable", "experimental", "deprecated"]
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


class Fix(_Strict, frozen=True, kw_only=True):
    """What to do. Texts hold placeholders such as ``{name|the plugin}``; see :mod:`wpdiag.advise.fill`."""

    summary: Text
    audience: Audience = "admin"
    steps: tuple[Text, ...] = ()
    commands: tuple[Text, ...] = ()
    fixed_in: str | None = None


class Examples(_Strict, frozen=True, kw_only=True):
    """Log records that the rule must match, and near-misses that it must not."""

    match: Annotated[tuple[Text, ...], Meta(min_length=1)]
    no_match: tuple[Text, ...] = ()
    shown: bool = False
    """True where the examples are page output (``Warning: …``), not log records (``PHP Warning:  …``)."""


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
    status: Status = "stable"
    aliases: tuple[RuleId, ...] = ()


class RuleFile(_Strict, frozen=True, kw_only=True):
    """A file of rules. ``disable`` switches off rules of the packs loaded before, by id; ``components`` adds to the
    catalogue of who owns which name, and wins over it.
    """

    rules: tuple[Rule, ...] = ()
    disable: tuple[RuleId, ...] = ()
    components: tuple[Known, ...] = ()
