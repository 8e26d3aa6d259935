"""The bytes of a document that must be read whole: kept as they come, joined once, up to one limit."""

from __future__ import annotations

LIMIT = 1 << 30
"""Bytes of a document above which only its beginning is read."""
TOO_LONG = "a {} of more than 1 GB; only its beginning was read"


class Parts:
    """What has come of a document so far."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._length = 0

    def add(self, data: bytes) -> bool:
        """Keep some more bytes; False where they would exceed the limit, and once they did."""
        self._length += len(data)
        if self._length > LIMIT:
            return False
        self._parts.append(data)
        return True

    def take(self) -> bytes:
        """The document, which is not kept any longer."""
        whole = b"".join(self._parts)
        self._parts.clear()
        self._length = 0
        return whole
