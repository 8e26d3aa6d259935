"""What a transport cuts out of one block of bytes: the bodies of its records, and their stamps where it has them."""

from __future__ import annotations

from typing import NamedTuple


class Batch(NamedTuple):
    """Bodies without anything that varies from one occurrence to the next; stamps (same length) or none at all.

    A stamp is text of fixed width, to the second; within one hour, stamps sort as text in order of time.
    """

    bodies: list[bytes]
    stamps: list[bytes]
