"""What is counted in one go: a source, or a range of a large plain file that begins and ends where a record begins.

How a source is cut never depends on who counts the pieces, so any number of processes comes to the same report.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import tzinfo
from io import BytesIO
from typing import BinaryIO

import msgspec

from wpdiag.sources.base import Local, SourceFile, Stored
from wpdiag.sources.compression import begins_packed
from wpdiag.sources.reader import BinaryDataError, Reader
from wpdiag.transports import Transport, by_name, detect
from wpdiag.transports.detect import HEAD

RANGE = 4 << 20
"""Bytes of a range: some hundredths of a second of work, and few enough distinct records to be sent to and fro."""
FAR_RANGE = 64 << 20
"""The same of remote storage and on a cluster, where each range costs requests and messages of its own: a quarter of a
second of work and more."""
LOOK = 4 << 20
"""Bytes at the beginning of a file from which its transport learns."""
_STEP = 8 << 10
_FAR = 1 << 20
"""Bytes behind the wanted end of a range within which a record must begin, or the range goes on to the next."""


class Options(msgspec.Struct, frozen=True):
    """How to count: a transport by name (None: found by itself), the zone of stamps without one, the time window in
    seconds since 1970 UTC."""

    transport: str | None = None
    timezone: tzinfo | None = None
    since: float | None = None
    until: float | None = None


class Piece(msgspec.Struct, frozen=True):
    """A source, or its bytes from ``start`` to ``end`` (None: to where the file ends by then)."""

    source: SourceFile
    start: int = 0
    end: int | None = None
    transport: Transport | None = None
    """The transport of a range, which has looked at the beginning of the file."""

    @property
    def is_range(self) -> bool:
        """Whether it is one of several pieces."""
        return (self.start, self.end) != (self.source.start, self.source.end)

    @property
    def size(self) -> int:
        """The stored bytes, as far as they are known."""
        return max(0, (self.source.size or 0) - self.start) if self.end is None else self.end - self.start

    def open(self) -> BinaryIO:
        """The bytes from ``start`` on.

        :raises OSError: where they cannot be read.
        """
        if self.transport is None or self.source.file is None:
            return self.source.open()
        stream = stored(self.source, self.source.file)
        stream.seek(self.start)
        return stream


def pieces(source: SourceFile, options: Options, size: int | None = None) -> Iterator[Piece]:
    """The pieces of a source, in order, as they are asked for: one, if it is small, packed, or of a transport that
    cannot be split.

    :param size: of a range, in bytes; None means ``RANGE``, for remote storage ``FAR_RANGE``.
    :raises KeyError: for a transport that does not exist.
    """
    size = size or (RANGE if isinstance(source.file, Local) else FAR_RANGE)
    start, last = source.start, (source.size or 0) if source.end is None else source.end
    if source.file is None or (not start and last < 2 * size):
        known = fresh(by_name(source.transport), options, source) if source.transport else None
        yield Piece(source, 0, source.end, known)
        return
    transport = None
    with suppress(OSError), stored(source, source.file, _STEP) as stream:  # whoever counts the rest says what is wrong
        transport = learned(stream.read(LOOK), options, source)
        if transport is not None and not (transport.splits or start):
            transport = None
        for wanted in range(size, last, size) if transport and transport.splits else ():
            begin = _begin(stream, wanted, transport) if transport and wanted > start else None
            if begin is not None and begin < last:
                yield Piece(source, start, begin, transport)
                start = begin
    yield Piece(source, start, source.end, transport)


def stored(source: SourceFile, file: Stored, ahead: int = -1) -> BinaryIO:
    """A source's file as it is stored; of one that is read in part, the very file that was looked at before.

    :param ahead: how many bytes to read beyond those that are asked for; a negative number means as many as suit.
    :raises OSError: where it cannot be opened.
    """
    return file.open("rb", ahead) if source.end is None else source.open()


def fresh(kind: type[Transport], options: Options, source: SourceFile) -> Transport:
    """A transport that has seen nothing of the source yet."""
    return kind(options.timezone, source.modified)


def learned(head: bytes, options: Options, source: SourceFile) -> Transport | None:
    """The transport of a source, which has looked at its beginning; None for one whose bytes are not its text."""
    if begins_packed(head):
        return None
    reader = Reader(BytesIO(head))
    try:
        text = reader.head(HEAD)
    except BinaryDataError:
        return None
    name = options.transport or source.transport
    kind = by_name(name) if name else detect(text)
    if reader.recoded:
        return None
    transport = fresh(kind, options, source)
    transport.look(head)
    return transport


def _begin(stream: BinaryIO, wanted: int, transport: Transport) -> int | None:
    """Where the first record begins that can, from the wanted place on."""
    length = _STEP
    while length <= _FAR:
        stream.seek(wanted)
        found = transport.begin(stream.read(length))
        if found is not None:
            return wanted + found
        length *= 8
    return None
