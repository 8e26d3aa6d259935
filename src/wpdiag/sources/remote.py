"""Files of remote storage, as fsspec knows them: ``s3://bucket/logs/*.gz``, ``gs://``, ``sftp://``, ``hdfs://``.

Credentials are fsspec's affair: its configuration files, and the variables and files of each service. What a service
raises is turned into :class:`OSError`, so that everything behind this treats its files as any other.
"""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache, partial
from typing import Any, BinaryIO, Literal, cast

import msgspec
from msgspec.structs import replace

from wpdiag.lazy import lazy
from wpdiag.sources.address import without_secrets
from wpdiag.sources.base import Problem, SourceFile
from wpdiag.sources.compression import archive_kind, decompressed
from wpdiag.sources.limits import Limits, buffered
from wpdiag.sources.names import SKIPPED_FOLDERS, is_archive, is_log_or_page

_GLOB = lazy(r"[*?\[]")
_BLOCK = 8 << 20
"""Bytes of a request: small enough to be read while the next are on their way, large enough for few requests."""
_WRITTEN = ("LastModified", "mtime", "updated", "last_modified", "modified", "created")
"""Where the services say when a file was last written."""
_SAID = 200
_CHATTY = ("aiobotocore", "botocore", "fsspec", "gcsfs", "google", "paramiko", "s3fs")
"""Packages that log what they raise, too; unless a program wants their logs, Python would print them."""


class Remote(msgspec.Struct, frozen=True):
    """A file by its address; any machine that has the credentials can open it.

    ``size`` and ``modified`` (seconds since 1970 UTC) are those of when it was found; None where the service is silent.
    """

    address: str
    size: int | None = None
    modified: float | None = None

    @property
    def name(self) -> str:
        """The address without user and password."""
        return without_secrets(self.address)

    def open(self, mode: Literal["rb"] = "rb", buffering: int = -1) -> BinaryIO:
        """Its bytes as they are stored, for random access, a few megabytes at a time in memory.

        :param buffering: how many bytes to read beyond those that are asked for; a negative number means 8 MB.
        :raises OSError: where the service refuses.
        """
        with _told():
            files, path = _file_system(self.address)
            ahead = buffering if buffering >= 0 else _BLOCK
            return cast("BinaryIO", _Stream(files.open(path, mode, block_size=ahead, cache_type="readahead")))


def find_remote(word: str, limits: Limits) -> Iterator[SourceFile | Problem]:
    """The sources behind an address: a file, a folder, a glob; what cannot be used comes out as a problem."""
    shown = without_secrets(word)
    try:
        with _told():
            found = _listed(word)
    except OSError as error:
        yield Problem(shown, _said(error))
        return
    if not found:
        pattern = _GLOB.search(word)
        yield Problem(shown, "nothing matches this pattern" if pattern else "no logs or pages in this folder")
    for address, info in found:
        yield from _file(address, info, limits, looked_into=address == word)


def _listed(word: str) -> list[tuple[str, dict[str, Any]]]:
    """The files that an address means, each with its own address."""
    files, path = _file_system(word)
    before = word[: len(word) - len(path)] if word.endswith(path) else f"{word.partition('://')[0]}://"
    if _GLOB.search(path) and not files.exists(path):
        rows = {name: info for name, info in files.glob(path, detail=True).items() if info["type"] == "file"}
    else:
        info = files.info(path)
        if info["type"] == "file":
            return [(word, info)]
        rows = {name: info for name, info in files.find(path, detail=True).items() if _is_wanted(name, path)}
    return [(before + (name if before + name != word else path), rows[name]) for name in sorted(rows)]


def _is_wanted(name: str, folder: str) -> bool:
    *folders, last = name.removeprefix(folder).strip("/").split("/")
    return is_log_or_page(last) and SKIPPED_FOLDERS.isdisjoint(folders)


def _file(address: str, info: dict[str, Any], limits: Limits, *, looked_into: bool) -> Iterator[SourceFile | Problem]:
    remote = Remote(address, info.get("size"), _written(info))
    name = remote.name
    kind = None
    if looked_into or is_archive(address):
        try:
            kind = archive_kind(remote.open, limits)
        except OSError as error:
            yield Problem(name, _said(error))
            return
    if kind:
        from wpdiag.sources import archives

        for member in archives.members(name, remote.open, kind, limits):
            yield replace(member, container=remote) if isinstance(member, SourceFile) else member
    else:
        yield SourceFile(name, partial(_open, remote, limits), remote.size, remote.modified, remote)


def _open(remote: Remote, limits: Limits) -> BinaryIO:
    return decompressed(buffered(remote.open()), limits)


def _file_system(address: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as missing:
        raise OSError("remote storage; to read it: pip install 'wpdiag[remote]'") from missing
    _hush()
    if address.startswith(("sftp://", "ssh://")):
        from wpdiag.sources.sftp import file_system

        return file_system(address)
    files, path = url_to_fs(address)
    return files, str(path)


@cache
def _hush() -> None:
    import logging

    for name in _CHATTY:
        logging.getLogger(name).addHandler(logging.NullHandler())


def _written(info: dict[str, Any]) -> float | None:
    for key in _WRITTEN:
        time = info.get(key)
        if isinstance(time, str):
            try:
                time = datetime.fromisoformat(time)
            except ValueError:
                continue
        if isinstance(time, datetime):
            return time.timestamp()
        if isinstance(time, int | float):
            return float(time)
    return None


def _said(error: OSError) -> str:
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]


@contextmanager
def _told() -> Iterator[None]:
    """Whatever a service's own library raises, as an error with one line of text."""
    try:
        yield
    except FileNotFoundError as error:
        raise OSError(errno.ENOENT, os.strerror(errno.ENOENT)) from error
    except PermissionError as error:
        raise OSError(errno.EACCES, os.strerror(errno.EACCES)) from error
    except OSError as error:
        if error.strerror or not error.args:
            raise
        raise OSError(" ".join(str(error).split())[:_SAID]) from error
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        raise OSError(f"the package {name} is missing; to read it: pip install {name}") from error
    except Exception as error:
        raise OSError(f"{' '.join(str(error).split())[:_SAID] or type(error).__name__}") from error


class _Stream(io.RawIOBase):
    """A service's file, whose errors are told."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        with _told():
            self._file.seek(offset, whence)
            return int(self._file.tell())  # not every service's files return it

    def tell(self) -> int:
        return int(self._file.tell())

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override] # for BufferedReader
        with _told():
            data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()
