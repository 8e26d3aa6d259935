"""Numbers of three and more digits, hashes and ids, which vary between occurrences of one problem: holes in a key."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import itemgetter

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
_RECORD = lazy((_FIRST + r"(?<! on line .)(?<!\(.)" + _REST).encode())
_FILLED = b"<*>"
_SHAPES = 2048
_LONGEST = 4096
"""How many shapes are remembered, and of how many bytes at most; in a log of ids and numbers there are some hundred."""
_ANY_DIGIT = bytes.maketrans(b"0123456789", b"1" * 10)
_kept: dict[bytes, Callable[[bytes], Iterable[bytes]]] = {}
"""For each shape, how to get the parts around the holes."""


def folded(body: bytes) -> bytes:
    """A record with its varying parts as ``<*>``, but for line numbers, which belong to the place.

    The pattern takes all digits for the same, but for the 0 before an x: records that differ only in those, which is
    what most varied ones do, have their holes at the same places, so only the first of each shape is searched.
    """
    if len(body) > _LONGEST:
        return _RECORD.sub(_FILLED, body)
    shape = body.replace(b"0x", b"\0x").translate(_ANY_DIGIT)
    parts = _kept.get(shape)
    if parts is None:
        if len(_kept) >= _SHAPES:
            _kept.clear()
        parts = _kept[shape] = _parts(body)
    return _FILLED.join(parts(body))


def _parts(body: bytes) -> Callable[[bytes], Iterable[bytes]]:
    holes = [hole.span() for hole in _RECORD.finditer(body)]
    starts = [0, *(end for _, end in holes)]
    ends = [*(start for start, _ in holes), len(body)]
    found = itemgetter(*map(slice, starts, ends))
    return found if holes else lambda body: (body,)
