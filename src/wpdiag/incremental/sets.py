"""Rotated sets: a log, and the files in its folder that it was renamed, copied or packed to."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from wpdiag.incremental.content import Member
from wpdiag.sources.base import SourceFile
from wpdiag.sources.limits import Limits
from wpdiag.sources.names import rotated_of


class Folders:
    """What is in folders, each looked at once in a scan."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._listed: dict[Path, dict[str, list[os.DirEntry[str]]]] = {}
        self._resolved: dict[Path, Path] = {}

    def real(self, file: Path) -> Path:
        """A file's own path, without links."""
        place = self._real_folder(file.parent) / file.name
        return place.resolve() if place.is_symlink() else place

    def members(self, log: Path, given: dict[Path, SourceFile]) -> list[Member]:
        """The files of a set, in order of their names.

        :param given: those that were asked for; they are members even if they are not there any more.
        """
        asked_for = set(map(str, given))
        entries = self._listing(log.parent).get(log.name, ())
        others = [Path(entry.path) for entry in entries if entry.path not in asked_for]
        folder = self._as_asked(log, next(iter(given.values()))) if others else log.parent
        return [
            Member(path, info, self._limits, given.get(path), asked=folder / path.name)
            for path in sorted([*given, *others])
            if (info := _regular(path)) is not None
        ]

    def _as_asked(self, log: Path, source: SourceFile) -> Path:
        """The folder of a set as the command line names it."""
        asked = Path(source.name).parent
        return asked if self._real_folder(asked) == log.parent else log.parent

    def further(self, log: Path, inodes: set[int], known: set[tuple[int, int]]) -> Iterator[Member]:
        """Files that a member may have become, though their names do not tell.

        :param inodes: of members that are missed.
        :param known: the identities of files that are no matter.
        """
        stem = log.name.partition(".")[0]
        for entries in self._listing(log.parent).values():
            for entry in entries:
                if entry.inode() in inodes or entry.name.startswith(stem):
                    info = _regular(Path(entry.path))
                    if info and (info.st_dev, info.st_ino) not in known:
                        yield Member(Path(entry.path), info, self._limits, further=True)

    def _real_folder(self, folder: Path) -> Path:
        if folder not in self._resolved:
            self._resolved[folder] = folder.resolve()
        return self._resolved[folder]

    def _listing(self, folder: Path) -> dict[str, list[os.DirEntry[str]]]:
        if folder not in self._listed:
            names = self._listed[folder] = {}
            try:
                with os.scandir(folder) as listing:
                    for entry in listing:
                        if not entry.name.startswith("."):
                            names.setdefault(rotated_of(entry.name), []).append(entry)
            except OSError:
                pass  # a folder may be closed though the log in it is not
        return self._listed[folder]


def log_of(file: Path) -> Path:
    """The path that a log has while it is written.

    :param file: its own path or that of a file that it was rotated to.
    """
    name = rotated_of(file.name)
    return file.with_name(name) if name and name != file.name else file


def _regular(path: Path) -> os.stat_result | None:
    try:
        info = path.stat()
    except OSError:
        return None
    return info if stat.S_ISREG(info.st_mode) else None
