"""How a report for people opens: its first line, and what to do first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from wpdiag.formats.shared import words
from wpdiag.model import Issue, Report
from wpdiag.report.urgency import Matter
from wpdiag.words import Words

_HIDES = "A fatal error ends its request, so it hides what comes after it: scan again when it is gone."
_FIRST_STEPS = 3


class Headline(NamedTuple):
    """The first line; ``state`` is ``unread`` (nothing could be read), ``clean`` or ``issues``."""

    state: str
    text: str


def headline(report: Report, say: Words) -> Headline:
    """How much was found in how much."""
    readable = [source for source in report.sources if source.entries or not source.error]
    if not readable:
        return Headline("unread", say("Nothing could be read."))
    sources = words.number(len(readable), "source", say)
    standing = words.standing(report.summary, say)
    if not report.summary.diagnostics and report.summary.filtered:
        return Headline("clean", say("Nothing of what was asked for in {sources}.").format(sources=sources + standing))
    if not report.summary.diagnostics:
        return Headline("clean", say("Nothing found in {sources}.").format(sources=sources + standing))
    issues = words.number(report.summary.issues, "issue", say)
    return Headline("issues", say("{issues} in {sources}").format(issues=issues, sources=sources) + standing)


class Step(NamedTuple):
    """Something to do first: the issue whose fix it is, and all that goes away with it, itself included."""

    issue: Issue
    issues: tuple[Issue, ...]

    @property
    def messages(self) -> int:
        """How many messages go away."""
        return sum(issue.count for issue in self.issues)


def first_steps(found: Iterable[Matter]) -> list[Step]:
    """At most three; what one update does away with is one step."""
    steps: dict[tuple[str, str], list[Issue]] = {}
    for matter in found:
        if matter.issue.fix:
            key = (words.component_key(matter.issue.component), _action(matter))
            steps.setdefault(key, []).extend((matter.issue, *matter.followers))
    return [Step(issues[0], tuple(issues)) for issues in list(steps.values())[:_FIRST_STEPS]]


def caveat(found: Sequence[Matter], say: Words) -> str:
    """What to know beside the first steps; mostly nothing."""
    return say(_HIDES) if found and found[0].issue.level == "fatal" else ""


def _action(matter: Matter) -> str:
    """What is done: an update of the component mends all that is not urgent in it."""
    fix = matter.issue.fix
    if fix is None:
        return ""
    update = next((command for command in fix.commands if " update " in command), None)
    return update if update and matter.impact in ("future", "noise") else fix.summary
