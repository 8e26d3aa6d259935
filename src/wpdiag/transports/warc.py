"""``warc``: web archives (ISO 28500) and WET files, the text of their pages: each record a page with its address.

Crawls pack each record by itself with gzip, one behind the other, which reads as one stream.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from datetime import tzinfo

from wpdiag.lazy import lazy
from wpdiag.model.batch import Batch
from wpdiag.transports.pages import Page, Pages

_BEGINS = lazy(rb"WARC/\d\.\d\r?\n")
_END_OF_HEAD = lazy(rb"\r?\n\r?\n")
_LENGTH = lazy(rb"^Content-Length:[ \t]*(\d{1,15})\s*$", re.I | re.M)
_TYPE = lazy(rb"^WARC-Type:[ \t]*(\w+)", re.I | re.M)
_ADDRESS = lazy(rb"^WARC-Target-URI:[ \t]*<?([^\s<>]{1,4000})>?", re.I | re.M)
_HTTP = lazy(rb"HTTP/[\d.]+ \d{3}\b")
_MEDIA = lazy(rb"^Content-Type:[ \t]*([\w.+/-]+)", re.I | re.M)
_PACKED = lazy(rb"^Content-Encoding:[ \t]*(?:x-)?gzip", re.I | re.M)
_CHUNKED = lazy(rb"^Transfer-Encoding:[ \t]*chunked", re.I | re.M)
_CHUNK = lazy(rb"([0-9A-Fa-f]{1,8})[^\r\n]*\r?\n")
_READABLE = lazy(rb"text/|[\w./+-]*(?:html|json|xml)", re.I)
_HEAD_LIMIT = 64 << 10
_PAGE_LIMIT = 8 << 20
"""Bytes of a page that are read; browsers' pages are shorter."""


class Warc(Pages):
    """Records one behind the other; what stands between broken ones is passed over up to the next."""

    name = "warc"
    rank = 0

    def __init__(self, zone: tzinfo | None = None, written: float | None = None) -> None:
        super().__init__(zone, written)
        self._skip = 0

    @classmethod
    def score(cls, head: bytes) -> float:
        """By the version line."""
        return 0.99 if _BEGINS.match(head) else 0.0

    def feed(self, data: bytes) -> Batch:
        """The records that are complete."""
        skipped = min(self._skip, len(data))
        self._skip -= skipped
        self._rest += data[skipped:]
        return self.read(self._pages(final=False))

    def finish(self) -> Batch:
        """The last record, cut off or not."""
        return self.read(self._pages(final=True))

    def boundary(self, block: bytes) -> int:
        """Records are taken off as they are complete."""
        return 0

    def cut(self, block: bytes) -> Batch:
        """The records of some whole file."""
        self._rest = block
        return self.finish()

    def _pages(self, *, final: bool) -> Iterator[Page]:
        data, at = self._rest, 0
        while True:
            begins = _BEGINS.search(data, at)
            if begins is None:
                at = max(at, len(data) - 16)
                break
            at = begins.start()
            head = _END_OF_HEAD.search(data, at, at + _HEAD_LIMIT)
            length = _LENGTH.search(data, at, head.end()) if head else None
            if head is None or length is None:
                if head is None and not final and len(data) - at < _HEAD_LIMIT:
                    break
                at = begins.end()
                continue
            size = int(length[1])
            end = head.end() + size
            if end > len(data) and not final and size <= _PAGE_LIMIT:
                break
            page = _page(data[at : head.end()], data[head.end() : min(end, head.end() + _PAGE_LIMIT)])
            if page:
                yield page
            self._skip = max(0, end - len(data))
            at = min(end, len(data))
        self._rest = b"" if final else data[at:]


def _page(head: bytes, body: bytes) -> Page | None:
    kind, address = _TYPE.search(head), _ADDRESS.search(head)
    if kind is None or kind[1].lower() not in (b"response", b"conversion", b"resource"):
        return None
    if _HTTP.match(body):
        http = _END_OF_HEAD.search(body, 0, _HEAD_LIMIT)
        headers, body = (body[: http.end()], body[http.end() :]) if http else (body, b"")
        body = _plain(headers, body)
        head = headers
    media = _MEDIA.search(head)
    if not body.strip() or (media and not _READABLE.match(media[1])):
        return None
    return (address[1].decode("utf-8", "replace") if address else ""), body


def _plain(headers: bytes, body: bytes) -> bytes:
    """The body without HTTP's chunks and packing, which some crawlers keep."""
    if _CHUNKED.search(headers) and _CHUNK.match(body):
        body = b"".join(_chunks(body))
    if _PACKED.search(headers) and body[:2] == b"\x1f\x8b":
        try:
            return zlib.decompressobj(wbits=31).decompress(body, _PAGE_LIMIT)
        except zlib.error:
            return b""
    return body


def _chunks(body: bytes) -> Iterator[bytes]:
    at = 0
    while (size := _CHUNK.match(body, at)) and int(size[1], 16):
        begin = size.end()
        at = begin + int(size[1], 16)
        yield body[begin:at]
        at += 2 if body[at : at + 2] == b"\r\n" else 0
