"""Count all sources of a scan, in one process or shared among several; what comes out is the same."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeGuard

from wpdiag.counted import Counted, Progress, count, count_piece
from wpdiag.pieces import Options, Piece, pieces
from wpdiag.sources.base import Local, Problem, Skipped, SourceFile, Unchanged
from wpdiag.sources.copies import Found

_WORTH = 8 << 20
"""Bytes below which one process is done before others have started."""
_BUNDLE = 1 << 20
_MOST = 64
"""Bytes and sources that are counted as one task where sources are small."""
_TELL = 1 << 20
"""Bytes after which a worker tells how far it is."""
KILLED = "a process that counted it was killed, perhaps for lack of memory; the rest is not read (try fewer --jobs)"


class ClusterError(Exception):
    """A cluster cannot be used, or has gone; the message is for people."""


Task = list[tuple[int, Piece]]
"""Pieces, each with the number of its source."""


def usable_cores() -> int:
    """How many processor cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        return os.cpu_count() or 1


def count_all(
    found: Iterable[Found], options: Options, jobs: int = 1, progress: Progress | None = None
) -> Iterator[Counted | Problem | Skipped | Unchanged]:
    """The sources in their order, counted; what is no source comes out as it went in.

    :param jobs: how many processes may count; 0 means one for each usable core.
    :raises KeyError: for a transport that does not exist.
    :raises WorkerError: for a fault of the program in one of the processes.
    """
    jobs = jobs or usable_cores()
    if jobs > 1:
        found = list(found)
        if sum(source.size or 0 for source in found if _is_shared(source)) >= _WORTH:
            yield from _shared(found, options, jobs, progress)
            return
    for source in found:
        yield count(source, options, progress) if isinstance(source, SourceFile) else source


def _is_shared(source: Found) -> TypeGuard[SourceFile]:
    """Whether another process can open it; what else there is is counted in this one."""
    return isinstance(source, SourceFile) and isinstance(source.file, Local)


def _shared(
    found: list[Found], options: Options, jobs: int, progress: Progress | None
) -> Iterator[Counted | Problem | Skipped | Unchanged]:
    from wpdiag.workers import Workers

    sums: dict[int, Counted] = {}
    due = 0

    def finished(number: int) -> Counted | Problem | Skipped | Unchanged:
        source = found[number]
        if not isinstance(source, SourceFile):
            return source
        counted = sums.pop(number, None)
        if counted is None or any(part.tally.unkept for part in counted.parts):
            return count(source, options, progress)  # where records are left out, it depends on the order which
        return counted

    work = partial(_count_task, options, progress is not None)
    with Workers[Task, list[Counted]](jobs, work) as workers:
        for task, results in workers.map(_tasks(found, options, sums), progress or (lambda name, size: None)):
            for (number, _), counted in zip(task, results or map(_killed, task), strict=True):
                while due < number:
                    yield finished(due)
                    due += 1
                before = sums.get(number)
                if before is None:
                    sums[number] = counted
                elif not before.ended:
                    before.merge(counted)
    while due < len(found):
        yield finished(due)
        due += 1


def _tasks(found: list[Found], options: Options, sums: dict[int, Counted]) -> Iterator[Task]:
    """Large files piece by piece, small ones bundled.

    :param sums: what is counted so far: a source that ended early needs no more pieces.
    """
    bundle: Task = []
    for number, source in enumerate(found):
        for piece in pieces(source, options) if _is_shared(source) else ():
            before = sums.get(number)
            if before and before.ended:
                break
            bundle.append((number, piece))
            if piece.is_range or len(bundle) >= _MOST or sum(each.size for _, each in bundle) >= _BUNDLE:
                yield bundle
                bundle = []
    if bundle:
        yield bundle


def _count_task(options: Options, telling: bool, task: Task, tell: Callable[[str, int], None]) -> list[Counted]:
    """Count some pieces, in a process of their own."""
    done = []
    for _, piece in task:
        counted = Counted(piece.source.name)
        progress = _Telling(tell)
        count_piece(piece, options, counted, progress.add if telling else None)
        if telling:
            progress.flush(counted.name)
        done.append(counted)
    return done


class _Telling:
    """Tells the parent how far it is, not too often."""

    def __init__(self, tell: Callable[[str, int], None]) -> None:
        self._tell = tell
        self._size = 0

    def add(self, name: str, size: int) -> None:
        self._size += size
        if self._size >= _TELL:
            self.flush(name)

    def flush(self, name: str) -> None:
        self._tell(name, self._size)
        self._size = 0


def _killed(lost: tuple[int, Piece]) -> Counted:
    return Counted(lost[1].source.name, error=KILLED, ended=True)
