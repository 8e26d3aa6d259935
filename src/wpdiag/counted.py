"""Count one source: open it, find its transport, tally its records. A piece of it is the work that processes share."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from wpdiag.pieces import Options, Piece, fresh, pieces
from wpdiag.sources.base import Fetched, SourceFile
from wpdiag.sources.compression import ERRORS as COMPRESSION_ERRORS
from wpdiag.sources.find import reason
from wpdiag.sources.reader import BinaryDataError, Reader
from wpdiag.tally import Tally
from wpdiag.tally.unknown import Unknown
from wpdiag.transports import Transport, by_name, detect
from wpdiag.transports.detect import HEAD
from wpdiag.transports.mixed import Mixed, is_foreign

Progress = Callable[[str, int], None]
"""Called with the name of a source and the number of bytes read since the last call."""


class Part(msgspec.Struct, frozen=True):
    """The records that one transport cut."""

    transport: Transport
    tally: Tally

    def merge(self, later: Part) -> None:
        """Take in the records of a later range."""
        self.transport.merge(later.transport)
        self.tally.merge(later.tally)


class Counted(msgspec.Struct):
    """A source's records, counted; ``error`` says why it was not read to its end, the rest of it still counts.

    A source has one part, or two where lines of another transport turned up later on; none where it cannot
    be opened.
    """

    name: str
    parts: list[Part] = []
    bytes: int = 0
    error: str | None = None
    ended: bool = False
    """Whether pieces that come later do not count: it was read to its end, or as far as that was possible."""
    fetched: Fetched | None = None
    """What turned out about a source from the web."""

    def merge(self, later: Counted) -> None:
        """Take in the next piece of the same source."""
        if self.parts and later.parts:
            self.parts[0].merge(later.parts[0])
            self.parts += later.parts[1:]
        else:
            self.parts += later.parts
        self.bytes += later.bytes
        self.error = later.error
        self.ended = later.ended


def count(source: SourceFile, options: Options, progress: Progress | None = None) -> Counted:
    """Count the records of a source; whatever goes wrong is in the result, never raised.

    :raises KeyError: for a transport that does not exist.
    """
    counted = Counted(source.name, fetched=source.fetched)
    for piece in pieces(source, options):
        count_piece(piece, options, counted, progress)
        if counted.ended:
            break
    return counted


def count_piece(piece: Piece, options: Options, counted: Counted, progress: Progress | None = None) -> None:
    """Add the records of a piece to those of the pieces before it.

    :raises KeyError: for a transport that does not exist.
    """
    parts = counted.parts
    forced = by_name(options.transport) if options.transport else None
    if not parts and (known := piece.transport or (forced and fresh(forced, options, piece.source))):
        parts.append(_part(known, options, piece))
    reader = None
    try:
        with piece.open() as stream:
            reader = Reader(stream)
            at, end = piece.start, piece.end
            if at:
                data = reader.read(_next(at, end, parts[0].transport))
            else:
                data = reader.head(HEAD if end is None else min(HEAD, end))
            if not parts:
                parts.append(_part(fresh(detect(data), options, piece.source), options, piece))
            while data:
                if at >= HEAD and not forced and is_foreign(type(parts[-1].transport), data):
                    line, newline, data = data.partition(b"\n")
                    parts[-1].tally.add(parts[-1].transport.feed(line + newline))
                    _finish(parts)
                    parts.append(_part(fresh(Mixed, options, piece.source), options, piece))
                    counted.ended, end = True, piece.source.end
                transport = parts[-1].transport
                parts[-1].tally.add(transport.feed(data))
                if progress:
                    progress(counted.name, len(data))
                at = piece.start + reader.bytes
                data = reader.read(_next(at, end, transport))
            _finish(parts)
            counted.error = next((part.transport.damaged for part in parts if part.transport.damaged), None)
    except BinaryDataError:
        counted.error = "binary data, not a log or a page"
    except COMPRESSION_ERRORS as damaged:
        counted.error = f"damaged compressed data: {damaged}"
        _finish(parts)
    except OSError as failed:
        counted.error = reason(failed)
        _finish(parts)
    counted.bytes += reader.bytes if reader else 0
    counted.ended = counted.ended or counted.error is not None


def _finish(parts: list[Part]) -> None:
    """Count the records that were waiting for more bytes."""
    for part in parts[-1:]:
        part.tally.add(part.transport.finish())


def _next(at: int, end: int | None, transport: Transport) -> int:
    """How many bytes to read next: blocks lie the same whether the file is read in ranges or not."""
    size = transport.block_size - at % transport.block_size
    return size if end is None else min(size, end - at)


def _part(transport: Transport, options: Options, piece: Piece) -> Part:
    unknown = Unknown(transport.unwrap, plain=transport.plain)
    tally = Tally(transport.hour_width, transport.when, since=options.since, until=options.until, unknown=unknown)
    return Part(transport, tally)
