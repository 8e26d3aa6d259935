"""``csv-export``: tables that log services save: a row for each record, a column with its text, one with its time.

CloudWatch Logs (``timestamp,message``; Insights: ``@timestamp,@message``), Datadog (``Date,Host,Service,Message``),
Google Cloud (``textPayload``), Kibana, Splunk (``_time``, ``_raw``).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import StringIO

from wpdiag.transports.base import decode
from wpdiag.transports.json_lines import oldest_first
from wpdiag.transports.whole import Whole

_TEXTS = ("@message", "message", "textpayload", "jsonpayload.message", "_raw", "log", "line", "body", "content")
_TIMES = ("@timestamp", "timestamp", "_time", "time", "date", "receivetimestamp", "date and time", "ingestiontime")
_DELIMITERS = ",;\t"


class CsvExport(Whole):
    """The rows, oldest first."""

    name = "csv-export"
    rank = 1

    @classmethod
    def score(cls, head: bytes) -> float:
        """By the names in the first line."""
        return 0.99 if _columns(decode(head[:2000])) else 0.0

    def lines(self, text: str) -> Iterator[bytes]:
        """Each row as an object with a text and a time."""
        import csv  # few sources need them
        import json

        columns = _columns(text)
        if columns is None:
            return iter(())
        delimiter, message, time = columns
        csv.field_size_limit(min(sys.maxsize, 1 << 30))
        rows = csv.reader(StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
        next(rows)
        found = [{"time": row[time], "message": row[message]} for row in rows if len(row) > max(message, time)]
        return (json.dumps(each).encode() + b"\n" for each in oldest_first(found))


def _columns(text: str) -> tuple[str, int, int] | None:
    """The delimiter, and the columns of text and time; None where the first line is none of names."""
    first = text.lstrip("\ufeff").partition("\n")[0].rstrip("\r")
    for delimiter in _DELIMITERS:
        names = [name.strip(' "').lower() for name in first.split(delimiter)]
        message = next((names.index(name) for name in _TEXTS if name in names), None)
        time = next((names.index(name) for name in _TIMES if name in names), None)
        if len(names) > 1 and message is not None and time is not None:
            return delimiter, message, time
    return None
