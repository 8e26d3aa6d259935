"""What a transport cuts out of one block of bytes: the bodies of its records, and their stamps where it has them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


@lru_cache(maxsize=4096)
def _within_the_hour(text: bytes) -> int:
    minutes, colon, seconds = text.partition(b":")
    return int(minutes) * 60 + int(seconds) if colon and minutes.isdigit() and seconds.isdigit() else 0


def seconds_of(stamp: bytes) -> int:
    """Seconds since the full hour: every stamp ends in ``MM:SS``."""
    return _within_the_hour(stamp[-5:])


class Batch(NamedTuple):
    """Records whose bodies have nothing that varies from one occurrence to the next; stamps (same length) or none.

    A stamp is text of fixed width that ends in ``MM:SS``; within an hour, stamps sort as text in order of time. The
    first ``skip`` bytes of each record are not part of its body: cutting them off late spares a copy of every record.
    ``ordered`` says that the stamps ascend; otherwise that is found out.
    """

    records: list[bytes]
    stamps: list[bytes]
    skip: int = 0
    ordered: bool = False
