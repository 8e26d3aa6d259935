"""``har``: what a browser saves of its network panel (HTTP Archive 1.2): the answers' bodies, pages with addresses."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

import msgspec

from wpdiag.lazy import lazy
from wpdiag.model.batch import Batch
from wpdiag.transports.pages import Page, Pages
from wpdiag.transports.parts import TOO_LONG, Parts

_BEGINS = lazy(rb'\s*\{\s*"log"\s*:\s*\{')
_READABLE = lazy(r"text/|[\w./+-]*(?:html|json|xml)|$", re.I)
_TEXT = lazy(rb'"text"\s*:\s*("(?:[^"\\]|\\.)*+")')


class _Content(msgspec.Struct):
    mime: str = msgspec.field(name="mimeType", default="")
    text: str = ""
    encoding: str = ""


class _Answer(msgspec.Struct):
    content: _Content = msgspec.field(default_factory=_Content)


class _Request(msgspec.Struct):
    url: str = ""


class _Entry(msgspec.Struct):
    request: _Request = msgspec.field(default_factory=_Request)
    response: _Answer = msgspec.field(default_factory=_Answer)


class _Log(msgspec.Struct):
    entries: list[_Entry] = msgspec.field(default_factory=list)


class _File(msgspec.Struct):
    log: _Log


class Har(Pages):
    """Read whole: JSON has no end before its last bracket."""

    name = "har"
    rank = 0

    def __init__(self, zone: tzinfo | None = None, written: float | None = None) -> None:
        super().__init__(zone, written)
        self._whole = Parts()

    @classmethod
    def score(cls, head: bytes) -> float:
        """By its first key, and what must follow."""
        return 0.99 if _BEGINS.match(head) and (b'"entries"' in head or b'"creator"' in head) else 0.0

    def feed(self, data: bytes) -> Batch:
        """Nothing before the end."""
        if not self._whole.add(data):
            self.damaged = TOO_LONG.format("HAR file")
        return Batch([], [])

    def finish(self) -> Batch:
        """The records of the whole file."""
        return self.cut(self._whole.take())

    def boundary(self, block: bytes) -> int:
        """There is none."""
        return 0

    def cut(self, block: bytes) -> Batch:
        """The records in all answers; of a damaged file, in all texts that are whole."""
        try:
            return self.read(_pages(msgspec.json.decode(block, type=_File, strict=False).log.entries))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as damaged:
            self.damaged = self.damaged or f"damaged HAR file: {damaged}"
            return self.read(_whole_texts(block))


def _whole_texts(block: bytes) -> Iterator[Page]:
    for match in _TEXT.finditer(block):
        try:
            yield "", msgspec.json.decode(match[1], type=str).encode("utf-8", "surrogatepass")
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue


def _pages(entries: list[_Entry]) -> Iterator[Page]:
    for entry in entries:
        content = entry.response.content
        if content.text and _READABLE.match(content.mime):
            yield entry.request.url, _decoded(content)


def _decoded(content: Any) -> bytes:
    if content.encoding == "base64":
        import base64  # few pages are packed so

        try:
            return base64.b64decode(content.text, validate=False)
        except (binascii.Error, ValueError):
            return b""
    return str(content.text).encode("utf-8", "surrogatepass")
