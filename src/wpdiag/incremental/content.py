"""What is in a file, packed or not, looked at only as far as needed; and whether it is what was read before."""

from __future__ import annotations

import os
from functools import cached_property, partial
from pathlib import Path
from typing import BinaryIO

from wpdiag.digest import file_digest, hex_digest
from wpdiag.incremental.reopen import open_from, open_same, read_up_to, skip
from wpdiag.incremental.store import Known
from wpdiag.sources.base import SourceFile, shown
from wpdiag.sources.compression import ERRORS, begins_packed, decompressed
from wpdiag.sources.limits import Limits, buffered

_HEAD = 4096
TELLING = 64
"""First bytes by which one log is told from another: a stamp and the beginning of a message."""
_TAIL = 1024
DIGEST = 8
"""Bytes of a digest."""


class Member:
    """A file of a log's rotated set.

    :param info: its status when the set was looked at; whatever has its name later is another file.
    :param given: the source, where it was asked for.
    :param asked: its path in the folder as it was asked for.
    :param further: whether its name does not tell that it belongs to the set: it only may be what another one became.
    """

    def __init__(
        self,
        path: Path,
        info: os.stat_result,
        limits: Limits,
        given: SourceFile | None = None,
        *,
        asked: Path | None = None,
        further: bool = False,
    ) -> None:
        self.path = path
        self.info = info
        self.limits = limits
        self.given = given
        self.further = further
        self.name = given.name if given else shown(asked or path)

    @property
    def identity(self) -> tuple[int, int]:
        """The same as long as the file exists, whatever its name."""
        return self.info.st_dev, self.info.st_ino

    def anew(self) -> Member:
        """The same file, of which nothing was looked at yet."""
        return Member(self.path, self.info, self.limits, self.given)

    def open(self) -> BinaryIO:
        """The file as it is stored.

        :raises OSError: where it is not there any more.
        """
        return open_same(self.path, self.info.st_ino)

    def unpacked(self) -> BinaryIO:
        """What is in it.

        :raises OSError: where it is not there any more, or cannot be unpacked.
        """
        return decompressed(buffered(self.open()), self.limits)

    @cached_property
    def packed(self) -> bool:
        """:raises OSError: where it cannot be read."""
        with self.open() as stream:
            return begins_packed(stream.read(_TAIL))

    @cached_property
    def head(self) -> bytes:
        """Its first bytes, unpacked.

        :raises OSError: where it cannot be read.
        """
        try:
            with self.unpacked() as stream:
                return read_up_to(stream, _HEAD)
        except ERRORS:
            return b""  # it is being written, or damaged

    def tail(self, position: int, length: int) -> str | None:
        """The digest of the bytes before a position, unpacked; None where there are fewer."""
        try:
            with self.unpacked() as stream:
                skip(stream, position - length)
                data = read_up_to(stream, length)
        except ERRORS:
            return None
        return hex_digest(data, DIGEST) if len(data) == length else None

    def digest(self) -> str:
        """Of all that is stored."""
        with self.open() as stream:
            return file_digest(stream, DIGEST)

    def unchanged(self, known: Known) -> bool:
        """Whether nothing at all was done to it."""
        info = self.info
        return self.identity == (known.device, known.inode) and (info.st_size, info.st_mtime_ns) == (
            known.size,
            known.modified,
        )

    def is_as_listed(self) -> bool:
        """Whether nobody has written to it since its set was looked at; one that is gone is not written any more."""
        try:
            with self.open() as stream:
                info = os.fstat(stream.fileno())
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return (info.st_size, info.st_mtime_ns) == (self.info.st_size, self.info.st_mtime_ns)

    def goes_on(self, known: Known, *, elsewhere: bool = False) -> bool:
        """Whether it holds what was read before, from the beginning up to the position.

        :param elsewhere: whether it is another file, so that nothing but its content can tell.
        :raises OSError: where it cannot be read.
        """
        if known.digest:
            return not elsewhere and self.digest() == known.digest
        heads = known.heads
        if known.tail:  # a copy may have been made before the last of what stands behind the position was written
            heads = tuple(pair for pair in heads if pair[0] <= len(self.head))
        length, digest = heads[-1] if heads else (0, "")
        if elsewhere and length < TELLING:
            return False
        if length and (len(self.head) < length or hex_digest(self.head[:length], DIGEST) != digest):
            return False
        if known.position is None or known.tail is None:
            return True
        if known.position <= len(self.head):  # small files are opened once
            return hex_digest(self.head[: known.position][-known.tail[0] :], DIGEST) == known.tail[1]
        return self.tail(known.position, known.tail[0]) == known.tail[1]

    def begins_alike(self, known: Known) -> bool:
        """Whether it begins as that one did, as far as both go: it is a part of it, or a copy that is being made.

        :raises OSError: where it cannot be read.
        """
        fitting = [pair for pair in known.heads if TELLING <= pair[0] <= len(self.head)]
        return bool(fitting) and hex_digest(self.head[: fitting[-1][0]], DIGEST) == fitting[-1][1]

    def ends_before(self, known: Known) -> bool:
        """Whether it has the beginning of what was read before, and no more.

        :raises OSError: where it cannot be read.
        """
        if known.position is None or known.tail is None or not self.begins_alike(known):
            return False
        if self.tail(known.position, known.tail[0]) is not None:
            return False
        return self.anew().begins_alike(known)  # it may have been emptied just now, and be no part of that at all

    @property
    def tells(self) -> bool:
        """Whether it is long enough to be told from others.

        :raises OSError: where it cannot be read.
        """
        return len(self.head) >= TELLING


def described(member: Member, stream: BinaryIO, info: os.stat_result, position: int, transport: str | None) -> Known:
    """A plain file that is open, of this status, read up to a position."""
    stream.seek(0)
    head = read_up_to(stream, min(_HEAD, info.st_size))
    length = min(position, _TAIL)
    stream.seek(position - length)
    return Known(
        path=shown(member.path),
        device=info.st_dev,
        inode=info.st_ino,
        size=info.st_size,
        modified=info.st_mtime_ns,
        position=position,
        heads=heads(head),
        tail=(length, hex_digest(read_up_to(stream, length), DIGEST)) if length else None,
        transport=transport,
    )


def done(member: Member, transport: str | None = None, digest: str | None = None) -> Known:
    """A file that was read to its end; with a digest, it is read again when that changes."""
    info = member.info
    return Known(
        path=shown(member.path),
        device=info.st_dev,
        inode=info.st_ino,
        size=info.st_size,
        modified=info.st_mtime_ns,
        heads=() if digest else heads(member.head),
        transport=transport,
        digest=digest,
    )


def heads(data: bytes) -> tuple[tuple[int, str], ...]:
    """Digests of some first bytes: by powers of two, so that less than all of them can be known again, too."""
    lengths = [2**power for power in range(6, 13) if 2**power < len(data)]
    return tuple((length, hex_digest(data[:length], DIGEST)) for length in [*lengths, len(data)] if length)


def opener(member: Member, position: int | None = None) -> partial[BinaryIO]:
    """How another process opens it: as it is stored, or unpacked and from a position on."""
    if position is None:
        return partial(open_same, member.path, member.info.st_ino)
    return partial(open_from, member.path, member.info.st_ino, member.limits, position)
