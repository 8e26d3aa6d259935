"""``markdown``: for comments on merge requests, as long as one may be."""

from __future__ import annotations

from wpdiag.formats.difference.words import counts, numbers
from wpdiag.formats.shared import words
from wpdiag.formats.shared.markup import code, escape
from wpdiag.gate.difference import Difference
from wpdiag.redact import note

FOR_OTHERS = True
_LONGEST = 60_000
_MESSAGE = 200


def render(difference: Difference) -> str:
    """A line that sums up, then a table of the changes, worst first."""
    lines = [f"## wpdiag: {counts(difference)}"]
    if difference.changes:
        lines += ["", "| Change | Level | Messages | Component | Issue |", "|---|---|--:|---|---|"]
    length = 0
    for number, change in enumerate(difference.changes):
        component = code(words.line(change.component, 100), in_table=True)
        message = code(words.line(change.message or change.title, _MESSAGE), in_table=True)
        row = f"| {change.change} | {escape(change.level)} | {numbers(change)} | {component} | {message} |"
        length += len(row) + 1
        if length > _LONGEST:
            lines += ["", f"… and {words.number(len(difference.changes) - number, 'more issue')}."]
            break
        lines.append(row)
    if difference.redacted:
        lines += ["", escape(note(difference.redacted))]
    return "\n".join(lines) + "\n"
