"""``journald``: ``journalctl -o json`` (systemd: Journal JSON Format), one entry a line."""

from __future__ import annotations

from wpdiag.lazy import lazy
from wpdiag.transports.json_lines import JsonLines


class JournalJson(JsonLines):
    """JSON lines with the journal's own fields."""

    name = "journald"
    rank = 1
    prefix = lazy(rb"(?=.*\"__REALTIME_TIMESTAMP\")\s*\{.*\"MESSAGE\".*\}\s*$")
