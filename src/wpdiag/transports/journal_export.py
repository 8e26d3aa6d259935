"""``journal-export``: ``journalctl -o export`` (systemd: Journal Export Formats): fields in lines, a blank line behind
each entry; a field that is no plain text is its name, a length of 8 bytes (little endian) and the bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from wpdiag.lazy import lazy
from wpdiag.model.batch import Batch
from wpdiag.transports.base import RECORD_LIMIT
from wpdiag.transports.clock import canonical
from wpdiag.transports.lines import LineTransport

_NAME = lazy(rb"[A-Z_][A-Z0-9_]*")
_LENGTH = 8
_BEGINS = lazy(
    rb"\n\n(?=__CURSOR=[^\n]*\n(?:[^\n]+\n)*?"
    rb"MESSAGE=\s?(?:(?:[A-Z]+: )?PHP message: |PHP [A-Z]|WordPress database error)"
    rb"[^\n]*\n(?:[^\n]+\n)*\n)"
)
"""An entry, known whole, whose message begins as one of PHP's or WordPress' does."""


class JournalExport(LineTransport):
    """Each entry becomes a line: stamp, who wrote it, the message."""

    name = "journal-export"
    mixes = False
    splits = False  # lengths stand between its lines
    grows = True
    prefix = lazy(rb"\x01(?P<stamp>\d*)\x02(?P<key>[^\x02]*)\x02")

    @classmethod
    def score(cls, head: bytes) -> float:
        """Each entry begins with its cursor."""
        return 1.0 if head.startswith(b"__CURSOR=") else 0.0

    def stamp(self, match: re.Match[bytes]) -> bytes:
        """Microseconds since 1970 UTC."""
        if not match["stamp"] or len(match["stamp"]) > 17:
            return b""
        instant = datetime.fromtimestamp(int(match["stamp"]) // 1_000_000, UTC)
        return canonical(instant.strftime("%Y-%m-%dT%H:%M:%S").encode(), b"Z")

    def key(self, match: re.Match[bytes]) -> bytes:
        """Host, program and process."""
        return match["key"]

    def begin(self, data: bytes) -> int | None:
        """At the next entry that begins a message."""
        found = _BEGINS.search(data)
        return found.end() if found else None

    def feed(self, data: bytes) -> Batch:
        """The entries that are complete."""
        data = self._rest + data
        found = list(_entries(data))
        end = found[-1][0] if found else 0
        self._rest = data[end:] if len(data) - end < RECORD_LIMIT else b""
        return self._records([line for _, fields in found for line in _as_lines(fields)])

    def finish(self) -> Batch:
        """The last entry, whose blank line may be missing."""
        rest, self._rest = self._rest, b""
        batch = self._records([line for _, fields in _entries(rest + b"\n\n") for line in _as_lines(fields)])
        self._close(batch)
        return batch


def _entries(data: bytes) -> Iterator[tuple[int, dict[bytes, bytes]]]:
    """The complete entries, and where each ends."""
    at = 0
    fields: dict[bytes, bytes] = {}
    while (end := data.find(b"\n", at)) >= 0:
        line = data[at:end]
        name, equals, value = line.partition(b"=")
        at = end + 1
        if equals:
            fields[name] = value
        elif _NAME.fullmatch(line):
            begins = at + _LENGTH
            at = begins + int.from_bytes(data[at:begins], "little") + 1
            if at > len(data):
                return
            fields[line] = data[begins : at - 1]
        elif fields:
            yield at, fields
            fields = {}


def _as_lines(fields: dict[bytes, bytes]) -> list[bytes]:
    message = fields.get(b"MESSAGE")
    if message is None:
        return []
    key = b" ".join(fields.get(name, b"") for name in (b"_HOSTNAME", b"SYSLOG_IDENTIFIER", b"_PID"))
    first, *others = message.split(b"\n")
    return [b"\x01%s\x02%s\x02%s" % (fields.get(b"__REALTIME_TIMESTAMP", b""), key, first), *others]
