"""Base of the transports of documents that must be read whole, for their records stand in a structure."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from datetime import tzinfo

from wpdiag.model.batch import Batch
from wpdiag.transports.base import best, decode
from wpdiag.transports.composite import Composite, joined
from wpdiag.transports.json_lines import SIGN, JsonLines

_HEAD = 64 << 10
_LIMIT = 1 << 30
"""Bytes of a document above which only its beginning is read."""


class Whole(Composite):
    """The records are handed on as lines of JSON; a document without a word of PHP's is read as what else it may be."""

    block_size = 4 << 20

    def __init__(self, zone: tzinfo | None = None) -> None:
        super().__init__(zone)
        self._data: list[bytes] = []
        self._length = 0

    def feed(self, data: bytes) -> Batch:
        """Nothing before the end."""
        self._length += len(data)
        if self._length > _LIMIT:
            self.damaged = "a document of more than 1 GB; only its beginning was read"
        else:
            self._data.append(data)
        return Batch([], [])

    def finish(self) -> Batch:
        """The records of the document."""
        data = b"".join(self._data)
        self._data.clear()
        return joined(iter([self._read(data), super().finish()])) if data.strip() else Batch([], [])

    def _read(self, data: bytes) -> Batch:
        lines = list(self.lines(decode(data)))
        if any(map(SIGN.search, lines)):
            return self.read(JsonLines, b"".join(lines))
        return self.read(best(data[:_HEAD], without=Whole.__subclasses__()), data)

    @abstractmethod
    def lines(self, text: str) -> Iterator[bytes]:
        """The records of a document, a JSON object a line, oldest first."""
