"""Packed data in frames, one behind the other: gzip's members (RFC 1952), Zstandard's frames (RFC 8878)."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, BinaryIO


class Frames(io.RawIOBase):
    """What frames unpack to, up to where they are damaged.

    Reading raises :class:`EOFError` there, once all before it is out.

    :param stream: the packed data.
    :param fresh: makes an object that unpacks one frame, as :func:`zlib.decompressobj` does.
    :param damaged: what that raises.
    :param piece: how many packed bytes to take at once: they unpack to a thousand (gzip) or thirty thousand times that.
    :param padding: a byte that may stand between frames and behind them.
    :param zlib: whether that object has all that zlib's have: a limit for what it unpacks at once, and ``copy()``.
    """

    def __init__(
        self,
        stream: BinaryIO,
        fresh: Callable[[], Any],
        damaged: type[Exception],
        piece: int,
        padding: bytes = b"",
        *,
        zlib: bool = False,
    ) -> None:
        self._stream = stream
        self._fresh = fresh
        self._damaged = damaged
        self._piece = piece
        self._padding = padding
        self._zlib = zlib
        self._frame: Any = None
        self._packed = b""
        self._ready = b""
        self._at = 0
        self._byte_by_byte = False

    def readable(self) -> bool:
        """It is."""
        return True

    def read1(self, size: int) -> bytes:
        """As many bytes as there are without taking more of the packed ones than needed; none at the end."""
        while not self._ready:
            self._packed = self._packed or self._stream.read(self._piece)
            if not self._packed:
                if self._frame is not None:
                    raise EOFError("it ends too early")
                return b""
            self._unpack(size)
        data = self._ready[self._at : self._at + size]  # of all of it, a slice is no copy
        self._at += size
        if self._at >= len(self._ready):
            self._ready, self._at = b"", 0
        return data

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override] # for BufferedReader
        """Fill a buffer as far as the data goes that was taken last; how many bytes it has got."""
        data = self.read1(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _unpack(self, size: int) -> None:
        if self._frame is None:
            self._packed = self._packed.lstrip(self._padding) if self._padding else self._packed
            if not self._packed:
                return
            self._frame = self._fresh()
        frame, packed = self._frame, self._packed
        if self._byte_by_byte:
            packed = packed[:1]
        before = frame.copy() if self._zlib and not self._byte_by_byte else None
        try:
            self._ready = frame.decompress(packed, size) if self._zlib else frame.decompress(packed)
        except self._damaged as error:
            if before is None:
                raise EOFError(str(error)) from error
            self._frame, self._byte_by_byte = before, True  # once more, for what stands before the fault
            return
        left = frame.unused_data if frame.eof else frame.unconsumed_tail if self._zlib else b""
        self._packed = left + self._packed[len(packed) :]
        if frame.eof:
            self._frame = None
