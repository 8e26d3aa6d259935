"""``mixed``: lines of several programs in one file: a container's output, logs put together with cat, a paste."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import tzinfo
from functools import cache
from itertools import groupby

from wpdiag.lazy import lazy
from wpdiag.model.batch import Batch
from wpdiag.transports.base import RECORD_LIMIT, Transport, known
from wpdiag.transports.composite import Composite, joined

_SHARE = 0.02
"""A kind of lines counts from this share of all lines that have a kind: a message may quote a line of another log."""
_SAMPLES = 4
_MAY_BEGIN = lazy(rb"[\[<\d]|[A-Z][a-z]{2} [ \d]\d ")
"""How all lines begin that may stand between others': with a bracket, a digit, or a date of RFC 3164."""


class Mixed(Composite):
    """Each line goes to the transport whose lines begin like it; one like no other goes with the line before it."""

    name = "mixed"
    rank = 0
    grows = True
    longest = 64 << 10

    def __init__(self, zone: tzinfo | None = None, written: float | None = None) -> None:
        super().__init__(zone, written)
        self._rest = b""
        self._kind: type[Transport] | None = None

    @classmethod
    def score(cls, head: bytes) -> float:
        """Sure where lines of two kinds stand in the head, else nothing."""
        kinds = Counter(kind for kind, _ in _kinds(head.split(b"\n"), None) if kind is not None)
        least = max(1.0, kinds.total() * _SHARE)
        return 0.99 if sum(count >= least for count in kinds.values()) > 1 else 0.0

    def begin(self, data: bytes) -> int | None:
        """At the next line that begins a message among the lines of its program."""
        begun: dict[type[Transport], tuple[Transport, bytes]] = {}
        at = data.find(b"\n") + 1
        lines = data[at : data.rfind(b"\n")].split(b"\n") if at else []
        for kind, line in _kinds(lines, None):
            if kind is not None:
                reader, before = begun.get(kind) or (kind(self.zone, self.written), b"")
                if any(reader.begin(b"\n" + lead + line + b"\n") == 1 + len(lead) for lead in (b"", before)):
                    return at
                begun[kind] = reader, line + b"\n"
            at += len(line) + 1
        return None

    def feed(self, data: bytes) -> Batch:
        """The records of all complete lines."""
        whole, newline, rest = (self._rest + data).rpartition(b"\n")
        self._rest = rest
        if len(rest) > RECORD_LIMIT:
            whole, newline, self._rest = whole + newline + rest, b"\n", b""
        return self._lines(whole) if newline else Batch([], [])

    def finish(self) -> Batch:
        """The last line, and what each reader still has."""
        rest, self._rest = self._rest, b""
        return joined(iter([self._lines(rest) if rest else Batch([], []), super().finish()]))

    def _lines(self, whole: bytes) -> Batch:
        return joined(self._runs(whole.split(b"\n")))

    def _runs(self, lines: list[bytes]) -> Iterator[Batch]:
        plain = next(kind for kind in known() if kind.name == "text")
        for kind, run in groupby(_going_on(_kinds(lines, self._kind), self._kind), key=lambda found: found[0]):
            self._kind = kind
            yield self.read(kind or plain, b"\n".join(line for _, line in run) + b"\n")


def is_foreign(kind: type[Transport], data: bytes) -> bool:
    """Whether lines of another transport stand in a block; looked at here and there first, for it is asked of each.

    :param kind: the transport of all that was read before.
    """
    if kind.line_start is None:
        return False
    step = len(data) // _SAMPLES or 1
    last = data.rfind(b"\n", 0, max(data.rfind(b"\n"), 0))
    for start in (*range(0, len(data), step), last):
        at = data.find(b"\n", start) + 1 if start >= 0 else 0
        if (
            at
            and _MAY_BEGIN.match(data, at)
            and kind.line_start.match(data, at) is None
            and any(start_of.match(data, at) for start_of, _ in _mixing())
        ):
            kinds = Counter(found for found, _ in _kinds(data.split(b"\n"), kind) if found is not None)
            return kinds.total() - kinds[kind] >= max(1, kinds.total() * _SHARE)
    return False


Found = tuple[type[Transport] | None, bytes]


def _kinds(lines: list[bytes], kind: type[Transport] | None) -> Iterator[Found]:
    """Each line with the transport whose lines begin like it; the one of the line before is tried first."""
    for line in lines:
        if kind is not None and kind.line_start and kind.line_start.match(line):
            yield kind, line
            continue
        found = None
        if _MAY_BEGIN.match(line):
            found = next((other for start_of, other in _mixing() if start_of.match(line)), None)
            kind = found or kind
        yield found, line


@cache
def _mixing() -> list[tuple[re.Pattern[bytes], type[Transport]]]:
    """How lines begin that may stand between others', and whose they are; all transports are loaded by now."""
    return [(kind.line_start, kind) for kind in known() if kind.mixes and kind.line_start]


def _going_on(found: Iterator[Found], kind: type[Transport] | None) -> Iterator[Found]:
    """Lines of no kind belong to the kind before them."""
    for own, line in found:
        kind = own or kind
        yield kind, line
