"""``text``: the text of a page with all tags stripped, a terminal's output, or any file without a wrapper we know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import tzinfo

from wpdiag.diagnose.database import take_apart
from wpdiag.diagnose.php import LABELS
from wpdiag.lazy import lazy
from wpdiag.model import Entry
from wpdiag.model.batch import Batch
from wpdiag.transports.base import RECORD_LIMIT, BlockTransport, decode
from wpdiag.transports.database_errors import ENGLISH
from wpdiag.transports.loose import entry_of, spans
from wpdiag.transports.stand_ins import SENTENCES, page_tells

_PAGE = 64 << 10
"""Bytes up to which a text may be that of a page which stands in for the site."""
_LOGGED = lazy(rf"^PHP (?:{LABELS}):  ".encode(), re.M)
_SHOWN = lazy(rf"^(?:{LABELS}): ".encode(), re.M)
_COPIES_AWAITED = 10_000
_STANDS_IN = lazy(
    rb"^[ \t>]*(?:Error: )?(?:There has been a critical error on (?:this|your) website"
    rb"|Error establishing a database connection\s*$|Briefly unavailable for scheduled maintenance)",
    re.M,
)
"""At the start of a line: in the midst of one it is quoted."""


class Text(BlockTransport):
    """Records found by label and place; everything else is somebody's prose and passed over."""

    name = "text"
    block_size = 4 << 20
    grows = True
    longest = _PAGE

    def __init__(self, zone: tzinfo | None = None, written: float | None = None) -> None:
        super().__init__(zone, written)
        self._logged: Counter[bytes] = Counter()

    @classmethod
    def score(cls, head: bytes) -> float:
        """Fits anything, badly."""
        return 0.01

    def begin(self, data: bytes) -> int | None:
        """At the next line with a label: of a message that is logged, for its copy that is shown comes behind it."""
        first = data.find(b"\n") + 1
        sign = _LOGGED if _LOGGED.search(data) else _SHOWN
        found = sign.search(data, first) if first else None
        return found.start() if found else None

    def boundary(self, block: bytes) -> int:
        """The last line that begins with a label; a page or a paste is one block anyway."""
        if len(block) < _PAGE:
            return 0
        at = max(block.rfind(b"\nPHP "), block.rfind(b"\n\n"))
        if at < len(block) - RECORD_LIMIT // 2:
            at = block.rfind(b"\n")
        return at + 1

    def cut(self, block: bytes) -> Batch:
        """The records in the block."""
        records = self._each_once(spans(block))
        shown = any(not record.startswith(b"PHP ") for record in records)
        stands_in = _STANDS_IN.search(block) if len(block) < _PAGE else None
        tells = page_tells(stands_in[0], messages=False) if stands_in else []
        if shown and not stands_in:
            tells = page_tells(block, messages=True) if block.rstrip()[-1:] in (b"}", b"]", b">") else []
        return Batch(records=records + tells, stamps=[])

    def _each_once(self, records: list[bytes]) -> list[bytes]:
        """Records without their copies: on a command line, PHP logs to one stream and shows on the other."""
        self._logged.update(_said(record) for record in records if _is_logged(record))
        if not self._logged:
            return records
        if len(self._logged) > _COPIES_AWAITED:
            self._logged.clear()
        kept = []
        for record in records:
            text = b"" if _is_logged(record) else _said(record)
            if self._logged[text] > 0:
                self._logged[text] -= 1
            else:
                kept.append(record)
        return kept

    def unwrap(self, body: bytes) -> Iterator[Entry]:
        """The record as one entry."""
        if body in SENTENCES:
            yield Entry(text=decode(body), shown=True)
        else:
            yield entry_of(body)


def _is_logged(record: bytes) -> bool:
    """Whether a record is as PHP and WordPress log it; what they show has no ``PHP``, and brackets around its error."""
    return record.startswith((b"PHP ", ENGLISH + b" "))


def _said(record: bytes) -> bytes:
    """What a record says, the same for what was logged and for what was shown."""
    if record.startswith(ENGLISH):
        taken = take_apart(decode(record))
        return b" ".join(f"{taken[0]}\0{taken[1]}".encode().split()) if taken else record
    return b" ".join(record.removeprefix(b"PHP ").partition(b"\0")[0].split())
