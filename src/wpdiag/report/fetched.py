"""What it tells that a source came over the web: it is of its host, and a log that comes is open to everybody."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from wpdiag.diagnose.page import PUBLIC_LOG
from wpdiag.model import Diagnostic, Entry
from wpdiag.report.collect import Collector
from wpdiag.report.sites import host_of
from wpdiag.sources.base import Fetched
from wpdiag.tally import Cell


class Visit:
    """Collects the records of one source.

    :param name: of the source.
    :param fetched: how it came over the web; None where it did not.
    """

    def __init__(self, name: str, fetched: Fetched | None, collector: Collector) -> None:
        self._name = name
        self._fetched = fetched
        self._collector = collector
        self._is_log = False
        self._tells = False

    def add(self, entry: Entry, cell: Cell, like: Mapping[int, Entry | None], *, timed: bool) -> Diagnostic:
        """Collect an entry; what it says.

        :param like: records counted with it, by the hash of their text.
        :param timed: whether it has a stamp, as lines of logs have.
        """
        sites = None
        if self._fetched and not host_of(entry.request or ""):
            sites = {self._fetched.host: cell.count}
            if entry.shown and entry.request is None:
                entry = replace(entry, request=self._fetched.request)
        diagnostic = self._collector.read(entry, cell, [self._name], sites, like)
        self._is_log = self._is_log or (timed and not entry.shown)
        self._tells = self._tells or diagnostic.level != "info"
        return diagnostic

    def leave(self) -> str | None:
        """Collect what the visit itself shows, once all entries are; why the source was not read, where it was not."""
        if self._fetched is None:
            return None
        if self._fetched.public and self._is_log:
            once = Cell(b"")
            once.add(1, None, None, None)
            found = Entry(text=PUBLIC_LOG, shown=True, request=self._fetched.request)
            self._collector.read(found, once, [self._name], {self._fetched.host: 1})
        return self._fetched.broken or (None if self._tells else self._fetched.refused)
