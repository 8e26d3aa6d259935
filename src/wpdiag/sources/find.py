"""From the words on the command line to sources: files, folders, globs, archives, ``-``, addresses."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from msgspec.structs import replace

from wpdiag.sources.base import Asking, Local, Problem, SourceFile
from wpdiag.sources.compression import LONGEST_SIGN, archive_kind, begins_archive, begins_packed, decompressed
from wpdiag.sources.copies import Found, without_copies
from wpdiag.sources.limits import Limits, buffered
from wpdiag.sources.names import SKIPPED_FOLDERS, is_archive, is_log_or_page, is_remote, is_web

_HERE = f".{os.sep}"
_NO_LIMITS_GIVEN = Limits()
_AS_CUSTOMARY = Asking()


def find(words: Iterable[str], limits: Limits = _NO_LIMITS_GIVEN, asking: Asking = _AS_CUSTOMARY) -> Iterator[Found]:
    """The sources behind some words, each once, in order.

    What cannot be used comes out as a problem; a rotated log that another one has whole comes out as skipped.

    :param limits: how much packed data may unpack to.
    :param asking: how web servers are asked.
    """
    return without_copies(every(words, limits, asking))


def every(
    words: Iterable[str], limits: Limits = _NO_LIMITS_GIVEN, asking: Asking = _AS_CUSTOMARY
) -> Iterator[SourceFile | Problem]:
    """As :func:`find`, with rotated logs that another one has whole."""
    seen: set[tuple[int, int]] = set()
    asked: set[str] = set()
    for word in words:
        if word == "-":
            yield from standard_input(limits)
            continue
        if is_web(word):
            from wpdiag.sources.web import find_web

            if word not in asked:
                asked.add(word)
                yield from find_web(word, limits, asking)
            continue
        if is_remote(word):
            from wpdiag.sources.remote import find_remote

            yield from find_remote(word, limits)
            continue
        named = str(Path(word))
        for found in _of_word(word, named):
            if isinstance(found, Problem):
                yield found
            else:
                yield from _file(found, seen, limits, looked_into=found is named)


def _of_word(word: str, path: str) -> Iterator[str | Problem]:
    """Paths are text here: a folder may have very many, and objects for them take longer than a look at each file."""
    if os.path.isdir(path):
        yield from _in_folder(path)
    elif any(mark in word for mark in "*?[") and not os.path.lexists(path):
        import glob

        matches = sorted(glob.glob(word, recursive=True))
        if not matches:
            yield Problem(word, "nothing matches this pattern")
        for match in matches:
            inside = str(Path(match))
            if os.path.isdir(inside):
                yield from _in_folder(inside)
            else:
                yield inside
    else:
        yield path


def standard_input(limits: Limits) -> Iterator[SourceFile | Problem]:
    """Standard input as a source, or what is in it if it is an archive."""
    stream = cast("BufferedReader", BufferedReader(sys.stdin.buffer))
    if not begins_archive(stream.peek(512)):
        yield SourceFile("-", lambda: decompressed(stream, limits))
        return
    from wpdiag.sources import archives

    try:
        opened = archives.held(stream, limits)
        kind = archive_kind(opened, limits)
    except OSError as error:
        yield Problem("-", reason(error))
        return
    yield from archives.members("-", opened, kind or "zip", limits)


def _in_folder(folder: str) -> Iterator[str | Problem]:
    """Logs and pages below a folder, in order of their names; a folder that is its own ancestor is entered once."""
    problems: list[Problem] = []
    entered: set[tuple[int, int]] = set()
    any_found = False

    def refuse(error: OSError) -> None:
        problems.append(Problem(str(error.filename), reason(error)))

    for place, folders, files in os.walk(folder, followlinks=True, onerror=refuse):
        identity = _identity(place)
        if identity is None or identity in entered:
            folders.clear()
            continue
        entered.add(identity)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in SKIPPED_FOLDERS)
        for name in sorted(files):
            if is_log_or_page(name):
                any_found = True
                yield os.path.join(place, name).removeprefix(_HERE)
    yield from problems
    if not any_found and not problems:
        yield Problem(folder, "no logs or pages in this folder (*.log, error_log, *.html, *.txt); name others")


def _file(
    path: str, seen: set[tuple[int, int]], limits: Limits, *, looked_into: bool
) -> Iterator[SourceFile | Problem]:
    """A file as a source, or what is in it; nothing where it was seen before under another name.

    :param looked_into: whether to find out if it is an archive, whatever its name.
    """
    try:
        info = os.stat(path)
    except OSError as error:
        if looked_into or not isinstance(error, FileNotFoundError) or os.path.islink(path):
            yield Problem(path, reason(error))
        return  # what was in a folder a moment ago was rotated
    if (info.st_dev, info.st_ino) in seen:
        return
    if info.st_ino:
        seen.add((info.st_dev, info.st_ino))
    if not (stat.S_ISREG(info.st_mode) or stat.S_ISFIFO(info.st_mode) or stat.S_ISCHR(info.st_mode)):
        yield Problem(path, "not a file that can be read (a socket or device)")
        return
    if not stat.S_ISREG(info.st_mode):
        yield SourceFile(path, lambda: decompressed(Path(path).open("rb"), limits))  # noqa: SIM115 - whoever reads it closes it
        return
    # other processes may work in another folder
    local = Local(path if os.path.isabs(path) else os.path.join(os.getcwd(), path))
    kind = _archive(local, limits) if looked_into or is_archive(os.path.basename(path)) else None
    if kind:
        from wpdiag.sources import archives

        for member in archives.members(path, local.open, kind, limits):
            yield replace(member, container=Path(path)) if isinstance(member, SourceFile) else member
        return
    yield SourceFile(path, partial(_open, local, limits), info.st_size, info.st_mtime, local)


def _open(local: Local, limits: Limits) -> BinaryIO:
    stream = local.open(buffering=0)
    packed = begins_packed(stream.read(LONGEST_SIGN))
    stream.seek(0)
    return decompressed(buffered(stream), limits) if packed else stream  # who reads it asks for whole blocks


def _archive(local: Local, limits: Limits) -> str | None:
    try:
        return archive_kind(local.open, limits)
    except OSError:
        return None  # the scan will say it


def _identity(path: str) -> tuple[int, int] | None:
    try:
        info = os.stat(path)
    except OSError:
        return None
    return info.st_dev, info.st_ino or hash(os.path.realpath(path))


def reason(error: OSError) -> str:
    """Why the system refused, in words: ``no such file``, ``permission denied``."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]
