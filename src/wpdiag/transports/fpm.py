"""``php-fpm``: the log of PHP-FPM with ``catch_workers_output`` (sapi/fpm/fpm/fpm_stdio.c, zlog.c).

Decorated, each physical line of a worker is a record of its own, broken once more at 1023 bytes in mid-word.
"""

from __future__ import annotations

import re

from wpdiag.diagnose.server import SIGN
from wpdiag.lazy import lazy
from wpdiag.transports.clock import canonical, dated
from wpdiag.transports.lines import LineTransport

_BROKEN_AT = 1023
_LAST = b", pipe is closed"
"""Behind what a worker said before it ended."""
_VARIES = lazy(rb"(?<=child )\d+(?= exited)|(?<= after )[\d.]+ seconds from start")


class Fpm(LineTransport):
    """Decorated lines: ``[stamp] WARNING: [pool www] child 7 said into stderr: "text"``."""

    name = "php-fpm"
    bare_lines_go_on = False
    carries = True
    prefix = lazy(
        rb"(?:\[(?P<stamp>(?P<day>\d\d)-(?P<month>[A-Z][a-z]{2})-(?P<year>\d{4}) (?P<time>\d\d:\d\d:\d\d))(?:\.\d+)?\] "
        rb"(?:pid \d+, [^,]+\(\), line \d+: )?(?P<level>[A-Z]+): "
        rb"|\[[A-Z]+\] (?=\[pool ))"
        rb"(?P<said>\[pool (?P<pool>[^\]]+)\] child (?P<child>\d+) said into std(?:err|out): \"?)?"
    )

    def stamp(self, match: re.Match[bytes]) -> bytes:
        """In the zone of the server, which FPM does not write."""
        if not match["stamp"]:
            return b""  # with error_log = syslog
        return canonical(dated(match))

    def text(self, match: re.Match[bytes], line: bytes) -> bytes | None:
        """What a worker said, and what FPM says of PHP; the rest (start, stop, slow requests) is passed over."""
        text = line[match.end() :].rstrip(b"\r")
        if not match["said"]:
            return text if SIGN.search(text) else None
        return text.removesuffix(_LAST).removesuffix(b'"')

    def finished(self, record: bytes) -> bytes:
        """FPM's own lines without the number of the process and the time it had been alive."""
        return _VARIES.sub(b"N", record) if b" exited on signal" in record else record

    def breaks(self, match: re.Match[bytes], line: bytes) -> bool:
        """FPM's line buffer is 1024 bytes (ZLOG_BUFFER)."""
        return len(line.rstrip(b"\r")) == _BROKEN_AT

    def key(self, match: re.Match[bytes]) -> bytes:
        """The worker."""
        return match["child"] or b""
