"""Zip and tar files: each log or page inside is a source, named ``logs.zip:wp-content/debug.log``.

Members are read in memory and never written out, so their names reach no file system.
"""

from __future__ import annotations

import io
import stat
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import BinaryIO, cast

from wpdiag.sources.base import Problem, SourceFile
from wpdiag.sources.compression import ERRORS, Open, archive_kind, decompressed
from wpdiag.sources.limits import Guarded, Limits, buffered
from wpdiag.sources.names import SKIPPED_FOLDERS, is_archive, is_log_or_page

_MEMBERS = 100_000
_DEPTH = 3
_SPOOLED = 32 << 20
"""Bytes of an archive inside an archive that are held in memory; larger ones are held in a nameless file."""
_DAMAGED = (zipfile.BadZipFile, tarfile.TarError, NotImplementedError, RuntimeError, zlib.error, *ERRORS)


def members(name: str, open_: Open, kind: str, limits: Limits, depth: int = 1) -> Iterator[SourceFile | Problem]:
    """The logs and pages in an archive, and in the archives inside it; what cannot be read is a problem.

    :param open_: opens the archive, as it is stored, for random access.
    """
    listed = _in_zip if kind == "zip" else _in_tar
    any_found = False
    try:
        for member in listed(name, open_, limits):
            any_found = True
            inner = member.name.removeprefix(f"{name}:").rpartition("/")[2]
            if is_archive(inner):
                yield from _inner(member, limits, depth)
            else:
                yield member
    except (*_DAMAGED, OSError) as damaged:
        yield Problem(name, f"damaged archive: {damaged}")
        return
    if not any_found:
        yield Problem(name, "no logs or pages in this archive (*.log, error_log, *.html, *.txt)")


def is_wanted(path: str) -> bool:
    """Whether a member is read: by its name and the folders it is in."""
    folders, _, name = path.replace("\\", "/").rpartition("/")
    return (is_log_or_page(name) or is_archive(name)) and SKIPPED_FOLDERS.isdisjoint(folders.split("/"))


def _in_zip(name: str, open_: Open, limits: Limits) -> Iterator[SourceFile]:
    with zipfile.ZipFile(open_()) as archive:
        for number, info in enumerate(archive.infolist()):
            if number >= _MEMBERS:
                raise OSError(f"more than {_MEMBERS:,} members")
            if not info.is_dir() and is_wanted(info.filename) and not stat.S_ISLNK(info.external_attr >> 16):
                opened = partial(_zip_member, open_, number, limits)
                yield SourceFile(f"{name}:{info.filename}", opened, info.compress_size, _written(info))


def _zip_member(open_: Open, number: int, limits: Limits) -> BinaryIO:
    archive = zipfile.ZipFile(open_())
    info = archive.infolist()[number]
    try:
        member = archive.open(info)
    except _DAMAGED as damaged:
        raise OSError(str(damaged)) from damaged
    guarded = Guarded(cast("BinaryIO", member), limits, packed_size=info.compress_size)
    return decompressed(buffered(cast("BinaryIO", guarded)), limits, info.compress_size)


def _written(info: zipfile.ZipInfo) -> float | None:
    """The time of a member: zip files have local time without a zone, so it is a hint for the year only."""
    try:
        return datetime(*info.date_time, tzinfo=UTC).timestamp()
    except ValueError:
        return None


def _in_tar(name: str, open_: Open, limits: Limits) -> Iterator[SourceFile]:
    archive = _Tar(open_, limits)
    for number, info in enumerate(archive.infos()):
        if number >= _MEMBERS:
            raise OSError(f"more than {_MEMBERS:,} members")
        if info.isreg() and is_wanted(info.name):
            opened = partial(archive.open, info)
            yield SourceFile(f"{name}:{info.name}", opened, None, float(info.mtime))


class _Tar:
    """An archive that is read forwards: a packed one begins anew only where an earlier member is asked for."""

    def __init__(self, open_: Open, limits: Limits) -> None:
        self._open = open_
        self._limits = limits
        self._stream: BinaryIO | None = None
        self._at = 0

    def infos(self) -> Iterator[tarfile.TarInfo]:
        """All members' headers, in order."""
        with self._unpacked() as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
            yield from archive

    def open(self, info: tarfile.TarInfo) -> BinaryIO:
        """The data of a member, unpacked.

        :raises EOFError: where the archive ends before it.
        """
        if self._stream is None or self._at > info.offset_data:
            self.close()
            self._stream = self._unpacked()
        while self._at < info.offset_data:
            if not self.read(min(1 << 20, info.offset_data - self._at)):
                raise EOFError("the archive ends too early")
        return decompressed(buffered(cast("BinaryIO", _Part(self, info.size))), self._limits)

    def read(self, size: int) -> bytes:
        """The next bytes of the archive."""
        data = self._stream.read(size) if self._stream else b""
        self._at += len(data)
        return data

    def close(self) -> None:
        """Give the stream back."""
        if self._stream is not None:
            self._stream.close()
        self._stream, self._at = None, 0

    def _unpacked(self) -> BinaryIO:
        return decompressed(buffered(self._open()), self._limits)


class _Part(io.RawIOBase):
    """The next bytes of an archive, as many as a member has."""

    def __init__(self, archive: _Tar, size: int) -> None:
        self._archive = archive
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override] # for BufferedReader
        data = self._archive.read(min(len(buffer), self._left))
        if not data and self._left:
            raise EOFError("the archive ends too early")
        self._left -= len(data)
        buffer[: len(data)] = data
        return len(data)


def _inner(member: SourceFile, limits: Limits, depth: int) -> Iterator[SourceFile | Problem]:
    """The members of an archive in an archive, which is held as a whole for random access."""
    if depth >= _DEPTH:
        yield Problem(member.name, f"archives in archives are read {_DEPTH} deep, no deeper")
        return
    try:
        with member.open() as stream:
            opened = held(stream, limits)
        kind = archive_kind(opened, limits)
    except (*_DAMAGED, OSError) as error:
        yield Problem(member.name, str(error))
        return
    if kind is None:
        yield SourceFile(member.name, opened, member.size, member.modified)
    else:
        yield from members(member.name, opened, kind, limits, depth + 1)


def held(stream: BinaryIO, limits: Limits) -> Open:
    """A stream that cannot be read twice, kept in memory or in a nameless file, so that it can.

    :raises LimitError: where it is longer than a source may be.
    """
    kept = tempfile.SpooledTemporaryFile(max_size=_SPOOLED)  # noqa: SIM115 - lives as long as its members
    guarded = Guarded(stream, limits)
    while data := guarded.read(1 << 20):
        kept.write(data)
    return cast("Open", partial(_View, cast("BinaryIO", kept)))


class _View(io.RawIOBase):
    """A reader of a shared file with a position of its own."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._file.seek(0, io.SEEK_END)}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override] # for BufferedReader
        self._file.seek(self._at)
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
