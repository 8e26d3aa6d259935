"""Where the last record of a growing file begins: it may go on, and is read when the next one has begun."""

from __future__ import annotations

from typing import BinaryIO

from wpdiag.transports import Transport
from wpdiag.transports.mixed import Mixed, is_foreign

_STEP = 8 << 10


def last_begin(stream: BinaryIO, start: int, end: int, transport: Transport) -> int:
    """Where the last record between two places begins that nothing before it can change; the first where there is none.

    What is longer than any record of the transport is read up to its last line.
    """
    length = min(_STEP, transport.longest)
    while True:
        at = max(start, end - length)
        stream.seek(at)
        data = stream.read(end - at)
        reader = Mixed(transport.zone) if is_foreign(type(transport), data) else transport
        found = _last(data, reader)
        if found is not None:
            return at + found
        if at == start:
            return start
        if length >= transport.longest:
            return at + (data.rfind(b"\n") + 1 or len(data))
        length = min(length * 8, transport.longest)


def _last(data: bytes, transport: Transport) -> int | None:
    last, line = None, 0
    while (found := _behind(data, line, last, transport)) is not None:
        last = found
        line = data.rfind(b"\n", 0, last - 1) + 1
    return last


def _behind(data: bytes, line: int, last: int | None, transport: Transport) -> int | None:
    """The next one; a transport may need to see the line before the last one for that."""
    for at in (line, last):
        found = transport.begin(data[at:]) if at is not None else None
        if at is not None and found is not None and (last is None or at + found > last):
            return at + found
    return None
