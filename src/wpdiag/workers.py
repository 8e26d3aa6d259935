"""Worker processes: tasks in, results out in the same order; a worker that dies takes one task with it, no more."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Thread
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
Tell = Callable[..., None]
"""What a worker calls to be heard before its task is done; the arguments come out of :meth:`Workers.map`'s ``hear``."""

START_METHOD = "fork" if sys.platform == "linux" else None
"""How a worker comes to be: forked where that is safe and quick; elsewhere as Python does it on the system."""
_AHEAD = 2
"""Tasks that a worker has at hand, so that it need not wait for the parent."""
_WAITING = 4
"""Tasks per worker that may be done before the first of them is asked for: more would fill the memory."""
_PATIENCE = 5.0
"""Seconds that a worker has to end before it is killed."""


class WorkerError(Exception):
    """A fault of the program in a worker."""


class _Worker:
    """One process, and the tasks it was given: their numbers, first to last."""

    def __init__(self, work: Callable[[Any, Tell], Any]) -> None:
        context: Any = get_context(START_METHOD)
        self.connection, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_serve, args=(theirs, self.connection, work), daemon=True)
        self.process.start()
        theirs.close()
        self.tasks: deque[int] = deque()

    def end(self) -> None:
        """Stop it, whatever it does."""
        self.connection.close()
        self.process.terminate()
        self.process.join(_PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join(_PATIENCE)


class Workers(Generic[T, R]):
    """Some processes that do the same work; to be used with ``with``, whose end stops them.

    :param number: how many.
    :param work: does a task; it, tasks and results must be picklable.
    """

    def __init__(self, number: int, work: Callable[[T, Tell], R]) -> None:
        self._work = work
        self._workers = [_Worker(work) for _ in range(number)]

    def __enter__(self) -> Workers[T, R]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.end()

    def map(self, tasks: Iterable[T], hear: Tell) -> Iterator[tuple[T, R | None]]:
        """Each task with its result, in order; None where its worker died.

        Tasks are taken as workers come free, so what a task holds may rest on results that are out already.

        :raises WorkerError: where the work itself failed.
        """
        coming = enumerate(tasks)
        again: deque[int] = deque()
        given: dict[int, T] = {}
        done: dict[int, R | None] = {}
        due = 0
        while True:
            while len((idlest := min(self._workers, key=lambda worker: len(worker.tasks))).tasks) < _AHEAD:
                if not again and len(given) < _WAITING * len(self._workers):
                    for number, task in islice(coming, 1):
                        given[number] = task
                        again.append(number)
                if not again:
                    break
                self._give(idlest, again.popleft(), given)
            busy = {worker.connection: worker for worker in self._workers if worker.tasks}
            if not busy and not again:
                return
            for connection in wait(list(busy)):
                worker = busy[connection]
                try:
                    kind, *content = worker.connection.recv()
                except (EOFError, OSError):
                    done[worker.tasks.popleft()] = None
                    again.extend(worker.tasks)
                    worker.end()
                    self._workers[self._workers.index(worker)] = _Worker(self._work)
                    continue
                if kind == "failed":
                    raise WorkerError(*content)
                if kind == "said":
                    hear(*content)
                else:
                    done[worker.tasks.popleft()] = content[0]
            while due in done:
                yield given.pop(due), done.pop(due)
                due += 1

    def _give(self, worker: _Worker, number: int, given: dict[int, T]) -> None:
        worker.tasks.append(number)
        with suppress(OSError):  # it has died; that is heard next
            worker.connection.send(given[number])


def _serve(connection: Connection, parents: Connection, work: Callable[[Any, Tell], Any]) -> None:
    """A worker's life: until the parent's end of the connection is closed, which it must not hold itself."""
    parents.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the parent stops the others
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    tasks: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_receive, args=(connection, tasks), daemon=True).start()
    with suppress(OSError):
        while True:
            task = tasks.get()
            try:
                answer = ("done", work(task, lambda *content: connection.send(("said", *content))))
            except Exception as error:
                answer = ("failed", f"{type(error).__name__}: {error}")
            connection.send(answer)


def _receive(connection: Connection, tasks: SimpleQueue[Any]) -> None:
    """Take tasks in at once, or parent and worker might wait for each other; without a parent, end."""
    with suppress(EOFError, OSError):
        while True:
            tasks.put(connection.recv())
    os._exit(0)
