"""A stream of bytes as UTF-8 text: without a byte order mark, UTF-16 turned into UTF-8, binary data refused."""

from __future__ import annotations

from typing import BinaryIO

_BOMS = ((b"\xef\xbb\xbf", None), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


_PARTLY_BINARY = (b"__CURSOR=", b"WARC/")
"""The journal's export has binary lengths between its lines, web archives hold pictures."""


_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\x08\x0c\x1b"))
_STRANGE = 20
"""Control characters that no text is written with: one byte in nine of packed or random data, none or few of a log."""

_STRAY = 100
"""One byte in so many may be NUL in a text: PHP puts one into the name of each anonymous class."""


class BinaryDataError(Exception):
    """The bytes are no text in any encoding that logs are written in."""


class Reader:
    """Reads a stream; counts the bytes; takes a byte order mark away and turns UTF-16 into UTF-8."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.bytes = 0
        self._ended = False
        self._failed: Exception | None = None
        self._encoding: str | None = None
        self._odd = b""

    def head(self, size: int) -> bytes:
        """The first bytes; what is wrong behind them is raised when the next are asked for.

        :raises BinaryDataError: where they hold NUL bytes or many control characters and are not UTF-16.
        """
        data = self._stream.read(size)
        while not self._ended and len(data) < size:
            try:
                more = self._stream.read(size - len(data))
            except Exception as failed:
                if not data:
                    raise
                self._failed = failed
                break
            self._ended = not more
            data += more
        self.bytes += len(data)
        for mark, encoding in _BOMS:
            if data.startswith(mark):
                data = data[len(mark) :]
                self._encoding = encoding
                return self._text(data) if encoding else data
        if _is_strange(data[:4096]) and not data.startswith(_PARTLY_BINARY):
            guess = _utf16(data[:4096])
            if guess is None:
                raise BinaryDataError
            self._encoding = guess
            return self._text(data)
        return data

    @property
    def recoded(self) -> bool:
        """Whether the stream is in another encoding than UTF-8, so that its bytes are not those that are read."""
        return self._encoding is not None

    def read(self, size: int) -> bytes:
        """The next bytes; empty at the end."""
        if self._failed is not None:
            raise self._failed
        data = b"" if self._ended else self._stream.read(size)
        self.bytes += len(data)
        if self._encoding and data:
            return self._text(data) or self.read(size)
        return data

    def _text(self, data: bytes) -> bytes:
        data = self._odd + data
        keep = len(data) - len(data) % 2
        self._odd = data[keep:]
        return data[:keep].decode(self._encoding or "utf-8", errors="replace").encode("utf-8", errors="replace")


def _is_strange(data: bytes) -> bool:
    """Whether bytes are no text of one byte a character, nor of UTF-8."""
    return data.count(0) * _STRAY > len(data) or (len(data) - len(data.translate(None, _CONTROL))) * _STRANGE > len(
        data
    )


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: most characters of a log are ASCII, so every second byte is zero."""
    half = len(data) // 2
    if half and data[1::2].count(0) > 0.9 * half and data[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if half and data[::2].count(0) > 0.9 * half and data[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None
