"""Limits for what nobody knows the size of: a few bytes that unpack to very many are a bomb, a web server may send
without end. Both end the reading of their source."""

from __future__ import annotations

import io
from typing import BinaryIO

import msgspec

DEFAULT_RATIO = 1000
"""Gzip cannot pack better than 1032 : 1, and logs pack 10 to 300 : 1."""
DEFAULT_SIZE = 100 << 30
_RATIO_FROM = 128 << 20
"""Unpacked bytes below which the ratio is no matter."""


class Limits(msgspec.Struct, frozen=True):
    """How much packed data may unpack to: times its packed size, and bytes of one source; the latter holds for what
    web servers send, too."""

    ratio: float = DEFAULT_RATIO
    size: int = DEFAULT_SIZE


class LimitError(OSError):
    """A source has more than is allowed; the message is for people."""


class Guarded(io.RawIOBase):
    """A stream that stops at the limits.

    :param unpacked: what is read.
    :param packed: where it comes from: its position tells how many bytes were taken. None where it is not packed.
    :param packed_size: the packed size of a member of an archive.
    """

    def __init__(
        self, unpacked: BinaryIO, limits: Limits, packed: BinaryIO | None = None, packed_size: int | None = None
    ) -> None:
        self._unpacked = unpacked
        self._limits = limits
        self._packed = packed
        self._packed_size = packed_size
        self._read = 0
        self._failed: Exception | None = None

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; what is wrong behind them is raised when they are out.

        :raises LimitError: where a limit is reached.
        """
        data = self._gathered(size) if size >= 0 else self._unpacked.read()
        self._read += len(data)
        if self._read > self._limits.size:
            has = "unpacks to" if self._is_packed else "has"
            raise LimitError(f"{has} more than {self._limits.size:,} bytes; the rest is not read (--max-size)")
        if self._read > _RATIO_FROM and self._read > self._limits.ratio * max(self._taken(), 1):
            raise LimitError(
                f"unpacks to more than {self._limits.ratio:,.0f} times its size; the rest is not read (--max-ratio)"
            )
        return data

    def _gathered(self, size: int) -> bytes:
        """So many bytes, or fewer before the end or where the data is damaged."""
        if self._failed is not None:
            raise self._failed
        take = getattr(self._unpacked, "read1", self._unpacked.read)  # read() would throw away what it has
        parts: list[bytes] = []
        while size > 0:
            try:
                part = take(size)
            except Exception as failed:
                if not parts:
                    raise
                self._failed = failed
                break
            if not part:
                break
            parts.append(part)
            size -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override] # for BufferedReader
        """Fill a buffer; how many bytes were read."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close both."""
        if not self.closed:
            self._unpacked.close()
            if self._packed is not None:
                self._packed.close()
        super().close()

    @property
    def _is_packed(self) -> bool:
        return self._packed is not None or self._packed_size is not None

    def _taken(self) -> int:
        if self._packed_size is not None:
            return self._packed_size
        try:
            return self._packed.tell() if self._packed else self._read
        except (OSError, ValueError):  # a pipe
            return self._read


def buffered(stream: BinaryIO) -> io.BufferedReader:
    """The stream with ``peek``."""
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[arg-type]
