"""``syslog``: RFC 3164 and RFC 5424 lines and rsyslog's ISO form; PHP writes a record per line of text."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache

from wpdiag.lazy import lazy
from wpdiag.transports.clock import canonical, month, year_of
from wpdiag.transports.lines import LineTransport

_OCTAL = lazy(rb"#(\d{3})")
_BLOB = lazy(rb"\[[\d.]+[KMG]?B? blob data\]")
"""What journalctl shows in place of a message that is not UTF-8."""
_HEX = lazy(rb"(?<!\\)\\x([0-9a-fA-F]{2})")


class Syslog(LineTransport):
    """``Nov 23 16:43:57 host tag[pid]: text``, the same with an ISO stamp, and ``<13>1 stamp host app - - - text``."""

    name = "syslog"
    bare_lines_go_on = False
    carries = True
    prefix = lazy(
        rb"(?:<\d{1,3}>)?(?:"
        rb"1 (?P<stamp5424>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:[.,]\d+)?(?P<offset5424>Z|[+-]\d\d:?\d\d)? "
        rb"(?P<host5424>\S+) (?P<app>\S+) \S+ \S+ "
        rb"(?:-|(?:\[[^\s=\]\"]+(?: [^\s=\]\"]+=\"(?:[^\"\\]|\\.)*\")*\])+) ?(?:\xef\xbb\xbf)?"
        rb"|(?:(?P<month>[A-Z][a-z]{2}) (?P<day>[ \d]\d) (?P<time>\d\d:\d\d:\d\d)(?:\.\d+)?"
        rb"|(?P<iso>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)(?:[.,]\d+)?(?P<offset>Z|[+-]\d\d:?\d\d)?)"
        rb" (?!PHP [A-Z])(?P<host>[^\s:]+) (?!NOTICE: PHP )(?P<tag>[^\s:\[]{1,48})(?:\[(?P<pid>\d+)\])?: "
        rb") ?"
    )

    def stamp(self, match: re.Match[bytes]) -> bytes:
        """RFC 3164 has neither year nor zone: the date is the last of its name that the file can know."""
        if match["stamp5424"]:
            return canonical(match["stamp5424"], match["offset5424"] or b"")
        if match["iso"]:
            return canonical(match["iso"], match["offset"] or b"")
        return canonical(_date(match["month"], match["day"], self.written) + b"T" + match["time"])

    def text(self, match: re.Match[bytes], line: bytes) -> bytes | None:
        """The message; ``#012`` is rsyslog's line feed, ``\\x1b`` PHP's way with control bytes."""
        text = line[match.end() :].rstrip(b"\r")
        if text.endswith(b" blob data]") and _BLOB.fullmatch(text):
            return None
        if b"#0" in text:
            text = _OCTAL.sub(_octal, text)
        if b"\\x" in text:
            text = _HEX.sub(lambda found: bytes([int(found[1], 16)]), text)
        return text

    def loses(self, line: bytes) -> bool:
        """Only journalctl's stand-ins have no text."""
        return True

    def key(self, match: re.Match[bytes]) -> bytes:
        """Host, program and process."""
        if match["stamp5424"]:
            return match["host5424"] + b" " + match["app"]
        return match["host"] + b" " + match["tag"] + b" " + (match["pid"] or b"")


@lru_cache(maxsize=512)
def _date(name: bytes, day: bytes, written: float | None) -> bytes:
    number = month(name)
    day = day.replace(b" ", b"0")
    latest = datetime.now(UTC) if written is None else datetime.fromtimestamp(written, UTC)
    return b"%04d-%s-%s" % (year_of(int(number), int(day), latest), number, day)


def _octal(match: re.Match[bytes]) -> bytes:
    """A control character as rsyslog writes it; anything else, such as a colour, stays."""
    code = int(match[1], 8) if match[1].translate(None, b"89") == match[1] else 256
    return bytes([code]) if code < 32 else match[0]
