"""Instants as people write them on a command line."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from wpdiag.lazy import lazy

_SPAN = lazy(r"(\d+)\s*([smhdw])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}


def instant(text: str, zone: tzinfo | None, now: datetime) -> float:
    """Seconds since 1970 UTC of ``2026-11-23``, ``2026-11-23T10:00+01:00``, or ``24h`` / ``7d`` before now.

    :param zone: of a time that names none; None means UTC.
    :raises ValueError: where the text is neither.
    """
    span = _SPAN.fullmatch(text.strip())
    if span:
        return now.timestamp() - int(span[1]) * _SECONDS[span[2]]
    parsed = datetime.fromisoformat(text.strip())
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=zone or UTC)).timestamp()
