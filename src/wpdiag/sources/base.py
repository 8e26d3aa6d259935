"""What a source is: a name to show and a way to open it."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

import msgspec


class SourceFile(msgspec.Struct, frozen=True):
    """Bytes that can be opened; ``size`` (stored bytes) is for progress only and None where nobody knows.

    ``modified`` is when they were last written (seconds since 1970 UTC): it tells the year of stamps without one.
    """

    name: str
    open: Callable[[], BinaryIO]
    size: int | None = None
    modified: float | None = None


class Skipped(msgspec.Struct, frozen=True):
    """A source that is left out on purpose, and why."""

    name: str
    reason: str


class Problem(msgspec.Struct, frozen=True):
    """A source that cannot be read, and why, in words for people."""

    name: str
    reason: str
