"""Whether bytes hold some words: with StringZilla (``wpdiag[fast]``) at the speed of memory, without it by Python.

Most pages hold nothing at all, so this is what scanning them costs.
"""

from __future__ import annotations

from collections.abc import Iterable

try:
    from stringzilla import find as _find
except ImportError:

    def has(data: bytes, word: bytes) -> bool:
        """Whether a word stands in the data."""
        return word in data

else:

    def has(data: bytes, word: bytes) -> bool:
        """Whether a word stands in the data."""
        return bool(_find(data, word) >= 0)


def has_any(data: bytes, words: Iterable[bytes]) -> bool:
    """Whether one of the words stands in the data."""
    for word in words:  # noqa: SIM110 - asked of every page, and half as fast with any()
        if has(data, word):
            return True
    return False
