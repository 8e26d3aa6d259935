"""The quick way through lines that all have the same form: stamp and text are looked up, not taken apart each time.

A log repeats itself: a block has few different stamps up to the second, and few different texts. Each is understood
once and remembered. Where a line has another form, or is not a whole record, the careful way is taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import itemgetter
from typing import NamedTuple

from wpdiag.lazy import lazy

_REMEMBERED = 20_000
_FRACTION = lazy(rb"[.,]\d+")
_TIMES = ("stamp", "stamp5424", "iso", "time")


class Memo(dict[bytes, bytes | None]):
    """What a function says to each key, asked once; forgets everything when it has grown too large."""

    def __init__(self, ask: Callable[[bytes], bytes | None]) -> None:
        super().__init__()
        self._ask = ask

    def __reduce__(self) -> tuple[type[Memo], tuple[Callable[[bytes], bytes | None]]]:
        return type(self), (self._ask,)  # another process asks anew

    def __missing__(self, key: bytes) -> bytes | None:
        if len(self) >= _REMEMBERED:
            self.clear()
        answer = self[key] = self._ask(key)
        return answer


class Columns(NamedTuple):
    """Lines cut into what names the second (``times``) and the records behind it; None for what is no whole one.

    The texts of the records are looked up while they are cut: kept together, they would leave the processor's cache.
    """

    times: list[bytes]
    records: list[bytes | None]


class Form(NamedTuple):
    """How the prefix of a line is built: up to ``second`` the time, from ``behind`` to ``text`` what stays the same."""

    sample: bytes
    second: int
    behind: int
    text: int

    @classmethod
    def of(cls, line: bytes, prefix: re.Pattern[bytes]) -> Form | None:
        """The form of a line; None for one without the prefix or without a time."""
        match = prefix.match(line)
        if match is None:
            return None
        names = match.re.groupindex
        second = max((match.end(name) for name in _TIMES if name in names), default=-1)
        if second < 0:
            return None
        fraction = _FRACTION.match(line, second)
        return cls(line[: match.end()], second, fraction.end() if fraction else second, match.end())

    def same(self, other: Form) -> bool:
        """Whether two lines differ in their time and text only."""
        return self[1:] == other[1:] and self.sample[self.behind :] == other.sample[other.behind :]

    def columns(self, lines: list[bytes], known: Memo) -> Columns:
        """The lines cut as this one; in a line of another form, the text begins with something else."""
        texts = map(itemgetter(slice(self.behind, None)), lines)
        return Columns(list(map(itemgetter(slice(0, self.second)), lines)), list(map(known.__getitem__, texts)))

    def line(self, text: bytes) -> bytes | None:
        """A line with a text that was cut off; None where that is of another form."""
        return self.sample[: self.behind] + text if text.startswith(self.sample[self.behind :]) else None
