"""Base of the transports that hand parts of a source to others: a record carries the number of its reader."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo

from wpdiag.model import Entry
from wpdiag.model.batch import Batch
from wpdiag.transports.base import Transport
from wpdiag.transports.clock import UNKNOWN_ZONE, canonical, canonical_when


class Composite(Transport):
    """Records of several transports in one source, with canonical stamps."""

    hour_width = len(UNKNOWN_ZONE) + 1 + len("2026-11-23T16")

    def __init__(self, zone: tzinfo | None = None, written: float | None = None) -> None:
        super().__init__(zone, written)
        self._readers: list[Transport] = []
        self._numbers: dict[type[Transport], int] = {}

    def read(self, kind: type[Transport], data: bytes) -> Batch:
        """The records that the reader of a kind completes with some more bytes."""
        if kind not in self._numbers:
            self._numbers[kind] = len(self._readers)
            self._readers.append(kind(self.zone, self.written))
        number = self._numbers[kind]
        return self._marked(number, self._readers[number].feed(data))

    def finish(self) -> Batch:
        """The last records of each reader."""
        batch = Batch([], [])
        for number, reader in enumerate(self._readers):
            _add(batch, self._marked(number, reader.finish()))
        self.lost = sum(reader.lost for reader in self._readers)
        return batch

    def unwrap(self, body: bytes) -> Iterator[Entry]:
        """The entries as the record's own reader gives them."""
        yield from self._readers[body[0]].unwrap(body[1:])

    def timed(self, body: bytes) -> bool:
        """Whether the record's own reader has stamps."""
        return self._readers[body[0]].timed(body[1:])

    def when(self, stamp: bytes, body: bytes) -> int | None:
        """The instant of a canonical stamp."""
        return canonical_when(stamp, self.zone)

    def _marked(self, number: int, batch: Batch) -> Batch:
        mark = bytes([number])
        reader = self._readers[number]
        marked = Batch([mark + record[batch.skip :] for record in batch.records], [])
        if reader.hour_width:
            for stamp, record in zip(batch.whole_stamps, batch.records, strict=True):
                instant = reader.when(stamp, record[batch.skip :]) if stamp else None
                marked.stamps.append(b"" if instant is None else _stamp(instant))
        else:
            marked.stamps.extend([b""] * len(marked.records))
        return marked


def _add(batch: Batch, more: Batch) -> None:
    batch.records.extend(more.records)
    batch.stamps.extend(more.stamps)


def joined(batches: Iterator[Batch]) -> Batch:
    """All records of some batches as one."""
    whole = Batch([], [])
    for batch in batches:
        _add(whole, batch)
    return whole


def _stamp(instant: int) -> bytes:
    return canonical(datetime.fromtimestamp(instant, UTC).strftime("%Y-%m-%dT%H:%M:%S").encode(), b"Z")
