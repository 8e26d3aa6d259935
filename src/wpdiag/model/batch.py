"""What a transport cuts out of one block of bytes: the bodies of its records, and their stamps where it has them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

_MINUTES = len(":43:10")


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
    ``ordered`` says that the stamps ascend; otherwise that is found out. Where ``hour`` is given, all stamps are of it,
    and what stands in each before ``:MM:SS`` stands for it.
    """

    records: list[bytes]
    stamps: list[bytes]
    skip: int = 0
    ordered: bool = False
    hour: bytes = b""

    @property
    def whole_stamps(self) -> list[bytes]:
        """The stamps with their hour."""
        return in_hour(self.hour, self.stamps) if self.hour else self.stamps


def in_hour(hour: bytes, stamps: list[bytes]) -> list[bytes]:
    """Stamps with the hour in place of what stands for it."""
    return [hour + stamp[-_MINUTES:] for stamp in stamps]
