"""``json-pages``: the text or the source of pages, a JSON object a line with ``url`` and ``text``: crawlers' data."""

from __future__ import annotations

from typing import Any

import msgspec

from wpdiag.model.batch import Batch
from wpdiag.transports.pages import Page, Pages

_ADDRESSES = ("url", "uri", "WARC-Target-URI", "link", "source_url")
_TEXTS = ("html", "text", "content", "raw_content", "body", "markdown")
_LOOKED_AT = 5


class JsonPages(Pages):
    """Each line is a page."""

    name = "json-pages"

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
        """The records of each page."""
        return self.read(filter(None, map(_page, block.split(b"\n"))))


def _page(line: bytes) -> Page | None:
    try:
        found: Any = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    address = next((found[name] for name in _ADDRESSES if isinstance(found.get(name), str)), None)
    text = next((found[name] for name in _TEXTS if isinstance(found.get(name), str)), None)
    return (address, text.encode("utf-8", "surrogatepass")) if address is not None and text is not None else None
