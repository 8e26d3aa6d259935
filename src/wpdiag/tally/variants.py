"""How many distinct texts there are, and some of them, in bounded memory.

Of the texts' hashes the smallest are kept: an even sample that is the same in whatever order and grouping the texts
come (k minimum values; Bar-Yossef et al., 2002). How far they reach tells how many there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar
from zlib import crc32

T = TypeVar("T", str, bytes)

EXACT = 64
"""Distinct texts up to which the number is exact; above, the standard error is an eighth of it."""
EXAMPLES = 5
_BITS = 32
_SCATTER = 0x9E3779B1
"""Knuth's multiplier: it spreads checksums of texts that differ in few bytes over all 32 bits."""


def text_hash(text: bytes) -> int:
    """A hash of 32 bits that is the same in every process."""
    return crc32(text) * _SCATTER & 0xFFFFFFFF


class Variants(Generic[T]):
    """The smallest hashes of some texts; the texts of the first few of them."""

    __slots__ = ("_largest", "texts")

    def __init__(self, texts: Iterable[tuple[int, T | None]] = ()) -> None:
        self.texts: dict[int, T | None] = {}
        self._largest = -1
        for hash_, text in texts:
            self.add(hash_, text)

    def add(self, hash_: int, text: T | None) -> None:
        """Take in a text; None where only its hash is known."""
        texts = self.texts
        if hash_ in texts:
            kept = texts[hash_]
            if text is not None and kept is not None and text < kept:
                texts[hash_] = text
            return
        if len(texts) >= EXACT:
            if hash_ > self._largest:
                return
            del texts[self._largest]
        texts[hash_] = text
        self._largest = max(texts) if len(texts) >= EXACT else max(self._largest, hash_)
        if len(texts) > EXAMPLES and text is not None:
            self._trim()

    def merge(self, other: Variants[T]) -> None:
        """Take in the texts of another sample."""
        for hash_, text in other.texts.items():
            self.add(hash_, text)

    def number(self) -> int:
        """How many distinct texts there were; an estimate from ``EXACT`` on."""
        if len(self.texts) < EXACT:
            return len(self.texts)
        return max(EXACT, (EXACT - 1) * (1 << _BITS) // (self._largest + 1))

    def examples(self) -> list[T]:
        """Some of the texts, picked evenly, in order."""
        return sorted(text for text in self.texts.values() if text is not None)

    def hashes(self) -> tuple[int, ...]:
        """The hashes that are kept, in order."""
        return tuple(sorted(self.texts))

    def _trim(self) -> None:
        """Keep the texts of the smallest hashes only."""
        for hash_ in sorted(self.texts)[EXAMPLES:]:
            self.texts[hash_] = None
