"""What varies between occurrences of one and the same problem: numbers of three and more digits, hashes, ids.

The same pattern makes the template of a message (and so its fingerprint) and keeps a tally's memory bounded, so that an
issue has the same fingerprint whether its records were folded while counting or not.
"""

from __future__ import annotations

from wpdiag.lazy import lazy

_VARYING = (
    r"(?<![\w.])(?:"
    r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"  # UUID
    r"|0x[0-9a-fA-F]+"
    r"|(?=[a-f]*[0-9])[0-9a-f]{12,}"  # hash, object id
    r"|\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?"  # IPv4
    r"|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?)?"  # date
    r"|\d{3,}(?:\.\d+)?"
    r")(?![\w])"
)
_TEXT = lazy(_VARYING)
_RECORD = lazy(rb"(?<! on line )(?<!\()" + _VARYING.encode())
HOLE = "<*>"


def template(message: str) -> str:
    """The message with its varying parts as ``<*>``."""
    return _TEXT.sub(HOLE, message)


def folded(body: bytes) -> bytes:
    """A record with its varying parts as ``<*>``, but for line numbers, which belong to the place."""
    return _RECORD.sub(HOLE.encode(), body)
