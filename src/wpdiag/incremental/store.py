"""The state file: where each log was read to. JSON, written as a whole or not at all, used by one run at a time."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

import msgspec

VERSION = 1
_PATIENCE = 3.0
"""Seconds to wait for another run."""
_STEP = 0.05
_FORGOTTEN = 7 * 86_400
"""Seconds after which a file that is gone is not looked for any more."""


class StateError(Exception):
    """A state file that cannot be used; the message is for people and on one line."""


class Known(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file as it was when it was last looked at.

    Its content is known again by digests of how it begins, and of what stands before ``position``; packed files are
    described as they are unpacked.
    """

    path: str
    device: int
    inode: int
    size: int
    """As stored, in bytes."""
    modified: int
    """Nanoseconds since 1970 UTC."""
    position: int | None = None
    """Up to where it was read; None: all of it, and nothing is expected to come."""
    heads: tuple[tuple[int, str], ...] = ()
    """Digests of the first so many bytes, ascending."""
    tail: tuple[int, str] | None = None
    """The digest of so many bytes before ``position``."""
    transport: str | None = None
    digest: str | None = None
    """Of the whole file, where it is read as a whole whenever it changes."""
    gone: int | None = None
    """Since when it was not found (seconds since 1970 UTC)."""


def looked_for(known: Known, now: float) -> list[Known]:
    """What is remembered of a file that is not found: for some time, all, and since when."""
    gone = known.gone or int(now)
    return [msgspec.structs.replace(known, gone=gone)] if now - gone < _FORGOTTEN else []


Logs = dict[str, list[Known]]
"""The files of each log, rotated or not, by the path of the log."""


class _Head(msgspec.Struct, frozen=True):
    wpdiag_state: int


class _File(_Head, frozen=True, forbid_unknown_fields=True):
    logs: Logs


class Memory:
    """What is known for as long as the program runs."""

    def __init__(self) -> None:
        self.logs: Logs = {}

    def write(self, logs: Logs) -> None:
        """Remember them."""
        self.logs = logs

    def close(self) -> None:
        """Nothing is held."""


class Store:
    """The file, locked until it is closed; another run waits shortly for that.

    :raises StateError: where it cannot be read, is damaged, no state file, or in use.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._lock = _locked(file)
        try:
            self.logs = self._read()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let the next run begin."""
        os.close(self._lock)

    def write(self, logs: Logs) -> None:
        """Write all of it or nothing: a temporary file takes the place of the old one.

        :raises StateError: where that cannot be done.
        """
        target = self.file.resolve()
        new = target.with_name(f".{target.name}.new")
        try:
            with suppress(FileNotFoundError):
                new.unlink()  # of a run that was killed
            descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(msgspec.json.encode(_File(wpdiag_state=VERSION, logs=logs)) + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
            if target.exists():
                new.chmod(target.stat().st_mode & 0o7777)
            new.replace(target)
            _sync_folder(target.parent)
        except OSError as error:
            raise StateError(f"{self.file}: cannot write: {error.strerror or error}") from error
        self.logs = logs

    def _read(self) -> Logs:
        try:
            data = self.file.read_bytes()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise StateError(f"{self.file}: {error.strerror or error}") from error
        try:
            version = msgspec.json.decode(data, type=_Head).wpdiag_state
            if version == VERSION:
                return msgspec.json.decode(data, type=_File).logs
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise StateError(
                f"{self.file}: damaged, or no state file of wpdiag ({error}); without it, everything is read anew"
            ) from error
        raise StateError(f"{self.file}: version {version} of state files is not known to this wpdiag")


def _locked(file: Path) -> int:
    """A descriptor that holds the lock; the lock is a file of its own, for the state file is replaced."""
    try:
        target = file.resolve()
        lock = os.open(target.with_name(f".{target.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except (OSError, RuntimeError) as error:
        raise StateError(f"{file}: cannot lock: {getattr(error, 'strerror', None) or error}") from error
    until = time.monotonic() + _PATIENCE
    while not _takes(lock):
        if time.monotonic() > until:
            os.close(lock)
            raise StateError(f"{file}: in use by another run")
        time.sleep(_STEP)
    return lock


def _takes(lock: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sync_folder(folder: Path) -> None:
    """So that the new name survives a loss of power; where folders cannot be opened, the system sees to it."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
