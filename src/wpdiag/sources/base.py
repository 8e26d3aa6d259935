"""What a source is: a name to show and a way to open it."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, Literal, Protocol

import msgspec
from msgspec.structs import force_setattr


class Stored(Protocol):
    """A path, or a file of this machine or of remote storage."""

    def open(self, mode: Literal["rb"], buffering: int = ...) -> BinaryIO:
        """The bytes as they are stored, for random access.

        :param buffering: about how many bytes to read beyond those that are asked for; a negative number means as
            many as suit.
        :raises OSError: where they cannot be read.
        """
        ...


class Local(msgspec.Struct, frozen=True):
    """A file of this machine by its absolute path."""

    path: str

    def open(self, mode: Literal["rb"] = "rb", buffering: int = -1) -> BinaryIO:
        """Its bytes as they are stored.

        :param buffering: as of the built-in ``open``.
        :raises OSError: where they cannot be read.
        """
        return open(self.path, mode, buffering)


class Asking(msgspec.Struct, frozen=True):
    """How web servers are asked: how many seconds each may be silent, and headers for those that are named."""

    timeout: float = 30.0
    headers: dict[str, str] = {}


class Fetched(msgspec.Struct):
    """A source that a web server gives, and what turns out while it is read."""

    host: str
    request: str
    """The path that is asked for."""
    public: bool
    """Whether it is asked for without a login, as any visitor could."""
    refused: str | None = None
    """Why its content is none of the site's, unless that tells something: ``HTTP 404 Not Found``."""
    broken: str | None = None
    """Why the answer was not read to its end."""


class SourceFile(msgspec.Struct, frozen=True):
    """Bytes that can be opened; ``size`` (stored bytes) is for progress only and None where nobody knows.

    ``modified`` is when they were last written (seconds since 1970 UTC): it tells the year of stamps without one.
    ``file`` is where they are stored if that is a file of their own: then any process, for remote storage on any
    machine, can open them at any place.
    """

    name: str
    open: Callable[[], BinaryIO]
    size: int | None = None
    modified: float | None = None
    file: Stored | None = None
    container: Stored | None = None
    """The archive that it is in."""
    start: int = 0
    end: int | None = None
    """Which bytes to read of a plain file that an earlier scan has read before; ``open`` gives all of it."""
    transport: str | None = None
    """The name of its transport, where its beginning is not read."""
    fetched: Fetched | None = None
    """Where it comes over the web. Then ``open`` asks the server, each time anew."""

    def __post_init__(self) -> None:
        """A file's name may be any bytes; to show it, it has to be text."""
        force_setattr(self, "name", shown(self.name))


class Skipped(msgspec.Struct, frozen=True):
    """A source that is left out on purpose, and why."""

    name: str
    reason: str


class Unchanged(msgspec.Struct, frozen=True):
    """A source with nothing new since an earlier scan, and the transport that it had then."""

    name: str
    transport: str | None = None


class Problem(msgspec.Struct, frozen=True):
    """A source that cannot be read, and why, in words for people."""

    name: str
    reason: str

    def __post_init__(self) -> None:
        """As with a source that can be read."""
        force_setattr(self, "name", shown(self.name))


def shown(name: object) -> str:
    """A path as text, whatever bytes it has."""
    return str(name).encode(errors="backslashreplace").decode()
