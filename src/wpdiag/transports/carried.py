"""Lines of one program within the lines of another: nginx' error log in a container's, PHP-FPM's in the journal.

A program that carries lines of any kind puts its own prefix before each; behind it stands the prefix of the program
that wrote the line. Both are taken off; what the inner one says about the line holds: escapes, breaks, who wrote it.
"""

from __future__ import annotations

import re
from datetime import tzinfo
from functools import cache
from typing import Any, NamedTuple, Protocol

from wpdiag.transports.base import Transport, registered
from wpdiag.transports.clock import UNKNOWN_ZONE

_DEPTH = 3
_MAY_BEGIN = frozenset(b"[{<0123456789ADFJMNOS")
"""First bytes of prefixes: brackets, digits, the months of RFC 3164."""


class Reader(Protocol):
    """What a transport of lines says about a line."""

    prefix: re.Pattern[bytes]
    bare_lines_go_on: bool

    def stamp(self, match: re.Match[bytes]) -> bytes:
        """The canonical stamp."""

    def text(self, match: re.Match[bytes], line: bytes) -> bytes | None:
        """The text behind the prefix; None where it is of no interest."""

    def key(self, match: re.Match[bytes]) -> bytes:
        """Who wrote the line."""

    def breaks(self, match: re.Match[bytes], line: bytes) -> bool:
        """Whether the next line is glued to it."""

    def finished(self, record: bytes) -> bytes:
        """A whole record without what varies."""

    def merge(self, later: Transport) -> None:
        """Take over what another instance learnt."""

    def request_of(self, body: bytes) -> str | None:
        """The path that was asked for."""


class Line(NamedTuple):
    """A line without any prefix; ``reader`` is the innermost program, None where only the carrier is known."""

    text: bytes | None
    key: bytes
    stamp: bytes
    breaks: bool
    reader: Reader | None


class Carried:
    """Finds the programs within the lines of one source, whatever was found before.

    :param zone: the zone of stamps without one.
    :param written: when the source was last written; the programs within know the year from it, too.
    """

    def __init__(self, zone: tzinfo | None, written: float | None) -> None:
        self._zone = zone
        self._written = written
        self._readers: list[Reader] | None = None

    def peel(self, line: Line) -> Line:
        """The line without the prefixes of the programs within."""
        for _ in range(_DEPTH):
            if line.breaks or not line.text or line.text[0] not in _MAY_BEGIN:
                break
            inner = self._inner(line.text, line)
            if inner is None:
                break
            line = inner
        return line

    def request_of(self, body: bytes) -> str | None:
        """The path that was asked for, as one of the programs within remembers."""
        return next((found for reader in self._readers or () if (found := reader.request_of(body))), None)

    def merge(self, later: Carried) -> None:
        """Take over what the programs within learnt from a later range."""
        if later._readers is None:
            return
        if self._readers is None:
            self._readers = later._readers
            return
        for mine, other in zip(self._readers, later._readers, strict=True):
            mine.merge(other)  # type: ignore[arg-type]  # every reader is a transport

    def _inner(self, text: bytes, line: Line) -> Line | None:
        if self._readers is None:
            self._readers = [kind(self._zone, self._written) for kind in inner_kinds()]
        for reader in self._readers:
            match = reader.prefix.match(text)
            if match is None:
                continue
            return Line(
                reader.text(match, text),
                line.key + b"\0" + reader.key(match),
                better(line.stamp, reader.stamp(match)),
                reader.breaks(match, text),
                reader,
            )
        return None


@cache
def inner_kinds() -> tuple[type[Any], ...]:
    """The programs whose lines others may carry; those that carry others fit more lines and come last."""
    found = [kind for kind in registered() if getattr(kind, "carried", False) and "prefix" in vars(kind)]
    return tuple(sorted(found, key=lambda kind: (getattr(kind, "carries", False), kind.__name__)))


def better(outer: bytes, inner: bytes) -> bytes:
    """The carrier's stamp, unless only the inner one tells its zone."""
    if not outer or (outer.startswith(UNKNOWN_ZONE) and inner and not inner.startswith(UNKNOWN_ZONE)):
        return inner
    return outer
