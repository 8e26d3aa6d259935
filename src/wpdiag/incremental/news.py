"""What is new in one file: the bytes to read, and what to remember of the file when they were read."""

from __future__ import annotations

import os
import time
from typing import BinaryIO, NamedTuple

from msgspec.structs import replace

from wpdiag.counted import Counted
from wpdiag.digest import file_digest
from wpdiag.incremental.borders import last_begin
from wpdiag.incremental.content import DIGEST, Member, described, done, opener
from wpdiag.incremental.store import Known
from wpdiag.pieces import LOOK, Options, learned
from wpdiag.sources.base import Local, SourceFile, shown
from wpdiag.sources.compression import begins_packed

QUIET = 60.0
"""Seconds after which a file that nobody wrote to is finished, with the record at its end."""


class News(NamedTuple):
    """What to read (None: nothing is new), and what to remember then (None: nothing yet)."""

    member: Member
    before: Known | None
    source: SourceFile | None
    after: Known | None

    def was_read(self, counted: Counted) -> bool | None:
        """Whether it was read as planned; None where the file was changed, moved or being packed meanwhile.

        Then nothing of it counts: all of it is found again the next time.
        """
        if self.source is None or self.source.end is None:
            is_being_packed = counted.error and not is_quiet(self.member.info, time.time())
            if self.member.packed and (is_being_packed or not self.member.is_as_listed()):
                return None
            return counted.error is None or any(part.tally.entries for part in counted.parts)
        there = self._is_as_planned()
        if counted.error:
            return None if there is None else False
        return True if counted.bytes == self.source.end - self.source.start and there is not False else None

    def _is_as_planned(self) -> bool | None:
        """Whether the bytes are the same still; None where the file is gone, and so were they when it was opened."""
        file = self.member.anew()
        try:
            return all(file.goes_on(known) for known in (self.before, self.after) if known)
        except FileNotFoundError:
            return None
        except OSError:
            return False


class ChangedError(OSError):
    """A file was emptied or replaced just while it was looked at."""


def is_quiet(info: os.stat_result, now: float, quiet: float = QUIET) -> bool:
    """Whether nobody wrote to a file for a while; one that is of the future tells nothing."""
    return abs(now - info.st_mtime) >= quiet


def news_of(member: Member, known: Known | None, options: Options, now: float, quiet: float) -> News:
    """What a file has that was not read before.

    :raises ChangedError: where it was changed meanwhile.
    :raises OSError: where it cannot be read, or is not there any more.
    """
    if known is not None:
        nothing_held = known.position is None or known.position >= known.size
        if (
            member.unchanged(known) and (nothing_held or not is_quiet(member.info, now, quiet))
        ) or known.position is None:
            return News(member, known, None, as_now(known, member))
    with member.open() as stream:
        head = stream.read(LOOK)
        if not begins_packed(head):
            return _in_plain(member, stream, head, known, options, now, quiet)
    return _in_packed(member, known)


def passed_over(member: Member) -> Known:
    """A file that is there already when its log is first scanned, and was not asked for.

    :raises OSError: where it cannot be read.
    """
    if member.packed:
        return done(member)
    with member.open() as stream:
        info = os.fstat(stream.fileno())
        return described(member, stream, info, info.st_size, None)


def as_now(known: Known, member: Member) -> Known:
    """A known file under the name and with the status that it has now."""
    info = member.info
    return replace(
        known,
        path=shown(member.path),
        device=info.st_dev,
        inode=info.st_ino,
        size=info.st_size,
        modified=info.st_mtime_ns,
        gone=None,
    )


def _in_packed(member: Member, known: Known | None) -> News:
    size, modified = member.info.st_size, member.info.st_mtime
    if known is None:
        source = SourceFile(member.name, opener(member, 0), size, modified, Local(str(member.path)))
    else:
        transport = known.transport if known.position else None
        source = SourceFile(member.name, opener(member, known.position), None, modified, transport=transport)
    return News(member, known, source, done(member, known.transport if known else None))


def _in_plain(
    member: Member, stream: BinaryIO, head: bytes, known: Known | None, options: Options, now: float, quiet: float
) -> News:
    start = (known and known.position) or 0
    info = os.fstat(stream.fileno())
    source = SourceFile(
        member.name,
        opener(member),
        info.st_size,
        info.st_mtime,
        Local(str(member.path)),
        start=start,
        end=info.st_size,
        transport=known.transport if known and start else None,
    )
    if info.st_size < start:
        raise ChangedError
    transport = learned(head, options, source)
    if transport is None or not (transport.splits or transport.grows):
        stream.seek(0)
        after = done(member, transport.name if transport else None, file_digest(stream, DIGEST))
        return News(member, known, replace(source, start=0, end=None, transport=None), after)
    end = info.st_size if is_quiet(info, now, quiet) else last_begin(stream, start, info.st_size, transport)
    after = described(member, stream, info, end, transport.name)
    if known and not member.anew().goes_on(known):
        raise ChangedError
    if end > start:
        return News(member, known, replace(source, end=end, size=end, transport=transport.name), after)
    return News(member, known, None, after if start or member.tells else None)
