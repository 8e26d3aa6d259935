"""Base of the transports that put a prefix before lines: cut it off, and join the lines that are one record.

Most programs write a message of many lines as many records, each with the prefix (syslog, FPM, containers); some let
the later lines stand bare (nginx, PHP's built-in server). Both kinds are joined here: what leaves is one record.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator
from datetime import tzinfo

import msgspec

from wpdiag.diagnose.php import LABELS
from wpdiag.lazy import lazy
from wpdiag.model import Entry
from wpdiag.model.batch import Batch
from wpdiag.transports.base import Transport
from wpdiag.transports.carried import Carried, Line, Reader, better
from wpdiag.transports.clock import UNKNOWN_ZONE, canonical_when
from wpdiag.transports.nested import entries

BEGINS = lazy(
    (
        rf"\s?(?:(?:[A-Z]+: )?PHP message: |PHP (?:{LABELS}): |WordPress database error"
        r"|FastCGI sent in stderr: |AH01071: )"
    ).encode()
)
"""How a message begins."""
COMPLETE = lazy(rb" on line \d+\s*$| made by [^\n]*$")
"""How a line ends with which a message is whole."""
UNFINISHED = lazy(rb"PHP (?:Fatal error|Recoverable fatal error): +Uncaught ")
"""What a stack follows, though the line names its place."""
GOES_ON = lazy(
    rb"\s*$|\s*#\d+ |\s*(?:PHP )?Stack trace:|\s*thrown in |\s*thrown$|Next [A-Z\\]|\s|[()\]}]|[)}]?,?$|\s*PHP +\d+\. "
)
"""How a line goes on with the record before it, whole or not."""
_ACCESS = lazy(rb"\S+ \S+ \S+ \[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d ")
"""A line of an access log (the common log format): containers write it between the errors."""
_LINES = 400


class JoinedLines(Transport):
    """A prefix before each line, or before the first line of a record, read line by line.

    Stamps are canonical: the zone as six characters (blank where unknown), a blank, ``2026-11-23T16:43:10``.
    """

    prefix: re.Pattern[bytes]
    """What stands before the text, from the start of a line; the group ``stamp`` is the time, if there is one."""
    bare_lines_go_on = True
    """Whether a line without the prefix belongs to the record before it."""
    each_is_a_record = False
    """Whether a line with the prefix never belongs to the record before it."""
    hour_width = len(UNKNOWN_ZONE) + 1 + len("2026-11-23T16")

    plain = True
    carried = True
    """Whether other programs' lines may carry these."""
    carries = False
    """Whether these lines carry those of any program."""

    def __init__(self, zone: tzinfo | None = None, written: float | None = None) -> None:
        super().__init__(zone, written)
        self._pending: list[bytes] = []
        self._pending_stamp = b""
        self._pending_key = b""
        self._broken = False
        self._reader: Reader | None = None
        self._carried = Carried(zone, written)

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

    def merge(self, later: Transport) -> None:
        """And the requests that the programs within remember."""
        super().merge(later)
        if isinstance(later, JoinedLines):
            self._carried.merge(later._carried)

    def begin(self, data: bytes) -> int | None:
        """At the next line with the prefix."""
        at = data.find(b"\n") + 1
        while at and not self.prefix.match(data, at):
            at = data.find(b"\n", at) + 1
        return at or None

    def _carefully(self, lines: list[bytes]) -> Batch:
        batch = Batch([], [])
        match_prefix = self.prefix.match
        for ended in lines:
            line = ended.removesuffix(b"\n")
            match = match_prefix(line)
            if match is None:
                if self._pending and self._goes_on(line) and not _ACCESS.match(line):
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
            elif self._continues(text, key) or (self._bare(key, reader) and not BEGINS.match(text)):
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

    def _goes_on(self, line: bytes) -> bool:
        """Whether a line without the prefix belongs to the record before it."""
        return self.bare_lines_go_on

    def _continues(self, text: bytes, key: bytes) -> bool:
        """Whether a line belongs to the record before it: while that lacks its place, or if it looks like a stack."""
        pending = self._pending
        if (
            self.each_is_a_record
            or not pending
            or key != self._pending_key
            or BEGINS.match(text)
            or len(pending) > _LINES
        ):
            return False
        if GOES_ON.match(text):
            return True
        if not BEGINS.match(pending[0]):
            return False
        return not any(map(COMPLETE.search, pending)) or (
            bool(UNFINISHED.search(pending[0])) and not pending[-1].lstrip().startswith(b"thrown in")
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
