"""What a source is: a name to show and a way to open it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class SourceFile:
    """Bytes that can be opened; ``size`` (stored bytes) is for progress only and None where nobody knows."""

    name: str
    open: Callable[[], BinaryIO]
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A source that cannot be read, and why, in words for people."""

    name: str
    reason: str
