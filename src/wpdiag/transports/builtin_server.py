"""``php-server``: the standard error of PHP's own web server, ``php -S`` (sapi/cli/php_cli_server.c).

Unlike Apache, whose stamps it writes, it escapes nothing, so later lines of a message stand bare. It logs requests in
the same stream, and a fatal error a second time behind its request.
"""

from __future__ import annotations

import re

from wpdiag.lazy import lazy
from wpdiag.transports.clock import canonical, dated
from wpdiag.transports.lines import LineTransport

_REQUEST = lazy(rb"\S+:\d+ (?:Accepted|Clos(?:ing|ed)|\[\d{3}\]: |Invalid request)")


class BuiltinServer(LineTransport):
    """``[Mon Nov 23 16:43:44 2026] text``."""

    name = "php-server"
    prefix = lazy(
        rb"(?:\[\d+\] )?\[[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) (?P<day>[ \d]\d) (?P<time>\d\d:\d\d:\d\d) "
        rb"(?P<year>\d{4})\] (?!\[)"
    )

    def stamp(self, match: re.Match[bytes]) -> bytes:
        """In the server's zone, which is not written."""
        return canonical(dated(match))

    def text(self, match: re.Match[bytes], line: bytes) -> bytes | None:
        """The message; None for requests."""
        return None if _REQUEST.match(line, match.end()) else line[match.end() :]
