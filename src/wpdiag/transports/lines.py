"""Base of the transports that put a prefix before lines: cut it off, and join the lines that are one record.

Most programs write a message of many lines as many records, each with the prefix (syslog, FPM, containers); some let
the later lines stand bare (nginx, PHP's built-in server). Both kinds are joined here: what leaves is one record.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator
from datetime import tzinfo

from wpdiag.diagnose.php import LABELS
from wpdiag.lazy import lazy
from wpdiag.model import Entry
from wpdiag.tally.batch import Batch
from wpdiag.transports.base import RECORD_LIMIT, Transport
from wpdiag.transports.clock import UNKNOWN_ZONE, canonical_when
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


class LineTransport(Transport):
    """A prefix before each line, or before the first line of a record.

    Stamps are canonical: the zone as six characters (blank where unknown), a blank, ``2026-11-23T16:43:10``.
    """

    prefix: re.Pattern[bytes]
    """What stands before the text, from the start of a line; the group ``stamp`` is the time, if there is one."""
    bare_lines_go_on = True
    """Whether a line without the prefix belongs to the record before it."""
    hour_width = len(UNKNOWN_ZONE) + 1 + len("2026-11-23T16")

    mixes = True

    def __init_subclass__(cls) -> None:
        cls.line_start = cls.prefix

    def __init__(self, zone: tzinfo | None = None) -> None:
        super().__init__(zone)
        self._rest = b""
        self._pending: list[bytes] = []
        self._pending_stamp = b""
        self._pending_key = b""
        self._broken = False

    @abstractmethod
    def stamp(self, match: re.Match[bytes]) -> bytes:
        """The canonical stamp of a prefix."""

    def text(self, match: re.Match[bytes], line: bytes) -> bytes | None:
        """The text behind the prefix, as it was before the wrapper escaped it; None for lines of no interest."""
        return line[match.end() :]

    def breaks(self, match: re.Match[bytes], line: bytes) -> bool:
        """Whether the wrapper broke the line here, in mid-word: then the next one is glued to it."""
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

    def feed(self, data: bytes) -> Batch:
        """The records that are complete; the last one waits, for its next line may be in the next block."""
        lines = data.split(b"\n")
        lines[0] = self._rest + lines[0]
        self._rest = lines.pop()
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

    def _records(self, lines: list[bytes]) -> Batch:
        batch = Batch([], [])
        match_prefix = self.prefix.match
        for line in lines:
            match = match_prefix(line)
            if match is None:
                if self._pending and self.bare_lines_go_on and not _ACCESS.match(line):
                    self._pending.append(line)
                elif line.strip():
                    self._close(batch)
                    batch.records.append(line)
                    batch.stamps.append(b"")
                continue
            text = self.text(match, line)
            if text is None:
                self._close(batch)
                continue
            key = self.key(match)
            if self._broken and key == self._pending_key:
                self._pending[-1] += text
            elif self._continues(text, key):
                self._pending.append(text)
            else:
                self._close(batch)
                self._pending = [text]
                self._pending_stamp = self.stamp(match)
                self._pending_key = key
            self._broken = self.breaks(match, line)
        return batch

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
            batch.records.append(self.finished(b"\n".join(self._pending)))
            batch.stamps.append(self._pending_stamp)
            self._pending = []

    def unwrap(self, body: bytes) -> Iterator[Entry]:
        """The entries in the text, which may carry the marks of further wrappers."""
        yield from entries(body)

    def when(self, stamp: bytes, body: bytes) -> int | None:
        """The canonical stamp in its own zone, or in the one that was given."""
        return canonical_when(stamp, self.zone)
