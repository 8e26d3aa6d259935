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

    def members(self, log: Path, given: dict[Path, SourceFile]) -> list[Member]:
        """The files of a set, in order of their names.

        :param given: those that were asked for; they are members even if they are not there any more.
        """
        paths = {*given, *(Path(entry.path) for entry in self._listing(log.parent).get(log.name, ()))}
        asked = Path(next(iter(given.values())).name).parent
        folder = asked if asked.resolve() == log.parent else log.parent
        return [
            Member(path, info, self._limits, given.get(path), asked=folder / path.name)
            for path in sorted(paths)
            if (info := _regular(path)) is not None
        ]

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
    """The path that a log has while it is written."""
    real = file.resolve()
    return real.with_name(rotated_of(real.name) or real.name)


def _regular(path: Path) -> os.stat_result | None:
    try:
        info = path.stat()
    except OSError:
        return None
    return info if stat.S_ISREG(info.st_mode) else None
