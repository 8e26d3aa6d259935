"""Count one source: open it, find its transport, tally its records. The unit of work that processes can share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo

import msgspec

from wpdiag.sources.base import SourceFile
from wpdiag.sources.compression import ERRORS as COMPRESSION_ERRORS
from wpdiag.sources.find import reason
from wpdiag.sources.reader import BinaryDataError, Reader
from wpdiag.tally import Tally
from wpdiag.transports import Transport, by_name, detect
from wpdiag.transports.detect import HEAD
from wpdiag.transports.mixed import Mixed, is_foreign

Progress = Callable[[str, int], None]
"""Called with the name of a source and the number of bytes read since the last call."""


class Options(msgspec.Struct, frozen=True):
    """How to count: a transport by name (None: found by itself), the zone of stamps without one, the time window in
    seconds since 1970 UTC."""

    transport: str | None = None
    timezone: tzinfo | None = None
    since: float | None = None
    until: float | None = None


class Part(msgspec.Struct, frozen=True):
    """The records that one transport cut."""

    transport: Transport
    tally: Tally


class Counted(msgspec.Struct, frozen=True):
    """A source's records, counted; ``error`` says why it was not read to its end, the rest of it still counts.

    A source has one part, or two where lines of another transport turned up later on.
    """

    name: str
    parts: list[Part]
    bytes: int
    error: str | None


def count(source: SourceFile, options: Options, progress: Progress | None = None) -> Counted:
    """Count the records of a source; whatever goes wrong is in the result, never raised.

    :raises KeyError: for a transport that does not exist.
    """
    forced = by_name(options.transport) if options.transport else None
    parts = [_part(forced or by_name("text"), options, source)]
    reader = None
    error = None
    try:
        with source.open() as stream:
            reader = Reader(stream)
            data = reader.head(HEAD)
            if not forced:
                parts = [_part(detect(data), options, source)]
            judged = True
            while data:
                if not judged and is_foreign(type(parts[-1].transport), data):
                    line, newline, data = data.partition(b"\n")
                    parts[-1].tally.add(parts[-1].transport.feed(line + newline))
                    parts[-1].tally.add(parts[-1].transport.finish())
                    parts.append(_part(Mixed, options, source))
                transport = parts[-1].transport
                parts[-1].tally.add(transport.feed(data))
                if progress:
                    progress(source.name, len(data))
                data = reader.read(transport.block_size)
                judged = forced is not None
            parts[-1].tally.add(parts[-1].transport.finish())
            error = next((part.transport.damaged for part in parts if part.transport.damaged), None)
    except BinaryDataError:
        error = "binary data, not a log or a page"
    except COMPRESSION_ERRORS as damaged:
        error = f"damaged compressed data: {damaged}"
        parts[-1].tally.add(parts[-1].transport.finish())
    except OSError as failed:
        error = reason(failed)
        parts[-1].tally.add(parts[-1].transport.finish())
    return Counted(source.name, parts, reader.bytes if reader else 0, error)


def _part(kind: type[Transport], options: Options, source: SourceFile) -> Part:
    transport = kind(options.timezone)
    transport.written = source.modified
    return Part(transport, Tally(transport.hour_width, transport.when, since=options.since, until=options.until))
