"""Which table a query is about: the one that it writes, or the first that it reads."""

from __future__ import annotations

import re

from wpdiag.lazy import lazy

_TABLE = r"(?:[`\"]?[\w$-]{1,64}[`\"]?\.)?[`\"]?(?P<table>[A-Za-z_$<][\w$<*>-]{0,63})"
_WRITES = lazy(
    r"[\s(]{0,20}(?:(?:INSERT|REPLACE)\s+(?:\w+\s+){0,3}?INTO|UPDATE(?:\s+(?:LOW_PRIORITY|IGNORE))?|DELETE\s+(?:\w+\s+){0,3}?FROM"
    r"|(?:CREATE|ALTER|DROP|TRUNCATE|REPAIR|OPTIMIZE|CHECK|ANALYZE|LOCK|RENAME)\s+(?:\w+\s+)?TABLES?(?:\s+IF(?:\s+NOT)?\s+EXISTS)?"
    rf"|DESC(?:RIBE)?)\s+{_TABLE}",
    re.I,
)
_READS = lazy(rf"\b(?:FROM|ON)\s+{_TABLE}", re.I)
_LITERAL = lazy(r"'[^']*'|\"[^\"]*\"")
_SEARCHED = 2000


def table_of(query: str) -> str | None:
    """The name of the table with its prefix; None where the query names none."""
    start = query[:_SEARCHED]
    found = _WRITES.match(start) or _READS.search(_LITERAL.sub("", start))
    return found["table"] if found else None
