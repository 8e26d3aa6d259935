"""``html``: pages, feeds, REST and AJAX answers into which PHP printed its messages (main/main.c, php_error_cb).

With html_errors the label, file and line stand in ``<b>``; without, the message stands in the markup as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wpdiag.diagnose.php import LABELS
from wpdiag.lazy import lazy
from wpdiag.model import Entry
from wpdiag.model.batch import Batch
from wpdiag.needles import Needles
from wpdiag.transports import xdebug_tables
from wpdiag.transports.base import RECORD_LIMIT, BlockTransport, decode
from wpdiag.transports.loose import MARK, entry_of, spans
from wpdiag.transports.stand_ins import SENTENCES, SIGNS, page_tells

_MARKUP = lazy(rb"<!doctype|<html|<\?xml|<head[\s>]|<body[\s>]|<div[\s>]|<br ?/?>|<b>|<p[\s>]|<rss|<script", re.I)
_PAGE = lazy(rb"\s*<(?:!doctype\b|html[\s>])", re.I)
_BOLD_LABEL = lazy(rf"<b>({LABELS})</b> ?: {{1,2}}".encode())
_BOLD_PLACE = lazy(rb"in <b>([^<\r\n]{1,1000})</b> on line <b>(\d+)</b>")

_MESSAGES = (b"on line", b"WordPress database error", b"wpdberror")
_TELLING = Needles(*SIGNS, b"! )</span>", b"n line", b"rdPress database error", b"pdberror")
"""One of these stands in each page that tells anything."""
_LOGGED = b"PHP "
"""Stands in every line of a log about PHP."""
_TAIL = 1 << 10
"""Bytes at the end of what is looked at, where the lines of a log would stand behind a page."""


class Html(BlockTransport):
    """Messages anywhere in the markup, and pages that stand in for the site."""

    name = "html"
    block_size = 8 << 20

    @classmethod
    def certain(cls, head: bytes) -> bool:
        """It begins like a whole page, and no lines of a log follow."""
        return _PAGE.match(head) is not None and head.find(_LOGGED, -_TAIL) < 0

    @classmethod
    def score(cls, head: bytes) -> float:
        """Markup near the start: a page may begin with a message, never with many lines of text."""
        if not _MARKUP.search(head, 0, 4096):
            return 0.0
        return 0.5 if head.lstrip()[:1] in (b"<", b"{", b"[") or b"<b>" in head or b"</" in head else 0.05

    def boundary(self, block: bytes) -> int:
        """Pages are read whole; of a huge one, the last line."""
        return block.rfind(b"\n") + 1 if len(block) > RECORD_LIMIT else 0

    def cut(self, block: bytes) -> Batch:
        """The records in the block, and what the page as a whole tells."""
        if not _TELLING.any_in(block):
            return Batch([], [])
        page, bodies = block, list[bytes]()
        if xdebug_tables.SIGN in block:
            block, bodies = xdebug_tables.taken_out(block)
        if any(word in block for word in _MESSAGES):
            plain = block
            if b"</b> on line <b>" in block:
                plain = _BOLD_PLACE.sub(rb"in \1 on line \2" + MARK, _BOLD_LABEL.sub(rb"\n\1: " + MARK, block))
            bodies += spans(plain)
        bodies += page_tells(page, messages=bool(bodies))
        return Batch(records=bodies, stamps=[])

    def unwrap(self, body: bytes) -> Iterator[Entry]:
        """The record as one entry, its markup still in it."""
        if body in SENTENCES:
            yield Entry(text=decode(body), shown=True)
            return
        if b"\nPHP Stack trace:\n" in body:
            yield Entry(text=decode(body), shown=True, markup=True)
            return
        entry = entry_of(body)
        yield Entry(text=entry.text, shown=entry.shown, markup=True)
