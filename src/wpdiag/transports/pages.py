"""What carries many pages has their addresses: each is read as ``html`` or ``text``, its address is the request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo

import msgspec

from wpdiag.model import Entry
from wpdiag.tally.batch import Batch
from wpdiag.transports.base import RECORD_LIMIT, BlockTransport
from wpdiag.transports.html import Html
from wpdiag.transports.text import Text

Page = tuple[str, bytes]
"""An address, and the page's source or text in UTF-8."""
_ADDRESSES_KEPT = 10_000


class Pages(BlockTransport):
    """Base of transports of pages; the first address of a record is kept beside it."""

    block_size = 4 << 20

    def __init__(self, zone: tzinfo | None = None) -> None:
        super().__init__(zone)
        self._readers = {b"h": Html(zone), b"t": Text(zone)}
        self._addresses: dict[bytes, str] = {}

    def read(self, pages: Iterable[Page]) -> Batch:
        """The records of each page, marked with how the page was read."""
        records: list[bytes] = []
        for address, data in pages:
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
