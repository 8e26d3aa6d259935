"""``lighttpd``: error.log with ``(mod_fastcgi.c.449) FastCGI-stderr:`` before each line, escaped like Apache's."""

from __future__ import annotations

import re

from wpdiag.lazy import lazy
from wpdiag.transports.apache import unescape
from wpdiag.transports.clock import canonical
from wpdiag.transports.lines import LineTransport


class Lighttpd(LineTransport):
    """Lines of lighttpd's own stamp and source file."""

    name = "lighttpd"
    bare_lines_go_on = False
    prefix = lazy(
        rb"(?P<stamp>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d): \([\w./-]+\.c\.\d+\) "
        rb"(?P<stderr>(?:FastCGI|CGI|SCGI|gw)-stderr: ?)?"
    )

    def stamp(self, match: re.Match[bytes]) -> bytes:
        """In the server's zone, which lighttpd does not write."""
        return canonical(match["stamp"])

    def text(self, match: re.Match[bytes], line: bytes) -> bytes | None:
        """What a backend wrote; the server's own lines are not PHP's."""
        text = line[match.end() :].rstrip(b"\r")
        if not match["stderr"]:
            return None
        return unescape(text) if b"\\" in text else text
