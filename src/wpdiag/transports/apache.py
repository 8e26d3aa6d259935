"""``apache``: error logs of Apache 2.4 and older (server/log.c): mod_php, proxy_fcgi, mod_fcgid.

Apache escapes what is not printable ASCII (``\\n``, ``\\xd0``) and doubles backslashes, so a record is one line. Of
what mod_cgi, mod_fcgid, mod_fastcgi and CloudLinux' mod_lsapi (``Backend log: ``) read, each line is a record.
``ErrorLogFormat "[%{cu}t] …"`` gives ISO stamps; with ``LogLevel debug``, the source file stands behind the process.
``ErrorLog syslog`` leaves the stamp out.
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
_REFERER = lazy(rb", referer: (?:https?|android-app)://\S*$")
_SCRIPT = lazy(rb"( on line \d+|^Stack trace:|^#\d+ .*|:\d+|^PHP [A-Z].*|^WordPress database error .*): /\S*$")
"""Some builds of mod_cgi, such as cPanel's, name the script behind each line."""
_BARE = lazy(rb"PHP [A-Z]|WordPress database error ")
_STACK = lazy(rb"Stack trace:|#\d+ |\s+thrown in ")
_OWN = lazy(rb"AH\d{5}: (?!Got error)")


class Apache(LineTransport):
    """``[Mon Nov 23 16:43:44.486925 2026] [php:warn] [pid 1:tid 1] [client 1.2.3.4:5] text``."""

    name = "apache"
    prefix = lazy(
        rb"(?:\[(?:[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) (?P<day>[ \d]\d) "
        rb"(?P<time>\d\d:\d\d:\d\d)(?:\.\d+)? (?P<year>\d{4})"
        rb"|(?P<iso>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.\d+)?)\] (?=\[(?:[\w:]+\]|pid |client |remote ))"
        rb"|(?=\[\w+:\w+\] \[pid \d))"
        rb"(?:\[(?:(?P<module>\w*):)?(?P<level>\w+)\] )?(?:\[pid [^\]]*\] )?(?:\w+\.c\(\d+\): )?"
        rb"(?:\[remote [^\]]*\] )?(?:\[client (?P<client>[^\]]*)\] )?(?:\[host [^\]]*\] )?"
        rb"(?P<lines>mod_fcgid: stderr: ?|AH01215: (?:stderr from \S+: )?"
        rb"|FastCGI: server \"[^\"]*\" stderr: (?:PHP message: )?|Backend (?:log|fatal error): )?"
    )

    def stamp(self, match: re.Match[bytes]) -> bytes:
        """In the server's zone, which Apache does not write."""
        if not match["month"]:
            return canonical(match["iso"]) if match["iso"] else b""
        return canonical(dated(match))

    def text(self, match: re.Match[bytes], line: bytes) -> bytes | None:
        """The message unescaped; None for Apache's own messages, which have a number."""
        text = line[match.end() :].rstrip(b"\r")
        if _OWN.match(text) and not SIGN.search(text):
            return None
        if match["lines"]:
            text = _SCRIPT.sub(rb"\1", _REFERER.sub(b"", text).removesuffix(rb"\n"))
        elif text.startswith(b"PHP "):
            text = text.partition(b", referer: ")[0]
        return unescape(text) if b"\\" in text else text

    def key(self, match: re.Match[bytes]) -> bytes:
        """The client, and whether each line of a message is a record: mod_fcgid and mod_cgi write so."""
        return (b"lines " if match["lines"] else b"") + (match["client"] or b"-")

    def _continues(self, text: bytes, key: bytes) -> bool:
        """What escapes line feeds writes one line; httpd 2.2 puts a prefix before each line that a program writes."""
        lines = key.startswith(b"lines ") or _STACK.match(text) or bool(self._pending and _BARE.match(self._pending[0]))
        return bool(lines) and super()._continues(text, key)


@cache
def _byte(digits: bytes) -> bytes:
    return bytes([int(digits, 16)])


def unescape(text: bytes) -> bytes:
    """Undo ap_escape_errorlog_item()."""
    return _ESCAPE.sub(lambda match: _byte(match[1]) if match[1] else _LETTERS[match[2]], text)
