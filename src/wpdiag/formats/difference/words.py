"""The words of all formats."""

from __future__ import annotations

from wpdiag.gate.difference import Change, Difference


def counts(difference: Difference) -> str:
    """``1 new, 2 more, 0 fewer, 3 gone, 4 the same``."""
    said = ", ".join(f"{count:,} {name}" for name, count in difference.summary.items() if name != "same")
    return f"{said}, {difference.summary['same']:,} the same"


def numbers(change: Change) -> str:
    """``12``, or ``12 → 40`` where there were some before and are some now."""
    return f"{change.old:,} → {change.new:,}" if change.old and change.new else f"{change.old or change.new:,}"
