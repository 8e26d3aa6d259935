"""How an answer of a web server is packed on its way (RFC 9110, section 8.4.1)."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO, cast

from wpdiag.sources.compression import decompressed
from wpdiag.sources.limits import Guarded, Limits, buffered

ACCEPTED = "gzip, deflate"
_PIECE = 16 << 10


def decoded(stream: io.BufferedReader, encodings: str, limits: Limits) -> io.BufferedReader:
    """The stream without what its server packed it with.

    :param encodings: the header ``Content-Encoding``; gzip that the data is not packed with is passed over.
    :raises OSError: for an encoding that nobody asked for.
    """
    for encoding in reversed(encodings.lower().split(",")):
        match encoding.strip():
            case "gzip" | "x-gzip":
                stream = buffered(decompressed(stream, limits))
            case "deflate":
                inflated = cast("BinaryIO", _Inflated(stream))
                stream = buffered(cast("BinaryIO", Guarded(inflated, limits, stream)))
            case "" | "identity":
                pass
            case _:
                raise OSError("the server packs its answer in a way that it was not asked for")
    return stream


class _Inflated(io.RawIOBase):
    """Deflate: as the standard has it, within zlib's frame, or bare, as some servers send it."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        head = stream.peek(2)[:2]
        framed = len(head) == 2 and head[0] & 15 == 8 and int.from_bytes(head, "big") % 31 == 0
        self._unpacker = zlib.decompressobj(zlib.MAX_WBITS if framed else -zlib.MAX_WBITS)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override] # for BufferedReader
        data = b""
        while not data and not self._unpacker.eof:
            packed = self._unpacker.unconsumed_tail or self._stream.read(_PIECE)
            if not packed:
                raise EOFError("ends too early")
            data = self._unpacker.decompress(packed, len(buffer))
        buffer[: len(data)] = data
        return len(data)
