"""``nginx``: error.log (ngx_log.c). FastCGI's standard error is quoted, unescaped, and cut at 2048 bytes."""

from __future__ import annotations

import re
from datetime import tzinfo
from operator import itemgetter

from wpdiag.diagnose.server import SIGN
from wpdiag.lazy import lazy
from wpdiag.transports.base import Transport
from wpdiag.transports.clock import canonical
from wpdiag.transports.columns import Columns
from wpdiag.transports.lines import LineTransport

_REQUEST = lazy(rb'request: "[A-Z]+ (\S+)')
_SIGN_WITHIN = 200
_REQUESTS_KEPT = 10_000
_SENT = b'FastCGI sent in stderr: "'
_BEHIND = b'" while '
_STAMP = lazy(rb"\d{4}/\d\d/\d\d \d\d:\d\d:\d\d")
_TIME = itemgetter(slice(0, len("2026/11/23 16:43:10")))
_WITHOUT_CONTEXT = b'" while reading response header from upstream, client: '


class Nginx(LineTransport):
    """Lines of nginx's own stamp; the lines of a message behind the first stand bare."""

    name = "nginx"
    each_is_a_record = True
    prefix = lazy(rb"(?P<stamp>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d) \[\w+\] \d+#\d+: (?:\*\d+ )?")

    def __init__(self, zone: tzinfo | None = None, written: float | None = None) -> None:
        super().__init__(zone, written)
        self._requests: dict[bytes, str | None] = {}

    def stamp(self, match: re.Match[bytes]) -> bytes:
        """In the server's zone, which nginx does not write."""
        return canonical(match["stamp"].replace(b"/", b"-"))

    def text(self, match: re.Match[bytes], line: bytes) -> bytes | None:
        """What FastCGI sent, and what the server says about PHP."""
        text = line[match.end() :]
        return text if text.startswith(b"FastCGI sent in stderr: ") or SIGN.search(text, 0, _SIGN_WITHIN) else None

    def finished(self, record: bytes) -> bytes:
        """Client, request and host are different each time: the first request of a record is kept beside it."""
        sent = record.startswith(b"FastCGI")
        end = record.rfind(_BEHIND) if sent else record.find(b", client: ")
        if end < 0:
            return record
        body = record[:end] + _WITHOUT_CONTEXT if sent else record[:end]
        self._remember(body, record[end:])
        return body

    def columns(self, lines: list[bytes]) -> Columns:
        """What stands in the quotes, without who asked for what behind it, which is different nearly each time."""
        known = self._texts
        before = len(known)
        records = [known[line.rpartition(_BEHIND)[0].partition(_SENT)[2]] for line in lines]
        if len(known) != before:
            for line, record in zip(lines, records, strict=True):
                if record is not None:
                    self._remember(record, line.rpartition(_BEHIND)[2])
        return Columns(list(map(_TIME, lines)), records)

    def time(self, time: bytes) -> bytes | None:
        """The canonical stamp of the first bytes of a line."""
        return canonical(time.replace(b"/", b"-")) if _STAMP.fullmatch(time) else None

    def whole(self, text: bytes) -> bytes | None:
        """The record of what stood in the quotes of one line; none where the quotes began in a line before."""
        return _SENT + text + _WITHOUT_CONTEXT if text else None

    def merge(self, later: Transport) -> None:
        """And the first requests of further records."""
        super().merge(later)
        if isinstance(later, Nginx):
            for body, request in later._requests.items():
                if len(self._requests) >= _REQUESTS_KEPT:
                    break
                self._requests.setdefault(body, request)

    def _remember(self, body: bytes, context: bytes) -> None:
        if body not in self._requests and len(self._requests) < _REQUESTS_KEPT:
            request = _REQUEST.search(context)
            self._requests[body] = request[1].decode("utf-8", "replace") if request else None

    def request_of(self, body: bytes) -> str | None:
        """The first request of the record."""
        return self._requests.get(body)
