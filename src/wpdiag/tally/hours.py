"""Count the records of one hour: the loops that run once for each record, each for one way in which records come."""

from __future__ import annotations

from collections import Counter
from typing import Any

from wpdiag.model.batch import in_hour

Bodies = dict[bytes, list[Any]]
"""By body: count, first and last stamp."""
_SHARED = 4
"""How often each record must occur on average to be counted without a loop over all."""


def count_following(counts: Bodies, records: list[bytes], stamps: list[bytes], skip: int) -> None:
    """Count records in order of their stamps, none before those that were counted already.

    A plain loop, one record at a time: each body lives so briefly that it never leaves the processor's cache.
    """
    seen = counts.get
    for record, stamp in zip(records, stamps):  # noqa: B905 - the hottest loop of all; both are of one batch
        known = seen(record[skip:])
        if known is None:
            body = record[skip:]
            counts[body] = [1, stamp, stamp]
        else:
            known[0] += 1
            known[2] = stamp


def count_shared(counts: Bodies, records: list[bytes], stamps: list[bytes], lead: bytes) -> bool:
    """The same for records that are the same objects again and again, whose hashes are known: all loops are the
    interpreter's. False where they are too varied for that, and nothing is counted.

    The last of equal keys stays in a dict, so read backwards it gives the first stamps.

    :param lead: the hour, where it is to be put before the minutes of each stamp.
    """
    numbers = Counter(records)
    if len(numbers) * _SHARED >= len(records):
        return False
    last = dict(zip(records, stamps, strict=True))
    first = last if numbers.keys() <= counts.keys() else dict(zip(reversed(records), reversed(stamps), strict=True))
    for record, count in numbers.items():
        known = counts.get(record)
        end = in_hour(lead, [last[record]])[0] if lead else last[record]
        if known is None:
            begin = in_hour(lead, [first[record]])[0] if lead else first[record]
            counts[record] = [count, begin, end]
        else:
            known[0] += count
            known[2] = end
    return True


def count_late(counts: Bodies, records: list[bytes], stamps: list[bytes], skip: int) -> None:
    """Count records that do not follow those counted before: processes write at the same time."""
    for record, stamp in zip(records, stamps, strict=True):
        body = record[skip:]
        known = counts.setdefault(body, [0, stamp, stamp])
        known[0] += 1
        known[1] = min(known[1], stamp)
        known[2] = max(known[2], stamp)
