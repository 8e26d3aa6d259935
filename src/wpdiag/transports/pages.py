"""What carries many pages has their addresses: each is read as ``html`` or ``text``, its address is the request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import tzinfo

import msgspec

from wpdiag.lazy import lazy
from wpdiag.model import Entry
from wpdiag.model.batch import Batch
from wpdiag.transports.base import RECORD_LIMIT, BlockTransport
from wpdiag.transports.html import Html
from wpdiag.transports.text import Text

Page = tuple[str, bytes]
"""An address, and the page's source or text in UTF-8."""
_ADDRESSES_KEPT = 10_000
_ORIGINS_KEPT = 1_000_000
_ORIGIN = lazy(r"[a-z][a-z0-9+.-]{0,20}://[^/?#\s\0\\]{1,300}", re.I)


class Pages(BlockTransport):
    """Base of transports of pages; the first address of a record is kept beside it."""

    block_size = 4 << 20

    def __init__(self, zone: tzinfo | None = None, written: float | None = None) -> None:
        super().__init__(zone, written)
        self._readers = {b"h": Html(zone, written), b"t": Text(zone, written)}
        self._addresses: dict[bytes, str] = {}

    def read(self, pages: Iterable[Page]) -> Batch:
        """The records of each page, marked with how the page was read, and with its host, so that hosts stay apart."""
        records: list[bytes] = []
        for address, data in pages:
            kind = b"h" if Html.score(data[:RECORD_LIMIT]) > Text.score(data) else b"t"
            origin = _ORIGIN.match(address)
            if origin and len(self.origins) < _ORIGINS_KEPT:
                self.origins.add(origin[0])
            mark = kind + (origin[0].encode("utf-8", "replace") if origin else b"") + b"\0"
            for record in self._readers[kind].cut(data).records:
                marked = mark + record
                records.append(marked)
                if len(self._addresses) < _ADDRESSES_KEPT:
                    self._addresses.setdefault(marked, address)
        return Batch(records, [])

    def unwrap(self, body: bytes) -> Iterator[Entry]:
        """The record as its page's kind gives it."""
        origin, _, record = body[1:].partition(b"\0")
        address = self._addresses.get(body) or (f"{origin.decode()}/" if origin else None)
        for entry in self._readers[body[:1]].unwrap(record):
            yield msgspec.structs.replace(entry, request=address)
