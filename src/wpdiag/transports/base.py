"""What every transport does: say whether bytes are its own, cut them into records, and unwrap one record."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import tzinfo

from wpdiag.model import Entry
from wpdiag.tally.batch import Batch

RECORD_LIMIT = 8 << 20
"""Bytes after which a record without an end is cut."""


class Transport(ABC):
    """One wrapper. An instance serves one source and may keep what it learns from it.

    :param zone: the zone of stamps that carry none; None leaves them without an instant.
    """

    name: str
    hour_width = 0
    """How many bytes of a stamp name the hour; 0 where records have no stamp."""
    block_size = 256 << 10
    """How many bytes are cut at once; blocks that fit the processor's cache are fastest."""

    def __init__(self, zone: tzinfo | None = None) -> None:
        self.zone = zone
        self.fragments = 0
        """How many pieces of text belonged to no record: a source that begins in the middle of one has one."""
        self.lost = 0
        """How many records have no text, for the program that wrote the source left it out."""

    @classmethod
    @abstractmethod
    def score(cls, head: bytes) -> float:
        """How well the first bytes of a source fit: 0 not at all, 1 all of it; the best transport gets the source."""

    @abstractmethod
    def feed(self, data: bytes) -> Batch:
        """Take in the next bytes; the records that are complete."""

    @abstractmethod
    def finish(self) -> Batch:
        """The records that were waiting for more bytes when the source ended."""

    @abstractmethod
    def unwrap(self, body: bytes) -> Iterator[Entry]:
        """The entries of one body: usually one, none for what is no message, several where messages were glued."""

    def when(self, stamp: bytes, body: bytes) -> int | None:  # noqa: B027 - records without stamps need no clock
        """The instant of a stamp in seconds since 1970 UTC; None where it cannot be known."""


class BlockTransport(Transport):
    """Base of transports whose records can stand anywhere: works on blocks that end where a record ends."""

    def __init__(self, zone: tzinfo | None = None) -> None:
        super().__init__(zone)
        self._rest = b""

    def feed(self, data: bytes) -> Batch:
        """The records up to the last boundary."""
        block = self._rest + data
        end = self.boundary(block) or (len(block) if len(block) > RECORD_LIMIT else 0)
        self._rest = block[end:]
        return self.cut(block[:end]) if end else Batch([], [])

    def finish(self) -> Batch:
        """The records in what is left."""
        rest, self._rest = self._rest, b""
        return self.cut(rest)

    @abstractmethod
    def boundary(self, block: bytes) -> int:
        """Where the last record that may go on beyond the block begins; 0 where no record ends in the block."""

    @abstractmethod
    def cut(self, block: bytes) -> Batch:
        """The records of a block."""


def decode(data: bytes) -> str:
    """Bytes as text: UTF-8, and U+FFFD for each byte that is none."""
    return data.decode("utf-8", errors="replace")
