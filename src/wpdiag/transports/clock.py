"""Stamps to instants, with the work done once per hour and zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d\d)?")


@lru_cache(maxsize=512)
def zone_of(name: str) -> tzinfo | None:
    """The zone of an identifier (``Europe/Berlin``, ``EST5EDT``) or an offset (``+05:00``); None for anything else."""
    if name in {"UTC", "Z", "GMT"}:
        return UTC
    offset = _OFFSET.fullmatch(name)
    if offset:
        span = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(-span if offset[1] == "-" else span) if span < timedelta(hours=24) else None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # OSError: a name such as "Europe" is a folder of the database
        return None


@lru_cache(maxsize=4096)
def hour_start(text: str, form: str, zone: tzinfo) -> int | None:
    """The instant of an hour in seconds since 1970 UTC; None where the text is no such time."""
    try:
        return int(datetime.strptime(text, form).replace(tzinfo=zone).timestamp())
    except ValueError:
        return None


def rfc3339(instant: int | None) -> str | None:
    """An instant as RFC 3339 text in UTC."""
    return None if instant is None else datetime.fromtimestamp(instant, UTC).isoformat()
