"""``json``: for programs. Additions only within version 1."""

from __future__ import annotations

import msgspec

from wpdiag.gate.difference import Difference


def render(difference: Difference) -> str:
    """The difference as UTF-8 JSON text."""
    return msgspec.json.format(msgspec.json.encode(difference), indent=2).decode() + "\n"
