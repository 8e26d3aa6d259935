"""``litespeed``: error.log and stderr.log of LiteSpeed and OpenLiteSpeed, lsapi's lines on CloudLinux."""

from __future__ import annotations

import re

from wpdiag.lazy import lazy
from wpdiag.transports.clock import canonical
from wpdiag.transports.lines import LineTransport


class LiteSpeed(LineTransport):
    """``2026-11-23 16:43:44.486925 [NOTICE] [1234] [T0] [client:80-0] [STDERR] text``; later lines stand bare."""

    name = "litespeed"
    prefix = lazy(
        rb"(?P<stamp>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:[.,]\d+)?(?: (?P<offset>[+-]\d{4}))? "
        rb"\[(?:INFO|NOTICE|WARN|WARNING|ERROR|DEBUG|CRITICAL)\] "
        rb"(?:\[(?:\d+|T\d+|config:[^\]]*|\*?[\d.:a-fA-F]+[^\]\s]*)\] ?)*(?P<stderr>(?:\[?STDERR\]?:?|\[stderr\]) ?)?"
    )

    def stamp(self, match: re.Match[bytes]) -> bytes:
        """In the server's zone unless an offset stands there."""
        return canonical(match["stamp"], match["offset"] or b"")

    def text(self, match: re.Match[bytes], line: bytes) -> bytes | None:
        """What PHP wrote; the server's own lines are not PHP's."""
        text = line[match.end() :].rstrip(b"\r")
        return text if match["stderr"] or text.startswith(b"PHP ") else None
