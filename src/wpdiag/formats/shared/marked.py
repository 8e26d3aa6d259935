"""Text with spans marked below each line, as compilers do: carets and a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wpdiag.safe import safe_line


class Mark(NamedTuple):
    """Characters ``start`` to ``end`` of a text, marked with a number."""

    start: int
    end: int
    number: int


def find_marks(text: str, wanted: Iterable[tuple[int, str]]) -> list[Mark]:
    """Where numbered pieces of text stand in a text, each at its first place; what is not there has no mark.

    Spans do not overlap: of two that would, the one that begins first stays, and of those the longer one.
    """
    found = sorted(
        (Mark(at, at + len(part), number) for number, part in wanted if part and (at := text.find(part)) >= 0),
        key=lambda mark: (mark.start, -mark.end),
    )
    kept: list[Mark] = []
    for mark in found:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def marked(text: str, wanted: Iterable[tuple[int, str]], *, width: int, indent: str) -> Iterator[str]:
    """The text in lines of at most ``width`` characters, the marks of each line below it; safe for a terminal."""
    text = safe_line(text)
    marks = find_marks(text, ((number, safe_line(part)) for number, part in wanted))
    for start, end in _lines(text, width - len(indent)):
        yield indent + text[start:end]
        below = ""
        for mark in marks:
            left, right = max(mark.start, start), min(mark.end, end)
            if left < right:
                below = below.ljust(left - start) + "^" * (right - left) + f" {mark.number}" * (mark.end <= end)
        if below:
            yield indent + below


def _lines(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Where lines begin and end: broken at blanks where there are some."""
    start = 0
    while len(text) - start > width:
        blank = text.rfind(" ", start + 1, start + width + 1)
        end = blank if blank > start else start + width
        yield start, end
        start = end + (blank > start)
    yield start, len(text)
