"""``json-pages``: the text or the source of pages, a JSON object a line with ``url`` and ``text``: crawlers' data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

import msgspec

from wpdiag.model import Entry
from wpdiag.tally.batch import Batch
from wpdiag.transports.base import RECORD_LIMIT, BlockTransport
from wpdiag.transports.html import Html
from wpdiag.transports.text import Text

_ADDRESSES = ("url", "uri", "WARC-Target-URI", "link", "source_url")
_TEXTS = ("html", "text", "content", "raw_content", "body", "markdown")
_LOOKED_AT = 5
_ADDRESSES_KEPT = 10_000


class JsonPages(BlockTransport):
    """Each line is a page, read as ``html`` or ``text``; the first address of a record is kept beside it."""

    name = "json-pages"
    block_size = 4 << 20

    def __init__(self, zone: tzinfo | None = None) -> None:
        super().__init__(zone)
        self._readers = {b"h": Html(zone), b"t": Text(zone)}
        self._addresses: dict[bytes, str] = {}

    @classmethod
    def score(cls, head: bytes) -> float:
        """The first lines have an address and a text; the last line may be cut off."""
        if not head.lstrip().startswith(b"{"):
            return 0.0
        lines = [line for line in head.split(b"\n") if line.strip()][:_LOOKED_AT]
        pages = sum(_page(line) is not None for line in lines)
        if pages:
            return 0.97
        begins = len(lines) == 1 and any(b'"%s"' % name.encode() in head[:2000] for name in _ADDRESSES)
        return 0.7 if begins and any(b'"%s":' % name.encode() in head for name in _TEXTS) else 0.0

    def boundary(self, block: bytes) -> int:
        """The last line may go on."""
        return block.rfind(b"\n") + 1

    def cut(self, block: bytes) -> Batch:
        """The records of each page, marked with how the page was read."""
        records: list[bytes] = []
        for line in block.split(b"\n"):
            page = _page(line)
            if page is None:
                continue
            address, text = page
            data = text.encode("utf-8", "surrogatepass")
            kind = b"h" if Html.score(data[:RECORD_LIMIT]) > Text.score(data) else b"t"
            for record in self._readers[kind].cut(data).records:
                marked = kind + record
                records.append(marked)
                if len(self._addresses) < _ADDRESSES_KEPT:
                    self._addresses.setdefault(marked, address)
        return Batch(records, [])

    def unwrap(self, body: bytes) -> Iterator[Entry]:
        """The record as its page's kind gives it."""
        for entry in self._readers[body[:1]].unwrap(body[1:]):
            yield msgspec.structs.replace(entry, request=self._addresses.get(body))


def _page(line: bytes) -> tuple[str, str] | None:
    try:
        found: Any = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    address = next((found[name] for name in _ADDRESSES if isinstance(found.get(name), str)), None)
    text = next((found[name] for name in _TEXTS if isinstance(found.get(name), str)), None)
    return (address, text) if address is not None and text is not None else None
