"""Count the sources of a scan on an existing Dask cluster; what comes out is what one process comes to.

Large files are cut into ranges where a worker reads them, small ones are bundled. The ranges of a file are put together
on the workers, a few at a time, in their order. Dask repeats what a lost worker was doing.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from wpdiag import __version__
from wpdiag.counted import Counted, Progress, count, count_piece
from wpdiag.counting import ClusterError
from wpdiag.pieces import FAR_RANGE, Options, Piece, pieces
from wpdiag.sources.base import Problem, Skipped, SourceFile
from wpdiag.sources.copies import Found

_BUNDLE = 64 << 20
_MOST = 200
"""Bytes and sources that are counted as one task where sources are small."""
_TOGETHER = 8
"""Ranges that are put together at once."""
_AHEAD = 2000
"""Tasks that may be under way before the first is done: what is done waits in the workers' memory."""
_RETRIES = 3
_CONNECT = 10.0
_PATIENCE = 30.0
"""Seconds to wait for a scheduler, and for workers and results before it is asked who is there."""
LOST = "the workers that counted it died again and again, perhaps for lack of memory; it is not read"

Result = Counted | Problem | Skipped
Ready = Callable[[], list[Result]]
"""Waits for the results of a task."""


def count_on_cluster(
    found: Iterable[Found], options: Options, address: str, progress: Progress | None = None
) -> Iterator[Result]:
    """The sources in their order, counted; what is no source comes out as it went in.

    Files and addresses must mean the same to the workers as to this process. What is no file of its own (standard
    input, members of archives) is counted here.

    :param address: of the scheduler: ``tcp://host:8786``.
    :raises ClusterError: where there is no cluster, or it goes away.
    """
    with _cluster(address) as client:
        coming = _Tasks(client, options, progress).of(found)
        ahead: deque[Ready] = deque()
        for ready in coming:
            ahead.append(ready)
            if len(ahead) >= _AHEAD:
                yield from ahead.popleft()()
        while ahead:
            yield from ahead.popleft()()


class _Tasks:
    """Sources as tasks of a cluster."""

    def __init__(self, client: Any, options: Options, progress: Progress | None) -> None:
        self._client = client
        self._options = options
        self._progress = progress

    def of(self, found: Iterable[Found]) -> Iterator[Ready]:
        """The tasks, under way."""
        bundle: list[SourceFile] = []
        size = 0
        for source in found:
            small = isinstance(source, SourceFile) and source.file is not None and (source.size or 0) < 2 * FAR_RANGE
            if isinstance(source, SourceFile) and small:
                bundle.append(source)
                size += source.size or 0
            if bundle and (not small or size >= _BUNDLE or len(bundle) >= _MOST):
                yield self._whole(bundle)
                bundle, size = [], 0
            if not isinstance(source, SourceFile):
                yield partial(list, [source])
            elif source.file is None:
                yield partial(self._here, source)
            elif not small:
                yield self._in_ranges(source)
        if bundle:
            yield self._whole(bundle)

    def _here(self, source: SourceFile) -> list[Result]:
        return [count(source, self._options, self._progress)]

    def _whole(self, sources: list[SourceFile]) -> Ready:
        future = self._submit(_count_whole, sources, self._options)
        tell = self._tell(future, sources[0].name, sum(source.size or 0 for source in sources))

        def ready() -> list[Result]:
            done = self._result(future)
            tell()
            return done if done is not None else [self._lost(source) for source in sources]

        return ready

    def _in_ranges(self, source: SourceFile) -> Ready:
        """One after the other cut and counted, then put together as a tree whose branches keep the order."""
        cut = self._result(self._submit(_cut, source, self._options, FAR_RANGE))
        level, told = [], []
        for piece in cut or [Piece(source)]:
            level.append(self._submit(_count_range, piece, self._options))
            told.append(self._tell(level[-1], source.name, piece.size))
        while len(level) > 1:
            level = [self._submit(_together, *level[at : at + _TOGETHER]) for at in range(0, len(level), _TOGETHER)]

        def ready() -> list[Result]:
            counted = self._result(level[0])
            for tell in told:
                tell()
            if counted is not None and any(part.tally.unkept for part in counted.parts):
                # where records are left out, it depends on the order which
                counted = (self._result(self._submit(_count_whole, [source], self._options)) or [None])[0]
            return [counted or self._lost(source)]

        return ready

    def _lost(self, source: SourceFile) -> Counted:
        return Counted(source.name, error=LOST, ended=True)

    def _submit(self, work: Callable[..., Any], *arguments: Any) -> Any:
        return self._client.submit(work, *arguments, pure=False, retries=_RETRIES)

    def _tell(self, future: Any, name: str, size: int) -> Callable[[], None]:
        """Tell of a task when Dask says that it is done, or by what comes out, whichever is first: Dask's word may come
        late or, once the scan is done, never."""
        untold = [size]

        def tell() -> None:
            try:
                untold.pop()
            except IndexError:  # told
                return
            if self._progress:
                self._progress(name, size)

        if self._progress:  # a task that was given up is done, too
            future.add_done_callback(lambda done: tell() if done.status == "finished" else None)
        return tell

    def _result(self, future: Any) -> Any:
        """What a task came to; None where worker after worker died of it.

        :raises ClusterError: where the cluster has gone.
        """
        from distributed import KilledWorker

        while True:
            try:
                return future.result(timeout=_PATIENCE)
            except KilledWorker:
                return None
            except TimeoutError:
                self._look()
            except Exception as error:
                self._see_scheduler()
                said = " ".join(str(error).split())
                raise ClusterError(f"the cluster failed: {type(error).__name__}: {said:.200}") from error

    def _see_scheduler(self) -> None:
        if self._client.status != "running":
            raise ClusterError("the cluster's scheduler has gone")

    def _look(self) -> None:
        """Whether anybody is still at work."""
        self._see_scheduler()
        if not self._client.scheduler_info(n_workers=-1)["workers"]:
            raise ClusterError("all workers of the cluster have gone")


@contextmanager
def _cluster(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
    except ImportError as missing:
        raise ClusterError("--dask needs the package distributed: pip install 'wpdiag[cluster]'") from missing
    with _quiet(), _client(Client, address) as client:
        yield client


@contextmanager
def _client(kind: Any, address: str) -> Iterator[Any]:
    try:
        client = kind(address, timeout=_CONNECT, set_as_default=False, name="wpdiag")
    except (OSError, ValueError, TimeoutError) as error:
        raise ClusterError(f"no Dask scheduler answers at {address}") from error
    try:
        _check(client, address)
        yield client
    finally:
        with suppress(Exception):  # a cluster that has gone says nothing new
            client.close(timeout=2)


@contextmanager
def _quiet() -> Iterator[None]:
    """What Dask logs about a lost scheduler, traceback and all, is what a ClusterError says in a line."""
    import logging

    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _check(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise ClusterError(f"the cluster at {address} has no workers") from error
    try:
        theirs = client.submit(_version, pure=False).result(timeout=_PATIENCE)
    except Exception as error:
        raise ClusterError(f"the workers cannot run wpdiag: {type(error).__name__}: {error!s:.200}") from error
    if theirs != __version__:
        raise ClusterError(f"the workers have wpdiag {theirs}, this is {__version__}: install the same everywhere")


def _version() -> str:
    from wpdiag import __version__

    return __version__


def _count_whole(sources: list[SourceFile], options: Options) -> list[Counted]:
    return [count(source, options) for source in sources]


def _cut(source: SourceFile, options: Options, size: int) -> list[Piece]:
    return list(pieces(source, options, size))


def _count_range(piece: Piece, options: Options) -> Counted:
    counted = Counted(piece.source.name)
    piece = pickle.loads(pickle.dumps(piece))  # its transport learns; a task that is repeated must find it as it was
    count_piece(piece, options, counted)
    return counted


def _together(*ranges: Counted) -> Counted:
    """Neighbouring ranges as one; those that came in stay as they are, for Dask may need them once more."""
    first, *others = ranges
    whole: Counted = pickle.loads(pickle.dumps(first))
    for later in others:
        if whole.ended:
            break
        whole.merge(pickle.loads(pickle.dumps(later)))
    return whole
