"""Open a file that was looked at before, whatever its name is by now."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from wpdiag.sources.compression import decompressed
from wpdiag.sources.limits import Limits, buffered

_STEP = 1 << 20


def open_same(path: Path, inode: int) -> BinaryIO:
    """A file that may have got another name in the same folder meanwhile.

    Its device does not matter: another machine may have the same folder as another one.

    :raises FileNotFoundError: where it is not there any more.
    :raises OSError: where it cannot be opened.
    """
    for candidate in _named(path, inode):
        try:
            stream = candidate.open("rb")
        except FileNotFoundError:
            continue
        if os.fstat(stream.fileno()).st_ino == inode:
            return stream
        stream.close()
    raise FileNotFoundError(2, "moved away while it was read", str(path))


def _named(path: Path, inode: int) -> Iterator[Path]:
    yield path
    with os.scandir(path.parent) as listing:
        found = [Path(entry.path) for entry in listing if entry.inode() == inode]
    yield from found


def open_from(path: Path, inode: int, limits: Limits, position: int) -> BinaryIO:
    """What is in a packed file, from a position on.

    :raises OSError: where it is not there any more.
    :raises EOFError: where it is damaged before that.
    """
    stream = decompressed(buffered(open_same(path, inode)), limits)
    skip(stream, position)
    return stream


def skip(stream: BinaryIO, size: int) -> None:
    """Read on without keeping anything."""
    if stream.seekable():
        stream.seek(size, os.SEEK_CUR)
        return
    while size > 0 and (data := stream.read(min(_STEP, size))):
        size -= len(data)


def read_up_to(stream: BinaryIO, size: int) -> bytes:
    """So many bytes, or all there are."""
    data = b""
    while len(data) < size and (more := stream.read(size - len(data))):
        data += more
    return data
