"""What every transport does: say whether bytes are its own, cut them into records, and unwrap one record."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from datetime import tzinfo
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from pkgutil import iter_modules

from wpdiag.model import Entry
from wpdiag.model.batch import Batch

_SURE = 0.95
RECORD_LIMIT = 8 << 20
"""Bytes after which a record without an end is cut."""


class Transport(ABC):
    """One wrapper. An instance serves one source and may keep what it learns from it.

    :param zone: the zone of stamps that carry none; None leaves them without an instant.
    :param written: when the source was last written (seconds since 1970 UTC), which tells the year of stamps without
        one; None means now.
    """

    name: str
    rank = 2
    """Transports of a lower rank are tried first."""
    line_start: re.Pattern[bytes] | None = None
    """How a record of this transport begins, where that tells it from any other."""
    mixes = False
    """Whether ``line_start`` is clear enough to tell these lines from others in the same file."""
    hour_width = 0
    """How many bytes of a stamp name the hour; 0 where records have no stamp."""
    block_size = 256 << 10
    """How many bytes are cut at once; blocks that fit the processor's cache are fastest."""
    splits = False
    """Whether a source can be read in ranges, each beginning where :meth:`begin` says, by several instances."""

    grows = False
    """Whether a source that cannot be read in ranges may get more records at its end, and :meth:`begin` knows them."""
    plain = False
    """Whether a body is the text of its entry, behind a stamp's zone at most."""
    longest = RECORD_LIMIT
    """Bytes within which the last record of a source begins, as a rule."""

    damaged: str | None = None
    """Why the source was not read to its end, in words for people."""

    def __init__(self, zone: tzinfo | None = None, written: float | None = None) -> None:
        self.zone = zone
        self.written = written
        self.origins: set[str] = set()
        """Where pages came from, as ``https://shop.example``."""
        self.fragments = 0
        """How many pieces of text belonged to no record: a source that begins in the middle of one has one."""
        self.lost = 0
        """How many records have no text, for the program that wrote the source left it out."""

    @classmethod
    @abstractmethod
    def score(cls, head: bytes) -> float:
        """How well the first bytes of a source fit: 0 not at all, 1 all of it; the best transport gets the source."""

    def look(self, head: bytes) -> None:  # noqa: B027 - most have nothing to learn
        """Learn from the first bytes of a source what holds for all its ranges."""

    def begin(self, data: bytes) -> int | None:
        """Where in some bytes from the midst of a source the first line begins that nothing before it can change.

        None where there is no such line. The first line of the bytes never is one, for it may be a part of a line.
        """
        return None

    def merge(self, later: Transport) -> None:
        """Take over what another instance learnt from a later range of the same source."""
        self.fragments += later.fragments
        self.lost += later.lost
        self.origins |= later.origins

    @abstractmethod
    def feed(self, data: bytes) -> Batch:
        """Take in the next bytes; the records that are complete."""

    @abstractmethod
    def finish(self) -> Batch:
        """The records that were waiting for more bytes when the source, or a range of it, ended."""

    @abstractmethod
    def unwrap(self, body: bytes) -> Iterator[Entry]:
        """The entries of one body: usually one, none for what is no message, several where messages were glued."""

    def timed(self, body: bytes) -> bool:
        """Whether a record of this kind has a stamp, of whatever zone."""
        return self.hour_width > 0

    def when(self, stamp: bytes, body: bytes) -> int | None:  # noqa: B027 - records without stamps need no clock
        """The instant of a stamp in seconds since 1970 UTC; None where it cannot be known."""


class BlockTransport(Transport):
    """Base of transports whose records can stand anywhere: works on blocks that end where a record ends."""

    def __init__(self, zone: tzinfo | None = None, written: float | None = None) -> None:
        super().__init__(zone, written)
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


@cache
def registered() -> tuple[type[Transport], ...]:
    """Every class of this package that is a transport, those that only carry others among them.

    The whole folder is loaded first: a process that was handed one transport knows no other by itself.
    """
    for module in iter_modules([str(Path(__file__).parent)]):
        import_module(f"{__package__}.{module.name}")
    found: list[type[Transport]] = []
    kinds = Transport.__subclasses__()
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if kind.__module__.startswith(f"{__package__}."):
            found.append(kind)
    return tuple(dict.fromkeys(found))


@cache
def known() -> tuple[type[Transport], ...]:
    """All transports, in the order in which they are tried: every module of this package with one takes part."""
    named = (kind for kind in registered() if "name" in vars(kind))
    return tuple(sorted(named, key=lambda kind: (kind.rank, kind.name)))


def best(head: bytes, *, without: Collection[type[Transport]] = ()) -> type[Transport]:
    """The transport that fits some bytes best, or the first that fits almost wholly; any text at all fits ``text``."""
    chosen, best_score = Transport, 0.0
    for kind in known():
        score = 0.0 if kind in without else kind.score(head)
        if score > best_score:
            chosen, best_score = kind, score
        if score >= _SURE:
            break
    return chosen


def lines_of(data: bytes) -> list[bytes]:
    """The lines with their ends.

    Not ``split``: that looks at each byte in turn, this finds the ends with ``memchr`` and takes a third of the time.
    """
    return list(BytesIO(data))


def decode(data: bytes) -> str:
    """Bytes as text: UTF-8, and U+FFFD for each byte that is none."""
    return data.decode("utf-8", errors="replace")
