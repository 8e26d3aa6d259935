"""``apache``: error logs of Apache 2.4 and older (server/log.c): mod_php, proxy_fcgi, mod_fcgid.

Apache escapes what is not printable ASCII (``\\n``, ``\\xd0``) and doubles backslashes, so a record is one line.
"""

from __future__ import annotations

import re
from functools import cache

from wpdiag.diagnose.server import SIGN
from wpdiag.lazy import lazy
from wpdiag.transports.clock import canonical, dated
from wpdiag.transports.lines import LineTransport

_ESCAPE = lazy(rb"\\(?:x([0-9a-fA-F]{2})|([nrtbvf\\\"]))")
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"v": b"\v", b"f": b"\f", b"\\": b"\\", b'"': b'"'}
_OWN = lazy(rb"AH\d{5}: (?!Got error)")


class Apache(LineTransport):
    """``[Mon Nov 23 16:43:44.486925 2026] [php:warn] [pid 1:tid 1] [client 1.2.3.4:5] text``."""

    name = "apache"
    prefix = lazy(
        rb"\[[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) (?P<day>[ \d]\d) "
        rb"(?P<time>\d\d:\d\d:\d\d)(?:\.\d+)? (?P<year>\d{4})\] "
        rb"(?=\[)(?:\[(?:(?P<module>\w*):)?(?P<level>\w+)\] )?(?:\[pid [^\]]*\] )?"
        rb"(?:\[client (?P<client>[^\]]*)\] )?(?P<lines>mod_fcgid: stderr: ?|AH01215: (?:stderr from \S+: )?)?"
    )

    def stamp(self, match: re.Match[bytes]) -> bytes:
        """In the server's zone, which Apache does not write."""
        return canonical(dated(match))

    def text(self, match: re.Match[bytes], line: bytes) -> bytes | None:
        """The message unescaped; None for Apache's own messages, which have a number."""
        text = line[match.end() :].rstrip(b"\r")
        if _OWN.match(text) and not SIGN.search(text):
            return None
        text = text.partition(b", referer: ")[0] if text.startswith(b"PHP ") else text
        return unescape(text) if b"\\" in text else text

    def key(self, match: re.Match[bytes]) -> bytes:
        """The client where each line of a message is a record: mod_fcgid and mod_cgi write so, others escape lines."""
        return (match["client"] or b"-") if match["lines"] else b""

    def _continues(self, text: bytes, key: bytes) -> bool:
        return bool(key) and super()._continues(text, key)


@cache
def _byte(digits: bytes) -> bytes:
    return bytes([int(digits, 16)])


def unescape(text: bytes) -> bytes:
    """Undo ap_escape_errorlog_item()."""
    return _ESCAPE.sub(lambda match: _byte(match[1]) if match[1] else _LETTERS[match[2]], text)
