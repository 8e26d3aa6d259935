"""``json-document``: logs that a service's tool saved as JSON: an array, the answer of an API, objects over many lines.

``gcloud logging read --format=json``, ``aws logs filter-log-events``, searches of Elasticsearch, Loki's and Grafana's
answers, Datadog's: the objects with a text and a time are read as lines of ``docker``, the oldest first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wpdiag.lazy import lazy
from wpdiag.transports.json_lines import NAMES, TIMES, decoded, oldest_first, text_of, time_of
from wpdiag.transports.whole import Whole

_ARRAY = lazy(rb"\[\s*\{")
_AROUND = lazy(rb'\{\s*"[^"]{1,60}"\s*:\s*(?:[\[{]|[\w".-]{1,60},\s*"(?:timed_out|hits)")')
"""An object around others, in one line that is longer than what is looked at."""
_TEXT = lazy(rf'"(?:{NAMES}|values)"\s*:'.encode())
_TIME = lazy(rf'"(?:{"|".join(TIMES)}|stream)"\s*:'.encode())
_SPACE = lazy(r"[\s,]*+")
_PATIENCE = 1 << 20
_TIMES_READ = 8
"""How often a damaged document is read in vain, at most: each opening brace may begin what is whole, or nothing."""
_DEEP = 16 << 10
"""Bytes that an attempt counts for which ends in too many brackets or digits."""


class JsonDocument(Whole):
    """Objects within arrays and objects."""

    name = "json-document"
    rank = 1

    @classmethod
    def score(cls, head: bytes) -> float:
        """An array of objects, or an object over many lines or around others, with the names of texts and of times."""
        head = head.lstrip()
        if not (_TEXT.search(head) and _TIME.search(head)):
            return 0.0
        if not head.startswith(b"{"):
            return 0.99 if _ARRAY.match(head) else 0.0
        first, more, _ = head.partition(b"\n")
        if first.rstrip().endswith(b"}"):
            return 0.0 if text_of(decoded(first)) else 0.99
        return 0.99 if more or _AROUND.match(first) else 0.0

    def lines(self, text: str) -> Iterator[bytes]:
        """The objects with a text and a time, oldest first."""
        import json  # few sources need it

        found = [record for value in _values(text) for record in _records(value)]
        return (json.dumps(record, separators=(",", ":")).encode() + b"\n" for record in oldest_first(found))


def _values(text: str) -> Iterator[Any]:
    """The documents that stand one after another; of one that was cut off, what is whole within it."""
    import json

    decoder = json.JSONDecoder()
    at = _after_space(text, 0)
    patience = _PATIENCE + _TIMES_READ * len(text)
    while 0 <= at < len(text) and patience > 0:
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as damaged:
            patience -= damaged.pos - at + (damaged.pos >> 6)
            at = text.find("{", at + 1)
        except (ValueError, RecursionError):
            patience -= _DEEP
            at = text.find("{", at + 1)
        else:
            yield value
            at = _after_space(text, at)


def _after_space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _records(value: Any) -> Iterator[dict[str, Any]]:
    """The objects with a text and a time, in any depth; Loki puts them into pairs."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, dict):
            pairs = value.get("values") if "stream" in value else None
            if isinstance(pairs, list):
                waiting += [{"timestamp": each[0], "line": each[1]} for each in reversed(pairs) if _is_pair(each)]
            elif time_of(value) and text_of(value):
                yield value
            else:
                waiting += reversed(value.values())


def _is_pair(each: Any) -> bool:
    return isinstance(each, list) and len(each) > 1
