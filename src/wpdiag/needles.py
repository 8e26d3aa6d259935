"""Whether bytes hold one of some words: in one pass with an automaton (``wpdiag[fast]``), without it word by word.

Most pages hold nothing at all, so this is what scanning them costs.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

_WINDOW = 1 << 20
"""Bytes that are searched at once: all that is found in them comes in a list."""


class Needles:
    """Words to be looked for together.

    The automaton skips through what cannot begin a word, by three or four bytes: it is fastest where words begin with
    letters that seldom follow each other (``pdberror`` in place of ``wpdberror``), and a word may be any part of what
    is really meant that is rare enough.
    """

    def __init__(self, *words: bytes) -> None:
        self.words = words

    def any_in(self, data: bytes) -> bool:
        """Whether at least one of the words stands in the data."""
        return self._any(data)

    @cached_property
    def _any(self) -> Callable[[bytes], bool]:
        try:
            from ahocorasick_rs import BytesAhoCorasick, MatchKind
        except ImportError:
            return self._one_by_one
        find = BytesAhoCorasick(self.words, MatchKind.LeftmostFirst).find_matches_as_indexes
        overlap = max(map(len, self.words)) - 1

        def together(data: bytes) -> bool:
            if len(data) <= _WINDOW:
                return bool(find(data))
            view = memoryview(data)
            return any(find(view[at : at + _WINDOW + overlap]) for at in range(0, len(data), _WINDOW))

        return together

    def _one_by_one(self, data: bytes) -> bool:
        for word in self.words:  # noqa: SIM110 - asked of every page, and half as fast with any()
            if word in data:
                return True
        return False
