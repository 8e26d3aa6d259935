"""A report beside a baseline: its states counted, what is gone said, and both again where reports become one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

import msgspec

from wpdiag.model import BaselineSummary, GoneIssue, Issue

_GONE = "gone since the baseline was made: "
_NAMED = 10
"""So many gone issues are named in the warnings; the summary has all."""


def summary(issues: Iterable[Issue], gone: Iterable[GoneIssue]) -> BaselineSummary:
    """The states of marked issues, counted; free text counts where it is known, for nobody asks for it otherwise."""
    counts = Counter(issue.baseline for issue in issues if issue.level != "info" or issue.baseline != "new")
    return BaselineSummary(
        known=counts["known"],
        new=counts["new"],
        escalating=counts["escalating"],
        returned=counts["returned"],
        gone=tuple(gone),
    )


def merged(parts: Sequence[BaselineSummary | None], issues: Sequence[Issue]) -> BaselineSummary | None:
    """The summary of several reports' issues as one; None where none of them was beside a baseline.

    Gone is what is gone in every part: a part does not see the issues of the others.

    :param issues: of the whole.
    """
    if not any(parts):
        return None
    seen = {issue.fingerprint for issue in issues}
    gone = reduce(_gone_in_both, ({row.fingerprint: row for row in part.gone} if part else {} for part in parts))
    return summary(issues, (gone[mark] for mark in sorted(gone) if mark not in seen))


def warnings(said: Iterable[str], gone: Sequence[GoneIssue]) -> Iterator[str]:
    """The warnings of a report, with what is gone in place of what they said of that before."""
    yield from (warning for warning in said if not warning.startswith(_GONE))
    yield from (f"{_GONE}{row.level}, {row.component}: {row.message}" for row in gone[:_NAMED])
    if len(gone) > _NAMED:
        yield f"{_GONE}{len(gone) - _NAMED:,} more issues"


_Gone = dict[str, GoneIssue]


def _gone_in_both(one: _Gone, other: _Gone) -> _Gone:
    return {mark: max(one[mark], other[mark], key=msgspec.json.encode) for mark in one.keys() & other.keys()}
