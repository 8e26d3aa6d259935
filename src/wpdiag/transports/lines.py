"""Base of the transports that put a prefix before lines: cut it off, and join the lines that are one record.

Most programs write a message of many lines as many records, each with the prefix (syslog, FPM, containers); some let
the later lines stand bare (nginx, PHP's built-in server). Both kinds are joined here: what leaves is one record.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator
from datetime import tzinfo
from operator import itemgetter

import msgspec

from wpdiag.diagnose.php import LABELS
from wpdiag.lazy import lazy
from wpdiag.model import Entry
from wpdiag.tally.batch import Batch
from wpdiag.transports.base import RECORD_LIMIT, Transport, lines_of
from wpdiag.transports.carried import Carried, Line, Reader, better
from wpdiag.transports.clock import UNKNOWN_ZONE, canonical_when
from wpdiag.transports.columns import Columns, Form, Memo
from wpdiag.transports.nested import entries

_BEGINS = lazy(
    (
        rf"\s?(?:(?:[A-Z]+: )?PHP message: |PHP (?:{LABELS}): |WordPress database error"
        r"|FastCGI sent in stderr: |AH01071: )"
    ).encode()
)
_GOES_ON = lazy(
    rb"\s*$|\s*#\d+ |\s*(?:PHP )?Stack trace:|\s*thrown in |\s*thrown$|Next [A-Z\\]|\s|[()\]}]|[)}]?,?$|\s*PHP +\d+\. "
)
_COMPLETE = lazy(rb" on line \d+\s*$| made by [^\n]*$")
_ACCESS = lazy(rb"\S+ \S+ \S+ \[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d ")
"""A line of an access log (the common log format): containers write it between the errors."""
_UNFINISHED = lazy(rb"PHP (?:Fatal error|Recoverable fatal error): +Uncaught ")
_LINES = 400
_WORTH_COLUMNS = 16
_MINUTES = len(":43:10")
_WITHIN_THE_HOUR = itemgetter(slice(-_MINUTES, None))


def _added(batch: Batch, more: Batch) -> Batch:
    batch.records.extend(more.records)
    batch.stamps.extend(more.stamps)
    return batch


def _first_unknown(stamps: list[bytes | None], records: list[bytes | None], at: int) -> int:
    """The first line from ``at`` on without a stamp or a record; the last line is always one."""
    found = records.index(None, at)
    try:
        return min(found, stamps.index(None, at, found))
    except ValueError:
        return found


class LineTransport(Transport):
    """A prefix before each line, or before the first line of a record.

    Stamps are canonical: the zone as six characters (blank where unknown), a blank, ``2026-11-23T16:43:10``.
    """

    prefix: re.Pattern[bytes]
    """What stands before the text, from the start of a line; the group ``stamp`` is the time, if there is one."""
    bare_lines_go_on = True
    """Whether a line without the prefix belongs to the record before it."""
    hour_width = len(UNKNOWN_ZONE) + 1 + len("2026-11-23T16")

    carried = True
    """Whether other programs' lines may carry these."""
    carries = False
    """Whether these lines carry those of any program."""
    mixes = True
    splits = True
    longest = 64 << 10

    def __init_subclass__(cls) -> None:
        cls.line_start = cls.prefix

    def __init__(self, zone: tzinfo | None = None) -> None:
        super().__init__(zone)
        self._rest = b""
        self._pending: list[bytes] = []
        self._pending_stamp = b""
        self._pending_key = b""
        self._broken = False
        self._reader: Reader | None = None
        self._carried = Carried(zone)
        self._form: Form | None = None
        self._hours = Memo(self._hour)
        self._texts = Memo(self.whole)

    @abstractmethod
    def stamp(self, match: re.Match[bytes]) -> bytes:
        """The canonical stamp of a prefix."""

    def text(self, match: re.Match[bytes], line: bytes) -> bytes | None:
        """The text behind the prefix, as it was before the wrapper escaped it; None for lines of no interest."""
        return line[match.end() :]

    def breaks(self, match: re.Match[bytes], line: bytes) -> bool:
        """Whether the wrapper broke the line here, in mid-word: then the next one is glued to it."""
        return False

    def loses(self, line: bytes) -> bool:
        """Whether the wrapper left out the text of a line that has none."""
        return False

    def finished(self, record: bytes) -> bytes:
        """A whole record without what varies between its occurrences."""
        return record

    def key(self, match: re.Match[bytes]) -> bytes:
        """Who wrote the line: lines of different writers are never one record."""
        return b""

    @classmethod
    def score(cls, head: bytes) -> float:
        """The share of lines with the prefix."""
        lines = [line for line in head.split(b"\n")[:200] if line.strip()]
        wrapped = sum(1 for line in lines if cls.prefix.match(line))
        share = wrapped / len(lines) if lines else 0.0
        return 0.6 + 0.35 * share if lines and cls.prefix.match(lines[0]) else 0.9 * share

    def begin(self, data: bytes) -> int | None:
        """At the next line that begins a message, behind a line that is whole."""
        at, whole = data.find(b"\n") + 1, False
        while at and (end := data.find(b"\n", at)) >= 0:
            match = self.prefix.match(data[at:end])
            line = self._peeled(match, data[at:end]) if match else None
            text = line.text if line else None
            if whole and text is not None and _BEGINS.match(text):
                return at
            whole = line is not None and text is not None and not line.breaks
            at = end + 1
        return None

    def merge(self, later: Transport) -> None:
        """And the requests that the programs within remember."""
        super().merge(later)
        if isinstance(later, LineTransport):
            self._carried.merge(later._carried)

    def feed(self, data: bytes) -> Batch:
        """The records that are complete; the last one waits, for its next line may be in the next block."""
        lines = lines_of(data)
        lines[:1] = [b"".join([self._rest, *lines[:1]])]
        self._rest = b"" if lines[-1].endswith(b"\n") else lines.pop()
        if len(self._rest) > RECORD_LIMIT:
            lines.append(self._rest)
            self._rest = b""
        return self._records(lines)

    def finish(self) -> Batch:
        """The last records."""
        batch = self._records([self._rest] if self._rest else [])
        self._rest = b""
        self._close(batch)
        return batch

    def columns(self, lines: list[bytes]) -> Columns | None:
        """The lines cut into times and records; None where nothing is gained by that."""
        form = Form.of(lines[0], self.prefix) or Form.of(lines[-1], self.prefix)
        if form is None:
            return None
        if self._form is None or not self._form.same(form):
            self._hours.clear()
            self._texts.clear()
            self._form = form
        return self._form.columns(lines, self._texts)

    def time(self, time: bytes) -> bytes | None:
        """The canonical stamp of the time that :meth:`columns` cut off; None where it is no time."""
        form = self._form
        match = self.prefix.match(time + form.sample[form.second :]) if form else None
        return self.stamp(match) if match and form and match.end() == form.text else None

    def _stamps(self, times: list[bytes]) -> list[bytes | None]:
        """The canonical stamps; where the first and the last in order share the hour, all do."""
        hours = self._hours
        in_order = sorted(times)
        first, last = in_order[0], in_order[-1]
        if len(first) == len(last) and first[:-_MINUTES] == last[:-_MINUTES]:
            hour = hours[first[:-_MINUTES]]
            return [None] * len(times) if hour is None else list(map(hour.__add__, map(_WITHIN_THE_HOUR, times)))
        return [None if (hour := hours[time[:-_MINUTES]]) is None else hour + time[-_MINUTES:] for time in times]

    def _hour(self, hour: bytes) -> bytes | None:
        stamp = self.time(hour + b":00:00") if hour else None
        return stamp[:-_MINUTES] if stamp else None

    def whole(self, text: bytes) -> bytes | None:
        """The record in the text that :meth:`columns` cut off; None where it may go on in the next line."""
        form = self._form
        line = form.line(text.removesuffix(b"\n")) if form else None
        match = self.prefix.match(line) if line else None
        if line is None or match is None or form is None or match.end() != form.text or self.breaks(match, line):
            return None
        return self.alone(self.text(match, line))

    def alone(self, text: bytes | None) -> bytes | None:
        """The finished record if the text is one from its begin to its end."""
        if text is None or not _BEGINS.match(text) or _UNFINISHED.search(text) or not _COMPLETE.search(text):
            return None
        return self.finished(text)

    def _records(self, lines: list[bytes]) -> Batch:
        """Whole records are looked up; the lines between them, the line before those, and the last one are read."""
        columns = self.columns(lines) if len(lines) > _WORTH_COLUMNS and not self._broken else None
        if columns is None:
            return self._carefully(lines)
        stamps, records = self._stamps(columns.times), columns.records
        records[-1] = None
        if records.count(None) + stamps.count(None) > len(lines) // 2:
            return self._carefully(lines)
        batch = Batch([], [])
        at, end = 0, len(lines)
        while at < end:
            stop = _first_unknown(stamps, records, at)
            until = stop - 1 if stop > at else stop
            if until > at:
                self._close(batch)
                batch.records.extend(records[at:until])  # type: ignore[arg-type]  # none is None
                batch.stamps.extend(stamps[at:until])  # type: ignore[arg-type]
            at = stop
            while at < end and (records[at] is None or stamps[at] is None):
                at += 1
            read = self._carefully(lines[until:at])
            while self._broken and at < end:
                read = _added(read, self._carefully(lines[at : at + 1]))
                at += 1
            _added(batch, read)
        return batch

    def _carefully(self, lines: list[bytes]) -> Batch:
        batch = Batch([], [])
        match_prefix = self.prefix.match
        for ended in lines:
            line = ended.removesuffix(b"\n")
            match = match_prefix(line)
            if match is None:
                if self._pending and self.bare_lines_go_on and not _ACCESS.match(line):
                    self._pending.append(line)
                elif line.strip():
                    self._close(batch)
                    batch.records.append(line)
                    batch.stamps.append(b"")
                continue
            text, key, stamp, breaks, reader = self._peeled(match, line)
            if text is None:
                self.lost += self.loses(line)
                self._close(batch)
                continue
            if self._broken and key == self._pending_key:
                self._pending[-1] += text
            elif self._continues(text, key) or (self._bare(key, reader) and not _BEGINS.match(text)):
                self._pending.append(text)
            else:
                self._close(batch)
                self._pending = [text]
                self._pending_stamp = better(self.stamp(match), stamp)
                self._pending_key = key
                self._reader = reader
            self._broken = breaks
        return batch

    def _peeled(self, match: re.Match[bytes], line: bytes) -> Line:
        """The line without its prefix and those of programs within."""
        found = Line(self.text(match, line), self.key(match), b"", self.breaks(match, line), None)
        return self._carried.peel(found) if self.carries else found

    def _bare(self, key: bytes, reader: Reader | None) -> bool:
        """Whether a line without the inner program's prefix belongs to the line before it, which has it."""
        before = self._reader
        return (
            before is not None
            and before is not reader
            and before.bare_lines_go_on
            and bool(self._pending)
            and self._pending_key.startswith(key + b"\0")
        )

    def _continues(self, text: bytes, key: bytes) -> bool:
        """Whether a line belongs to the record before it: while that lacks its place, or if it looks like a stack."""
        pending = self._pending
        if not pending or key != self._pending_key or _BEGINS.match(text) or len(pending) > _LINES:
            return False
        if _GOES_ON.match(text):
            return True
        if not _BEGINS.match(pending[0]):
            return False
        return not any(map(_COMPLETE.search, pending)) or (
            bool(_UNFINISHED.search(pending[0])) and not pending[-1].lstrip().startswith(b"thrown in")
        )

    def _close(self, batch: Batch) -> None:
        if self._pending:
            record = b"\n".join(self._pending)
            batch.records.append((self._reader or self).finished(record))
            batch.stamps.append(self._pending_stamp)
            self._pending = []

    def unwrap(self, body: bytes) -> Iterator[Entry]:
        """The entries in the text, which may carry the marks of further wrappers."""
        request = self.request_of(body) or self._carried.request_of(body)
        for entry in entries(body):
            yield msgspec.structs.replace(entry, request=request) if request else entry

    def request_of(self, body: bytes) -> str | None:
        """The path that was asked for, where :meth:`finished` took it off."""
        return None

    def when(self, stamp: bytes, body: bytes) -> int | None:
        """The canonical stamp in its own zone, or in the one that was given."""
        return canonical_when(stamp, self.zone)
