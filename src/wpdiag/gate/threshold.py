"""Which issues fail the run."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from wpdiag.model import Issue, at_least


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """What an issue needs to fail the run: all of it."""

    fail_on: str = "deprecated"
    """The least level; ``never`` for none."""
    only_new: bool = False
    """Whether issues that the baseline knows pass."""
    min_confidence: float = 0.0
    """How sure it must be who is responsible, from 0 to 1."""
    max_count: int = 0
    """How often it may occur before it fails."""

    def fails(self, issue: Issue) -> bool:
        """Whether this issue fails the run."""
        return (
            self.fail_on != "never"
            and at_least(issue.level, self.fail_on)
            and not (self.only_new and issue.baseline == "known")
            and issue.component.confidence >= self.min_confidence
            and issue.count > self.max_count
        )

    def any_fails(self, issues: Iterable[Issue]) -> bool:
        """Whether any issue does."""
        return any(map(self.fails, issues))
