"""Base of the transports of documents that must be read whole, for their records stand in a structure."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from datetime import tzinfo

from wpdiag.model.batch import Batch
from wpdiag.transports.base import best, decode, known
from wpdiag.transports.composite import Composite, joined
from wpdiag.transports.json_lines import SIGN, JsonLines
from wpdiag.transports.parts import TOO_LONG, Parts

_HEAD = 64 << 10


class Whole(Composite):
    """The records are handed on as lines of JSON; a document without a word of PHP's is read as what else it may be."""

    block_size = 4 << 20

    def __init__(self, zone: tzinfo | None = None, written: float | None = None) -> None:
        super().__init__(zone, written)
        self._whole = Parts()

    def feed(self, data: bytes) -> Batch:
        """Nothing before the end."""
        if not self._whole.add(data):
            self.damaged = TOO_LONG.format("document")
        return Batch([], [])

    def finish(self) -> Batch:
        """The records of the document."""
        data = self._whole.take()
        return joined(iter([self._read(data), super().finish()])) if data.strip() else Batch([], [])

    def _read(self, data: bytes) -> Batch:
        lines = list(self.lines(decode(data)))
        if any(map(SIGN.search, lines)):
            return self.read(JsonLines, b"".join(lines))
        return self.read(best(data[:_HEAD], without=[kind for kind in known() if issubclass(kind, Whole)]), data)

    @abstractmethod
    def lines(self, text: str) -> Iterator[bytes]:
        """The records of a document, a JSON object a line, oldest first."""
