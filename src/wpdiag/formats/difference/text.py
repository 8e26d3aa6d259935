"""``text``: a line for each issue that changed."""

from __future__ import annotations

from itertools import groupby

from wpdiag.formats.difference.words import counts, numbers
from wpdiag.formats.shared import words
from wpdiag.gate.difference import Difference
from wpdiag.redact import note
from wpdiag.safe import safe_line

_MESSAGE = 160


def render(difference: Difference) -> str:
    """A line that sums up, then the changes by kind."""
    lines = [counts(difference)]
    for kind, members in groupby(difference.changes, key=lambda change: change.change):
        lines += ["", kind.capitalize()]
        lines += [
            f"  {change.level:<10}  {numbers(change)}  {safe_line(change.component)}: "
            f"{words.line(change.message or change.title, _MESSAGE)}  [{safe_line(change.fingerprint)}]"
            for change in members
        ]
    if difference.redacted:
        lines += ["", note(difference.redacted)]
    return "\n".join(lines) + "\n"
