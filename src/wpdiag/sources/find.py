"""From the words on the command line to sources: files, folders, globs, ``-``."""

from __future__ import annotations

import glob
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from wpdiag.lazy import lazy
from wpdiag.sources.base import Problem, SourceFile
from wpdiag.sources.compression import decompressed

_LOG_OR_PAGE = lazy(
    r"(?:.*[._-])?(?:log|logs|err|error_log|php_errorlog|out|html?|xhtml|txt)"
    r"(?:[._-]\d[\d._-]*)?(?:\.(?:gz|bz2|xz|old|bak))?",
    re.I,
)
"""Names of logs and pages in a folder: ``debug.log``, ``error_log``, ``error.log-20261123.gz``, ``index.html``."""
_NOT_A_LOG = lazy(r"(?:readme|license|licence|changelog|robots|humans|security|ads|requirements)\.(?:txt|html?)", re.I)
_SKIPPED_FOLDERS = frozenset({"node_modules", "vendor", "__pycache__", "wp-includes", "wp-admin"})


def find(words: Iterable[str]) -> Iterator[SourceFile | Problem]:
    """The sources behind some words, each once, in order; what cannot be used comes out as a problem."""
    seen: set[tuple[int, int]] = set()
    for word in words:
        for found in _of_word(word):
            source = _file(found, seen) if isinstance(found, Path) else found
            if source is not None:
                yield source


def _of_word(word: str) -> Iterator[Path | SourceFile | Problem]:
    if word == "-":
        yield standard_input()
        return
    path = Path(word)
    if path.is_dir():
        yield from _in_folder(path)
    elif any(mark in word for mark in "*?[") and not os.path.lexists(path):
        matches = sorted(glob.glob(word, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute patterns
        if not matches:
            yield Problem(word, "nothing matches this pattern")
        for match in matches:
            inside = Path(match)
            if inside.is_dir():
                yield from _in_folder(inside)
            else:
                yield inside
    else:
        yield path


def standard_input() -> SourceFile:
    """Standard input as a source."""
    return SourceFile("-", lambda: decompressed(BufferedReader(sys.stdin.buffer)))  # type: ignore[arg-type]


def _in_folder(folder: Path) -> Iterator[Path | Problem]:
    """Logs and pages below a folder, in order of their names; a folder that is its own ancestor is entered once."""
    problems: list[Problem] = []
    entered: set[tuple[int, int]] = set()
    any_found = False

    def refuse(error: OSError) -> None:
        problems.append(Problem(str(error.filename), reason(error)))

    for place, folders, files in os.walk(folder, followlinks=True, onerror=refuse):
        identity = _identity(Path(place))
        if identity is None or identity in entered:
            folders.clear()
            continue
        entered.add(identity)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _SKIPPED_FOLDERS)
        for name in sorted(files):
            if _LOG_OR_PAGE.fullmatch(name) and not _NOT_A_LOG.fullmatch(name) and not name.startswith("."):
                any_found = True
                yield Path(place, name)
    yield from problems
    if not any_found and not problems:
        yield Problem(str(folder), "no logs or pages in this folder (*.log, error_log, *.html, *.txt); name others")


def _file(path: Path, seen: set[tuple[int, int]]) -> SourceFile | Problem | None:
    """A file as a source; None where it was seen before under another name."""
    try:
        info = path.stat()
    except OSError as error:
        return Problem(str(path), reason(error))
    if (info.st_dev, info.st_ino) in seen:
        return None
    if info.st_ino:
        seen.add((info.st_dev, info.st_ino))
    if not (stat.S_ISREG(info.st_mode) or stat.S_ISFIFO(info.st_mode) or stat.S_ISCHR(info.st_mode)):
        return Problem(str(path), "not a file that can be read (a socket or device)")
    regular = stat.S_ISREG(info.st_mode)
    return SourceFile(
        str(path), lambda: _open(path), info.st_size if regular else None, info.st_mtime if regular else None
    )


def _open(path: Path) -> BinaryIO:
    return decompressed(path.open("rb"))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        info = path.stat()
    except OSError:
        return None
    return info.st_dev, info.st_ino or hash(path.resolve())


def reason(error: OSError) -> str:
    """Why the system refused, in words: ``no such file``, ``permission denied``."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]
