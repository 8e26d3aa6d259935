"""Follow sources: what appears for the first time, and what came again, from one look at them to the next."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from wpdiag.model import Issue


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """An issue that appeared or came again since the last look; with ``--format jsonl``, a line of the output."""

    event: str
    """``new`` or ``again``."""
    fingerprint: str
    identifier: str
    level: str
    component: str
    """``plugin:shop``; ``unknown`` where nobody is named."""
    message: str
    count: int
    """How often since the last look."""
    total: int
    """How often since the beginning."""
    last_seen: str | None
    issue: Issue | None
    """All of it, as in the JSON report, where it is new."""


class Watch:
    """Remembers which issues there were."""

    def __init__(self) -> None:
        self._totals: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._totals)

    def look(self, issues: Iterable[Issue]) -> list[Event]:
        """What is to be told of the issues since the last look."""
        return [self._event(issue) for issue in issues]

    def _event(self, issue: Issue) -> Event:
        before = self._totals.get(issue.fingerprint)
        self._totals[issue.fingerprint] = total = (before or 0) + issue.count
        return Event(
            event="new" if before is None else "again",
            fingerprint=issue.fingerprint,
            identifier=issue.identifier,
            level=issue.level,
            component=issue.component.key,
            message=issue.message,
            count=issue.count,
            total=total,
            last_seen=issue.last_seen,
            issue=issue if before is None else None,
        )
