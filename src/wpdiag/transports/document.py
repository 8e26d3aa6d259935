"""``document``: program text, readmes of plugins, changelogs, patches. What they quote did not happen here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wpdiag.lazy import lazy
from wpdiag.model import Entry
from wpdiag.model.batch import Batch
from wpdiag.transports.base import Transport

_HEAD = 1024
_BEGINS = lazy(
    rb"\s*(?:<\?php\b(?!.*\?>)|#!\s*/|=== .+? ===\s*$|#{1,3} \[?change ?log|== change ?log ==|diff --git "
    rb"|= v?\d+\.\d+[\d.]*(?: [^=\n]*)?=\s*$|#{1,3} \[?v?\d+\.\d+[\d.]*\]?(?: [-\xe2(].*)?$)",
    re.I | re.M,
)
"""A log that begins with ``<?php exit; ?>``, so that nobody reads it over the web, is a log."""


class Document(Transport):
    """Nothing is taken from it."""

    name = "document"
    rank = 0

    @classmethod
    def score(cls, head: bytes) -> float:
        """Sure by the first line, or not at all."""
        return 1.0 if _BEGINS.match(head, 0, _HEAD) else 0.0

    def feed(self, data: bytes) -> Batch:
        """Passed over."""
        return Batch([], [])

    def finish(self) -> Batch:
        """Nothing waits."""
        return Batch([], [])

    def unwrap(self, body: bytes) -> Iterator[Entry]:
        """Nothing is in it."""
        return iter(())
