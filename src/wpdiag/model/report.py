"""The report that comes out (JSON contract, version 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wpdiag.model.issue import Issue, Times
from wpdiag.model.record import Diagnostic, Struct

if TYPE_CHECKING:
    from wpdiag.advise import RuleBook

SCHEMA_VERSION = "1.0"


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
    """Calls that the probe logged, and how often, when and where; ``sites``: how often on which site."""

    diagnostic: Diagnostic
    times: Times
    sites: dict[str, int] = msgspec.field(default_factory=dict)


class Lessons(Struct, frozen=True, kw_only=True):
    """What all records of a report tell about each other, for a merge: components are ``plugin:shop``."""

    names: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
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
        plain: dict[str, Any] = _with_lists(msgspec.to_builtins(self))
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


def _with_lists(value: Any) -> Any:
    """What a JSON parser would give: lists where there are tuples."""
    if isinstance(value, dict):
        return {key: _with_lists(part) for key, part in value.items()}
    return [_with_lists(part) for part in value] if isinstance(value, list | tuple) else value
