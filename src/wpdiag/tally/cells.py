"""The distinct records in bounded memory, whatever a log holds.

Records that differ in values only are one (:mod:`wpdiag.tally.record_key`). Where one line of code, or free text with
one first word, says more than a handful of things that nobody knows, all of them are one, too. Above a budget, what is
new is only counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

import msgspec

from wpdiag.model import Entry
from wpdiag.tally.cell import Cell
from wpdiag.tally.record_key import Record, key_of, record_of
from wpdiag.tally.unknown import Unknown
from wpdiag.tally.variants import text_hash

STOP_ABOVE = 64 << 20
"""Bytes of distinct records above which new ones are only counted together."""
HANDFUL = 12
"""Distinct texts that nobody knows at one line of code, up to which each is counted for itself."""
HANDFUL_OF_FREE_TEXT = 50
"""The same of free text with one first word."""
_PER_CELL = 900
"""Rough cost of a cell beside its bytes: object headers, hashes, table slots."""
_REMEMBERED = 4 << 20
"""Bytes of bodies whose cells are remembered."""


class _Line(msgspec.Struct):
    """A place that says several things: their keys, or, where they are many, what they are without their values."""

    most: int
    keys: list[bytes] = []
    templates: dict[str, bytes] | None = None
    """Keys by template, once there are many; None before."""
    collapsed: Cell | None = None
    """Stands for all that nobody knows, once there are too many templates."""


def _nothing(body: bytes) -> Iterator[Entry]:
    return iter(())


class Cells:
    """A cell for each group of records that differ in values only.

    :param unknown: tells which records nobody knows; None takes all for known.
    """

    def __init__(self, unknown: Unknown | None = None) -> None:
        self.left_out = Cell(b"")
        """What came when there was no room left."""
        self._unknown = unknown or Unknown(_nothing, plain=False)
        self._cells: dict[bytes, Cell] = {}
        self._lines: dict[bytes, _Line] = {}
        self._size = 0
        self._remembered: dict[bytes, Cell] = {}
        self._remembered_size = 0

    def __iter__(self) -> Iterator[Cell]:
        """In order of their first instant; those without one come last."""
        return iter(sorted(self._cells.values(), key=_first_seen))

    def add(self, body: bytes, count: int, first: int | None, last: int | None, hour: int | None) -> None:
        """Count occurrences of a body, all within one hour."""
        cell = self._remembered.get(body)
        seen = inf if first is None else first
        if cell is None:
            record = record_of(body)
            cell = self._of(record)
            if cell is not self.left_out:
                cell.variants.add(text_hash(record.text), body)
                cell.offer(body, seen)
                self._remember(body, cell)
        elif seen <= cell.sampled:
            cell.offer(body, seen)
        cell.add(count, first, last, hour)

    def merge(self, other: Cells) -> None:
        """Take in what others hold."""
        self.left_out.merge(other.left_out)
        for place, line in other._lines.items():
            if line.templates is not None:
                self._crowd(self._line(place, line.most))
        for cell in other._cells.values():
            if cell.collapsed:
                place = record_of(cell.sample).place
                self._collapse(place, self._line(place)).merge(cell)
            else:
                self._of(record_of(cell.sample)).merge(cell)

    def __reduce__(self) -> tuple[type[Cells], tuple[Unknown], dict[str, object]]:
        state = {name: value for name, value in self.__dict__.items() if not name.startswith("_remembered")}
        return type(self), (self._unknown,), state

    def _of(self, record: Record) -> Cell:
        """The cell in which a record is to be counted."""
        place = record.place
        line = self._lines.get(place)
        if line is not None and line.templates is not None:
            return self._of_crowded(record, line)
        key = key_of(record)
        cell = self._cells.get(key)
        if cell is not None:
            return cell
        if place:
            line = line or self._line(place)
            if len(line.keys) >= line.most:
                self._crowd(line)
                return self._of_crowded(record, line)
            line.keys.append(key)
        return self._new(key, record.body)

    def _line(self, place: bytes, most: int = 0) -> _Line:
        line = self._lines.get(place)
        if line is None:
            most = most or (HANDFUL_OF_FREE_TEXT if place.startswith(b"\0") else HANDFUL)
            line = self._lines[place] = _Line(most)
        return line

    def _of_crowded(self, record: Record, line: _Line) -> Cell:
        assert line.templates is not None
        if line.collapsed is not None:
            return line.collapsed if self._unknown.is_unknown(record) else self._new(key_of(record), record.body)
        key = key_of(record)
        cell = self._cells.get(key)
        if cell is not None:  # what is known keeps its key, and to find that costs less than to mask
            return cell
        template = self._unknown.template(record)
        if template is None:
            return self._new(key, record.body)
        known = line.templates.get(template)
        if known is not None:
            return self._cells.get(known, self.left_out)
        if len(line.templates) >= line.most:
            return self._collapse(record.place, line)
        key = line.templates[template] = b"\0%s\0%s" % (record.place, template.encode("utf-8", "surrogatepass"))
        return self._new(key, record.body)

    def _crowd(self, line: _Line) -> None:
        """From now on, what nobody knows is counted by its template."""
        if line.templates is not None:
            return
        line.templates = {}
        keys, line.keys = line.keys, []
        for key in keys:
            cell = self._cells.get(key)
            record = record_of(cell.sample) if cell else None
            if cell is not None and record is not None and self._unknown.template(record) is not None:
                del self._cells[key]
                self._of_crowded(record, line).merge(cell)
        self._forget()

    def _collapse(self, place: bytes, line: _Line) -> Cell:
        """One cell for all that nobody knows at a place."""
        if line.collapsed is None:
            self._crowd(line)
            whole = line.collapsed = self._cells[b"\1" + place] = Cell(b"")
            whole.collapsed = True
            whole.sample = b"\xff"
            for key in (line.templates or {}).values():
                if (cell := self._cells.pop(key, None)) is not None:
                    whole.merge(cell)
            line.templates = {}
            self._forget()
        return line.collapsed

    def _new(self, key: bytes, body: bytes) -> Cell:
        cell = self._cells.get(key)
        if cell is None:
            if self._size > STOP_ABOVE:
                return self.left_out
            cell = self._cells[key] = Cell(body)
            self._size += len(key) + len(body) + _PER_CELL
        return cell

    def _remember(self, body: bytes, cell: Cell) -> None:
        self._remembered_size += len(body)
        if self._remembered_size > _REMEMBERED:
            self._forget()
        self._remembered[body] = cell

    def _forget(self) -> None:
        self._remembered.clear()
        self._remembered_size = 0


def _first_seen(cell: Cell) -> tuple[float, bytes]:
    return (inf if cell.first is None else cell.first), cell.sample
