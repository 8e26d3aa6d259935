"""``zap``: the console form of Go's logger zap, as Caddy, FrankenPHP and RoadRunner write it to a terminal.

Time, level, logger and message stand between tabs (zapcore/console_encoder.go), fields behind them as JSON; the message
is not escaped, so it may run over many lines. Caddy has what PHP-FPM wrote in the field ``body`` (capture_stderr).
"""

from __future__ import annotations

import re

from wpdiag.lazy import lazy
from wpdiag.transports.clock import canonical
from wpdiag.transports.json_lines import SIGN, decoded, text_of
from wpdiag.transports.lines import LineTransport

_COLOR = rb"(?:\x1b\[[\d;]*m)*"
_FIELDS = b'\t{"'


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

    def text(self, match: re.Match[bytes], line: bytes) -> bytes | None:
        """The message, or the field that has it, if the fields behind it are in the same line."""
        return _without_fields(line[match.end() :].rstrip(b"\r"))

    def finished(self, record: bytes) -> bytes:
        """The message without the fields behind its last line."""
        return _without_fields(record)

    def _continues(self, text: bytes, key: bytes) -> bool:
        """RoadRunner gives each line of a worker a record; fields end what they stand behind."""
        return bool(self._pending) and _fields_at(self._pending[-1]) < 0 and super()._continues(text, key)


def _without_fields(text: bytes) -> bytes:
    at = _fields_at(text)
    if at < 0:
        return text
    body = b"" if b"\n" in text or SIGN.search(text, 0, at) else text_of(decoded(text[at:]))
    return body if SIGN.search(body) else text[:at]


def _fields_at(text: bytes) -> int:
    """Where the fields behind the last line begin; -1 where there are none."""
    return text.find(_FIELDS, text.rfind(b"\n") + 1) if text.rstrip().endswith(b"}") else -1
