"""What a report keeps of its records so that a merge comes to the verdicts of one scan, and back again."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from msgspec.structs import replace

from wpdiag.model import Diagnostic, Example, Issue, Merging, Times
from wpdiag.report.group import Group
from wpdiag.report.places import LISTED
from wpdiag.tally import Cell
from wpdiag.transports.clock import rfc3339

MESSAGE = 20_000
"""Characters of a message that a report has."""


def merging_of(group: Group, issue: Issue, *, installed: bool) -> Merging:
    """What the issue itself does not say of the records it is made of.

    :param installed: whether the verdict rests on a list of what is installed.
    """
    speaker, witness = group.diagnostic, group.own or group.clearest
    partly = group.shown_in and (group.shown.count, group.shown_in) != (group.cell.count, group.sources)
    return Merging(
        first=None if _is_said(speaker, issue) else _kept(speaker),
        clearest=None if witness is speaker or _kept(witness) == _kept(speaker) else _kept(witness),
        shown=times_of(group.shown, group.shown_in) if partly else None,
        installed=installed,
        probed=group.diagnostic.probed,
        variants=tuple(Example(hash=hash_, text=text) for hash_, text in sorted(group.variants.texts.items())),
        places=tuple(group.places.lines()[LISTED:]),
        collapsed=group.collapsed,
    )


def _is_said(diagnostic: Diagnostic, issue: Issue) -> bool:
    """Whether :func:`said_by` gives this record, but for its message with its tags. Asked of every issue, so neither is
    made for it."""
    return (
        not diagnostic.truncated
        and not diagnostic.probed
        and diagnostic.shown is issue.shown
        and diagnostic.request == (issue.requests[0] if issue.requests else None)
        and diagnostic.level == issue.level
        and diagnostic.identifier == issue.identifier
        and diagnostic.php_level == issue.php_level
        and diagnostic.message[:MESSAGE] == issue.message
        and diagnostic.params == issue.params
        and diagnostic.location == issue.location
        and diagnostic.trace == issue.trace
    )


def said_by(issue: Issue) -> Diagnostic:
    """The record that speaks for an issue, as far as the issue shows it."""
    return Diagnostic(
        identifier=issue.identifier,
        level=issue.level,
        php_level=issue.php_level,
        message=issue.message,
        raw="",
        params=issue.params,
        location=issue.location,
        trace=issue.trace,
        shown=issue.shown,
        request=issue.requests[0] if issue.requests else None,
    )


def times_of(cell: Cell, sources: set[str]) -> Times:
    """How often, when and where, as a report has it."""
    return Times(
        count=cell.count,
        first_seen=rfc3339(cell.first),
        last_seen=rfc3339(cell.last),
        histogram=histogram(cell),
        sources=tuple(sorted(sources)),
    )


def cell_of(times: Times | Issue) -> Cell:
    """How often and when, as a scan counts it."""
    cell = Cell(b"")
    cell.count = times.count
    cell.first, cell.last = _instant(times.first_seen), _instant(times.last_seen)
    cell.hours = {_number(hour): count for hour, count in times.histogram.items()}
    return cell


def histogram(cell: Cell) -> dict[str, int]:
    """Count by hour in UTC, in order."""
    hours = sorted(cell.hours)
    return dict(zip(map(_hour, hours), map(cell.hours.__getitem__, hours), strict=True))


def _kept(diagnostic: Diagnostic) -> Diagnostic:
    """Without what no verdict needs: the message with its tags."""
    return replace(diagnostic, message=diagnostic.message[:MESSAGE], raw="")


def _instant(time: str | None) -> int | None:
    return None if time is None else int(datetime.fromisoformat(time).timestamp())


@lru_cache(maxsize=10_000)
def _hour(hour: int) -> str:
    return datetime.fromtimestamp(hour * 3600, UTC).strftime("%Y-%m-%dT%H")


@lru_cache(maxsize=10_000)
def _number(hour: str) -> int:
    return int(datetime.strptime(hour, "%Y-%m-%dT%H").replace(tzinfo=UTC).timestamp()) // 3600
