"""``query-monitor``: rows of Query Monitor's panel of PHP errors, copied as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wpdiag.diagnose.php import LABELS
from wpdiag.lazy import lazy
from wpdiag.model import Entry
from wpdiag.model.batch import Batch
from wpdiag.transports.base import BlockTransport, decode

_ROW = lazy(
    rf"^(?P<label>{LABELS}|Strict)[ \t]*[\t\n]\s*(?P<message>[^\t\n]{{1,2000}}?)[ \t]*[\t\n]\s*".encode()
    + rb"(?P<file>(?:[A-Za-z]:\\|/)?[\w.\\/ -]+\.\w{2,5}):(?P<line>\d+)(?P<calls>(?:[ \t]*\n[ +]*[^\s][^\t\n]*)*)"
    rb"(?:\s+(?P<count>\d+)\b)?",
    re.M,
)


class QueryMonitor(BlockTransport):
    """A record for each row."""

    name = "query-monitor"
    rank = 1

    @classmethod
    def score(cls, head: bytes) -> float:
        """By a row: its place has no ``in … on line``."""
        return 0.85 if b"\t" in head and _ROW.search(head) else 0.0

    def boundary(self, block: bytes) -> int:
        """A pasted panel is small and read whole."""
        return 0

    def cut(self, block: bytes) -> Batch:
        """The rows as PHP would log them, each as often as its count says."""
        records = []
        for row in _ROW.finditer(block.replace(b"\r\n", b"\n")):
            label = row["label"].replace(b"Strict", b"Strict Standards") if row["label"] == b"Strict" else row["label"]
            file = row["file"] if row["file"][:1] == b"/" or row["file"][1:2] == b":" else b"/" + row["file"]
            record = b"PHP %s:  %s in %s on line %s" % (label, row["message"], file, row["line"])
            records += [record] * min(int(row["count"] or 1), 100_000)
        return Batch(records, [])

    def unwrap(self, body: bytes) -> Iterator[Entry]:
        """The record as one entry."""
        yield Entry(text=decode(body))
