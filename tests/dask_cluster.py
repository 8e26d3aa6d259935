"""A Dask cluster on loopback: real processes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path


class Cluster:
    """A scheduler and workers, each a process.

    :param folder: where they work and write what they say.
    :param env: further variables of theirs.
    """

    def __init__(self, folder: Path, env: dict[str, str] | None = None) -> None:
        self._folder = folder
        self._env = os.environ | {"DASK_DISTRIBUTED__WORKER__DAEMON": "False"} | (env or {})
        self._log = folder / "scheduler.txt"
        self._started: list[subprocess.Popen[bytes]] = []
        scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
        self.address = self._said(scheduler, r"(tcp://127\.0\.0\.1:\d+)")
        self.workers: list[subprocess.Popen[bytes]] = []

    def add_worker(self) -> None:
        """One more, that works on one task at a time."""
        worker = self._start(
            "worker", self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"
        )
        self.workers.append(worker)

    def kill_worker(self) -> None:
        """The first one dies at once."""
        self.workers.pop(0).send_signal(signal.SIGKILL)

    def stop(self) -> None:
        """All die."""
        for process in self._started:
            process.kill()
            process.wait()

    def _start(self, kind: str, *words: str) -> subprocess.Popen[bytes]:
        with (self._folder / f"{kind}-{len(self._started)}.txt").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{kind}", *words],
                stdout=log,
                stderr=log,
                cwd=self._folder,
                env=self._env,
            )
        self._started.append(process)
        return process

    def _said(self, process: subprocess.Popen[bytes], pattern: str) -> str:
        log = self._folder / f"scheduler-{self._started.index(process)}.txt"
        for _ in range(300):
            found = re.search(pattern, log.read_text())
            if found:
                return found[1]
            try:
                process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
            break
        raise AssertionError(log.read_text())
