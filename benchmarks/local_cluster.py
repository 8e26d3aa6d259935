"""A Dask scheduler and workers on this machine, each a process, and how much memory they took at most."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 60.0


class Cluster:
    """Processes that work in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.started: dict[str, subprocess.Popen[bytes]] = {}
        self._start("scheduler", "scheduler", "--host", "127.0.0.1", "--port", "0")
        self.address = self._said("scheduler", r"Scheduler at:\s+(tcp://\S+)")

    def add_worker(self) -> None:
        """One more, ready for work."""
        name = f"worker-{len(self.started)}"
        self._start(name, "worker", self.address, "--nthreads", "1", "--no-nanny")
        self._said(name, r"(Registered to)")

    def peaks(self) -> dict[str, int]:
        """The most memory that each process took, in megabytes."""
        return {name: peak(process.pid) for name, process in self.started.items()}

    def stop(self) -> None:
        """All of them."""
        for process in reversed(self.started.values()):
            process.terminate()
            process.wait()

    def _start(self, name: str, *words: str) -> None:
        with (self._folder / f"{name}.txt").open("wb") as said:
            command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
            self.started[name] = subprocess.Popen(command, cwd=self._folder, stdout=said, stderr=said)

    def _said(self, name: str, pattern: str) -> str:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and self.started[name].poll() is None:
            if found := re.search(pattern, (self._folder / f"{name}.txt").read_text()):
                return found[1]
            time.sleep(0.1)
        raise RuntimeError((self._folder / f"{name}.txt").read_text())


@contextmanager
def running(folder: Path) -> Iterator[Cluster]:
    """A cluster without workers."""
    cluster = Cluster(folder)
    try:
        yield cluster
    finally:
        cluster.stop()


def peak(process: int | str) -> int:
    """The most memory that a process took so far, in megabytes (Linux)."""
    found = re.search(r"VmHWM:\s*(\d+)", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) >> 10 if found else 0
