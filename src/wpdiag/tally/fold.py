"""What varies between occurrences of one and the same problem: numbers of three and more digits, hashes, ids.

The same pattern makes the template of a message (and so its fingerprint) and keeps a tally's memory bounded, so that an
issue has the same fingerprint whether its records were folded while counting or not.
"""

from __future__ import annotations

from wpdiag.lazy import lazy

_REST = (
    r"(?:"
    r"[0-9a-fA-F]{7}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"  # UUID
    r"|(?<=0)x[0-9a-fA-F]+"
    r"|(?:(?<=[0-9])|(?=[a-f]*[0-9]))[0-9a-f]{11,}"  # hash, object id
    r"|(?<=\d)\d{0,2}(?:\.\d{1,3}){3}(?::\d+)?"  # IPv4
    r"|(?<=\d)\d{3}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?)?"  # date
    r"|(?<=\d)\d{2,}(?:\.\d+)?"
    r")(?!\w)"
)
"""The rest of a varying part behind its first character, which the patterns below take with a plain set of characters:
that lets the engine skip through text. The look-behinds that follow it ask what stands before that character."""
_FIRST = r"[0-9a-fA-F](?<![\w.].)"
_TEXT = lazy(_FIRST + _REST)
_RECORD = lazy((_FIRST + r"(?<! on line .)(?<!\(.)" + _REST).encode())
HOLE = "<*>"


def template(message: str) -> str:
    """The message with its varying parts as ``<*>``."""
    return _TEXT.sub(HOLE, message)


def folded(body: bytes) -> bytes:
    """A record with its varying parts as ``<*>``, but for line numbers, which belong to the place."""
    return _RECORD.sub(HOLE.encode(), body)
