"""Lines of a debug.log that another program carries: a container that prints the file, a shipper of logs."""

from __future__ import annotations

import re

from wpdiag.lazy import lazy
from wpdiag.transports.clock import UNKNOWN_ZONE, canonical, dated
from wpdiag.transports.lines import LineTransport


class DebugLines(LineTransport):
    """``[23-Nov-2026 16:43:10 UTC] text``; no transport of a source, which :mod:`debug_log` reads faster."""

    carried = True
    prefix = lazy(
        rb"\[(?P<day>\d\d)-(?P<month>[A-Z][a-z]{2})-(?P<year>\d{4}) (?P<time>\d\d:\d\d:\d\d) "
        rb"(?P<zone>[A-Za-z+-][^\]\s]{0,40})\] ?"
    )

    def stamp(self, match: re.Match[bytes]) -> bytes:
        """In UTC or with an offset; other zones are left to the carrier's stamp."""
        time = dated(match)
        zone = b"Z" if match["zone"] == b"UTC" else match["zone"]
        return canonical(time, zone if zone == b"Z" or (len(zone) == len(UNKNOWN_ZONE) and zone[:1] in b"+-") else b"")
