"""Stamps to instants, with the work done once per hour and zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from wpdiag.lazy import lazy

_OFFSET = lazy(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d\d)?")


@lru_cache(maxsize=512)
def zone_of(name: str) -> tzinfo | None:
    """The zone of an identifier (``Europe/Berlin``, ``EST5EDT``) or an offset (``+05:00``); None for anything else."""
    if name in {"UTC", "Z", "GMT"}:
        return UTC
    offset = _OFFSET.fullmatch(name)
    if offset:
        span = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(-span if offset[1] == "-" else span) if span < timedelta(hours=24) else None
    from zoneinfo import ZoneInfo  # reads its settings when imported; most logs are in UTC

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # OSError: a name such as "Europe" is a folder of the database
        return None


@lru_cache(maxsize=4096)
def hour_start(text: str, zone: tzinfo) -> int | None:
    """The instant of an hour (``2026-11-23T16``) in seconds since 1970 UTC; None where the text is no such time."""
    try:
        return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp())
    except ValueError:
        return None


def rfc3339(instant: int | None) -> str | None:
    """An instant as RFC 3339 text in UTC."""
    return None if instant is None else datetime.fromtimestamp(instant, UTC).isoformat()


UNKNOWN_ZONE = b"      "
"""In place of the offset in a canonical stamp: nobody knows it."""
_CANONICAL_HOUR = len(UNKNOWN_ZONE) + 1 + len("2026-11-23T16")
_MINUTES = lazy(rb":(\d\d):(\d\d)")
_MONTHS = {
    name: f"{number:02}".encode()
    for number, name in enumerate(
        (b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"), 1
    )
}


def canonical(time: bytes, offset: bytes = b"") -> bytes:
    """A canonical stamp of ``2026-11-23T16:43:10`` (or a blank for the T) and an offset such as ``+01:00`` or ``Z``."""
    if offset in (b"Z", b"z"):
        offset = b"+00:00"
    elif len(offset) == 5:
        offset = offset[:3] + b":" + offset[3:]
    return (offset if len(offset) == 6 else UNKNOWN_ZONE) + b" " + time[:10] + b"T" + time[11:19]


def month(name: bytes) -> bytes:
    """``11`` for ``Nov``; ``00``, which is no time, for anything else."""
    return _MONTHS.get(name, b"00")


def dated(match: re.Match[bytes]) -> bytes:
    """``2026-11-23T16:43:10`` of the groups ``year``, ``month`` (its name), ``day`` (one digit or two) and ``time``."""
    return match["year"] + b"-" + month(match["month"]) + b"-" + match["day"].replace(b" ", b"0") + b"T" + match["time"]


def canonical_when(stamp: bytes, zone: tzinfo | None) -> int | None:
    """The instant of a canonical stamp, in its own zone or else the given one."""
    own = stamp[: len(UNKNOWN_ZONE)]
    known = zone if own == UNKNOWN_ZONE else zone_of(own.decode("ascii", "replace"))
    rest = _MINUTES.fullmatch(stamp, _CANONICAL_HOUR)
    if known is None or rest is None:
        return None
    begins = hour_start(stamp[len(UNKNOWN_ZONE) + 1 : _CANONICAL_HOUR].decode("ascii", "replace"), known)
    return None if begins is None else begins + int(rest[1]) * 60 + int(rest[2])


def year_of(month_number: int, day: int, latest: datetime) -> int:
    """The year of a date that names none: that of ``latest``, or the one before where it would lie a day or more ahead.

    :param latest: when the record was written at the latest: the time of the file's last change, or now.
    """
    limit = latest + timedelta(days=1)
    if (month_number, day) <= (limit.month, limit.day):
        return limit.year
    return limit.year - 1
