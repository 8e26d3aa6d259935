"""``text``: the text of a page with all tags stripped, a terminal's output, or any file without a wrapper we know."""

from __future__ import annotations

from collections.abc import Iterator

from wpdiag.model import Entry
from wpdiag.tally.batch import Batch
from wpdiag.transports.base import RECORD_LIMIT, BlockTransport
from wpdiag.transports.loose import entry_of, spans


class Text(BlockTransport):
    """Records found by label and place; everything else is somebody's prose and passed over."""

    name = "text"
    block_size = 4 << 20

    @classmethod
    def score(cls, head: bytes) -> float:
        """Fits anything, badly."""
        return 0.01

    def boundary(self, block: bytes) -> int:
        """The last line that begins with a label; a page is one block anyway."""
        at = max(block.rfind(b"\nPHP "), block.rfind(b"\n\n"))
        if at < len(block) - RECORD_LIMIT // 2:
            at = block.rfind(b"\n")
        return at + 1

    def cut(self, block: bytes) -> Batch:
        """The records in the block."""
        return Batch(records=spans(block), stamps=[])

    def unwrap(self, body: bytes) -> Iterator[Entry]:
        """The record as one entry."""
        yield entry_of(body)
