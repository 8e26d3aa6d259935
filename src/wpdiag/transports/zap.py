"""``zap``: the console form of Go's logger zap, as Caddy, FrankenPHP and RoadRunner write it to a terminal.

Time, level, logger and message stand between tabs (zapcore/console_encoder.go), fields behind them as JSON; the message
is not escaped, so it may run over many lines. Caddy has what PHP-FPM wrote in the field ``body`` (capture_stderr).
"""

from __future__ import annotations

import re

from wpdiag.lazy import lazy
from wpdiag.transports.clock import canonical
from wpdiag.transports.json_lines import decoded, text_of
from wpdiag.transports.lines import LineTransport

_COLOR = rb"(?:\x1b\[[\d;]*m)*"
_FIELDS = lazy(rb"\s*(?P<json>\{\"[^\n]*\})\s*\Z")
_OWN_FIELDS = lazy(rb"\A[^\t\n]*\t\{\"")


class Zap(LineTransport):
    """``2026/11/23 16:43:10.123<tab>WARN<tab>frankenphp<tab>text<tab>{"field": …}``; later lines stand bare."""

    name = "zap"
    prefix = lazy(
        rb"(?P<stamp>\d{4}[/-]\d\d[/-]\d\d[T ]\d\d:\d\d:\d\d)(?:\.\d+)?(?P<offset>Z|[+-]\d\d:?\d\d)?\t"
        + _COLOR
        + rb"(?:DEBUG|INFO|WARN|ERROR|DPANIC|PANIC|FATAL)"
        + _COLOR
        + rb"\t(?:[\w.-]+ *\t)?"
    )

    def stamp(self, match: re.Match[bytes]) -> bytes:
        """In the server's zone unless an offset stands there."""
        return canonical(match["stamp"].replace(b"/", b"-"), match["offset"] or b"")

    def finished(self, record: bytes) -> bytes:
        """The message without the fields behind it, or the field that has it."""
        fields = _FIELDS.search(record)
        if fields is None:
            return record
        body = text_of(decoded(fields["json"])) if _OWN_FIELDS.match(record) else b""
        return body or record[: fields.start()]

    def alone(self, text: bytes | None) -> bytes | None:
        """Fields may end a later line."""
        return None
