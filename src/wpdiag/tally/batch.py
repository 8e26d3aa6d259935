"""What a transport cuts out of one block of bytes: the bodies of its records, and their stamps where it has them."""

from __future__ import annotations

from typing import NamedTuple


class Batch(NamedTuple):
    """Records whose bodies have nothing that varies from one occurrence to the next; stamps (same length) or none.

    A stamp is text of fixed width that ends in ``MM:SS``; within an hour, stamps sort as text in order of time. The
    first
    ``skip`` bytes of each record are not part of its body: cutting them off late spares a copy of every record.
    ``ordered`` says that the stamps ascend; otherwise that is found out.
    """

    records: list[bytes]
    stamps: list[bytes]
    skip: int = 0
    ordered: bool = False
