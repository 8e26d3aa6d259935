"""Base of the transports of lines: those that repeat others are looked up, the rest is read with care."""

from __future__ import annotations

from datetime import tzinfo
from operator import itemgetter

from wpdiag.model.batch import Batch
from wpdiag.transports.base import RECORD_LIMIT, lines_of
from wpdiag.transports.columns import Columns, Form, Memo
from wpdiag.transports.joined_lines import BEGINS, COMPLETE, UNFINISHED, JoinedLines

_WORTH_COLUMNS = 16
_MINUTES = len(":43:10")
_WITHIN_THE_HOUR = itemgetter(slice(-_MINUTES, None))


class LineTransport(JoinedLines):
    """A prefix before each line, or before the first line of a record; most lines are alike but for their time."""

    mixes = True
    splits = True
    longest = 64 << 10

    def __init_subclass__(cls) -> None:
        cls.line_start = cls.prefix

    def __init__(self, zone: tzinfo | None = None, written: float | None = None) -> None:
        super().__init__(zone, written)
        self._rest = b""
        self._form: Form | None = None
        self._hours = Memo(self._hour)
        self._texts = Memo(self.whole)

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
            if whole and text is not None and BEGINS.match(text):
                return at
            whole = line is not None and text is not None and not line.breaks
            at = end + 1
        return None

    def feed(self, data: bytes) -> Batch:
        """The records that are complete; the last one waits, for its next line may be in the next block."""
        lines = lines_of(data)
        lines[:1] = lines_of(b"".join([self._rest, *lines[:1]]))
        self._rest = b"" if lines[-1].endswith(b"\n") else lines.pop()
        if len(self._rest) > RECORD_LIMIT:
            lines.append(self._rest)
            self._rest = b""
        return self._records(lines)

    def finish(self) -> Batch:
        """The last records."""
        batch = self._carefully(lines_of(self._rest))
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

    def _shared_hour(self, first: bytes, last: bytes) -> bytes | None:
        """The canonical hour of all times between these; None where they do not share its text, or it is none."""
        shared = len(first) == len(last) and first[:-_MINUTES] == last[:-_MINUTES]
        return self._hours[first[:-_MINUTES]] if shared else None

    def _stamps(self, times: list[bytes], shared: bytes | None) -> list[bytes | None]:
        """The canonical stamps.

        :param shared: the hour that is that of all.
        """
        if shared:
            return list(map(shared.__add__, map(_WITHIN_THE_HOUR, times)))
        hours = self._hours
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
        if text is None or not BEGINS.match(text) or UNFINISHED.search(text) or not COMPLETE.search(text):
            return None
        return self.finished(text)

    def _records(self, lines: list[bytes]) -> Batch:
        """Whole records are looked up; the lines between them, the line before those, and the last one are read."""
        columns = self.columns(lines) if len(lines) > _WORTH_COLUMNS and not self._broken else None
        if columns is None:
            return self._carefully(lines)
        times, records = columns.times, columns.records
        in_order = sorted(times)
        hour = self._shared_hour(in_order[0], in_order[-1])
        if hour and None not in records and (not self._pending or self._pending_stamp[:-_MINUTES] == hour):
            return self._all_whole(lines[-1], columns, hour, ordered=times == in_order)
        stamps = self._stamps(times, hour)
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

    def _all_whole(self, last: bytes, columns: Columns, hour: bytes, *, ordered: bool) -> Batch:
        """A block of nothing but whole records of an hour, behind the one that waited; its last line waits, too."""
        batch = Batch([], [])
        self._close(batch)
        self._rest = last + self._rest
        times = columns.times
        waited = [times[0][:-_MINUTES] + stamp[-_MINUTES:] for stamp in batch.stamps]
        return Batch(
            batch.records + columns.records[:-1],  # type: ignore[operator]  # none is None
            waited + times[:-1],
            ordered=ordered and waited <= times[:1],
            hour=hour,
        )


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
