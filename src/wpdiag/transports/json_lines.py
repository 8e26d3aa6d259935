"""``docker`` and every other log of one JSON object a line: Docker's json-file, rsyslog, journald, cloud services.

The text is in ``log`` (Docker), ``message`` or ``MESSAGE`` (rsyslog, journald), ``msg``, ``textPayload`` (Google) …;
journald writes text that is no UTF-8 as an array of numbers. An object may have several of these names: Caddy has PHP's
words in ``body`` beside ``"msg":"stderr"``, GELF the first line in ``short_message`` and all of them in
``full_message``, Elastic's agents a ``log`` that tells of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

import msgspec

from wpdiag.lazy import lazy
from wpdiag.transports.clock import UNKNOWN_ZONE, canonical
from wpdiag.transports.columns import Columns
from wpdiag.transports.lines import LineTransport

_CONTAINERS = ("jsonPayload", "_source", "attributes", "event", "fields")
"""Objects around the text: Google's, Elasticsearch's, Datadog's."""
_TEXTS = ("log", "full_message", "message", "MESSAGE", "textPayload", "short_message", "msg", "line", "body",
          "original", "@message", "stringValue", *_CONTAINERS)  # fmt: skip
_WRITERS = ("stream", "container_id", "host", "syslog-tag", "_PID", "SYSLOG_IDENTIFIER")
_TEXT_NAMES = frozenset(_TEXTS)
TIMES = ("time", "@timestamp", "timestamp", "__REALTIME_TIMESTAMP", "ts", "date", "eventTime", "receiveTimestamp",
          "timeUnixNano")  # fmt: skip
NAMES = "|".join(_TEXTS)
SIGN = lazy(rb"PHP |WordPress database error")
_ISO = lazy(rb"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)(?:[.,]\d+)?(Z|[+-]\d\d:?\d\d)?")
_DOCKER_BEGINS = b'{"log":"'
_DOCKER_TIME = b'","time":"'
_LONGEST_TIME = len('2026-11-23T16:43:10.123456789Z"}\n')
_TRIED = 8
"""Lines among which there is one with all digits of its time."""
_PART = 16 << 10
_SECOND = len("2026-11-23T16:43:10")


class JsonLines(LineTransport):
    """One JSON object a line. Docker's are quick to cut, for their time stands last."""

    name = "docker"
    mixes = False
    bare_lines_go_on = False
    carries = True
    prefix = lazy(rf'\s*\{{.*"(?:{NAMES})".*\}}\s*$'.encode())

    def __init__(self, zone: Any = None, written: float | None = None) -> None:
        super().__init__(zone, written)
        self._object: dict[str, Any] = {}
        self._raw = b""

    def stamp(self, match: re.Match[bytes]) -> bytes:
        """The time of the object, whatever it is called."""
        return time_of(self._object)

    def text(self, match: re.Match[bytes], line: bytes) -> bytes | None:
        """The text field; None where there is none."""
        self._object = decoded(line)
        self._raw = text_of(self._object)
        text = self._raw.removesuffix(b"\n").removesuffix(b"\r")
        return (text[1:] if text[:1] == b" " and text[1:2] != b" " else text) if self._object else None

    def breaks(self, match: re.Match[bytes], line: bytes) -> bool:
        """Docker splits lines above 16 KiB: only the last part ends in a line feed. Fluentd's lines end in none."""
        return len(self._raw) >= _PART and "log" in self._object and not self._raw.endswith(b"\n")

    def key(self, match: re.Match[bytes]) -> bytes:
        """Who wrote it, as far as the object says."""
        get = self._object.get
        return "\0".join([str(get(name, "")) for name in _WRITERS]).encode("utf-8", "replace")

    def columns(self, lines: list[bytes]) -> Columns | None:
        """Docker writes the time last; other programs' objects have no fixed order."""
        ends = [len(line.rpartition(_DOCKER_TIME)[2]) for line in lines[:_TRIED]]
        tail = max([end for end in ends if end <= _LONGEST_TIME], default=0)
        if not lines[0].startswith(_DOCKER_BEGINS) or tail <= _SECOND:
            return None
        known = self._texts
        records = list(map(known.__getitem__, map(itemgetter(slice(None, -tail)), lines)))
        times = list(map(itemgetter(slice(-tail, _SECOND - tail)), lines))
        for at, record in enumerate(records):
            if record is None:  # a fraction of another length: Docker leaves out the zeros at its end
                before, mark, end = lines[at].rpartition(_DOCKER_TIME)
                times[at] = end[:_SECOND] if end[-4:] == b'Z"}\n' else b""
                records[at] = known[before + mark]
        return Columns(times, records)

    def time(self, time: bytes) -> bytes | None:
        """In UTC."""
        return canonical(time, b"Z") if len(time) == _SECOND and _ISO.fullmatch(time) else None

    def whole(self, text: bytes) -> bytes | None:
        """The record in the part of an object before its time."""
        if not text.endswith(_DOCKER_TIME):
            return None
        line = text + b'1970-01-01T00:00:00Z"}'
        match = self.prefix.match(line)
        record = self.text(match, line) if match else None
        return None if match is None or self.breaks(match, line) else self.alone(record)


def decoded(line: bytes) -> dict[str, Any]:
    """The object in a line; empty where there is none."""
    try:
        value = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        try:
            value = msgspec.json.decode(line.decode("utf-8", "replace").encode())
        except (msgspec.DecodeError, RecursionError):
            return {}
    return value if isinstance(value, dict) else {}


def text_of(found: dict[str, Any]) -> bytes:
    """The first text that is PHP's or WordPress', else the first at all."""
    names = _TEXT_NAMES & found.keys()
    if len(names) == 1 and isinstance(only := found[next(iter(names))], str):
        return only.encode("utf-8", "surrogatepass")
    first = b""
    for text in _texts_of(found):
        if SIGN.search(text):
            return text
        first = first or text
    return first


def _texts_of(found: dict[str, Any]) -> Iterator[bytes]:
    for name in _TEXTS:
        value = found.get(name)
        if isinstance(value, str):
            yield value.encode("utf-8", "surrogatepass")
        elif isinstance(value, list) and value and all(isinstance(byte, int) and 0 <= byte < 256 for byte in value):
            yield bytes(value)
        elif isinstance(value, dict):
            yield from _texts_of(value)


def time_of(found: dict[str, Any]) -> bytes:
    """The canonical stamp of an object's time; empty where it has none."""
    own = _own_time_of(found)
    if own:
        return own
    inner = (found[name] for name in _CONTAINERS if isinstance(found.get(name), dict))
    return next(filter(None, map(_own_time_of, inner)), b"")


def oldest_first(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Objects in the order of their times; services give the newest first."""
    first, last = (next(_moments(each), None) for each in (found[0], found[-1])) if found else (None, None)
    newest = type(first) is type(last) and first is not None and first > last  # type: ignore[operator]
    return found[::-1] if newest else found


def _moments(found: dict[str, Any]) -> Iterator[str | float]:
    inner = (found[name] for name in _CONTAINERS if isinstance(found.get(name), dict))
    for each in (found, *inner):
        yield from (each[name] for name in TIMES if isinstance(each.get(name), str | int | float))


def _own_time_of(found: dict[str, Any]) -> bytes:
    for name in TIMES:
        value = found.get(name)
        if isinstance(value, str) and value.isdigit():
            value = int(value)
        if isinstance(value, int | float):
            return _of_number(value)
        if isinstance(value, str) and (iso := _ISO.match(value.encode("utf-8", "replace"))):
            return canonical(iso[1], iso[2] or b"")
    return b""


def _of_number(value: float) -> bytes:
    """Seconds, milliseconds, microseconds or nanoseconds since 1970 UTC, told apart by their size."""
    while value > 1e11:
        value /= 1000
    try:
        return canonical(datetime.fromtimestamp(value, UTC).strftime("%Y-%m-%dT%H:%M:%S").encode(), b"Z")
    except (ValueError, OverflowError, OSError):
        return UNKNOWN_ZONE
