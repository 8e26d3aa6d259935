"""A scan on a Dask cluster: real processes on loopback, one of which is killed while it works."""

from __future__ import annotations

import gzip
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import wpdiag
from answering import Asked
from dask_cluster import Cluster
from program import WARNING, run
from wpdiag import cluster
from wpdiag.counting import ClusterError
from wpdiag.model import Report

pytestmark = pytest.mark.slow

pytest.importorskip("distributed")
FATAL = (
    "[24-Nov-2026 16:43:10 UTC] PHP Fatal error:  Uncaught Error: x in /srv/www/wp-includes/a.php:7\nStack trace:\n"
    "#0 /srv/www/wp-content/themes/blue/functions.php(9): f()\n#1 {main}\n  thrown in /srv/www/wp-includes/a.php on line 7\n"
)
NUMBERED = "[23-Nov-2026 1{hour}:43:10 UTC] PHP Notice:  order {number} in /srv/www/wp-content/plugins/shop/cart.php on line 4\n"


@pytest.fixture
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    found = Cluster(tmp_path_factory.mktemp("cluster"))
    found.add_worker()
    found.add_worker()
    yield found
    found.stop()


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    """A large log of which no two parts are the same, small ones, packed ones, damaged ones."""
    large = (
        NUMBERED.format(hour=number % 10, number=10_000 + number) + (FATAL if number % 500 == 0 else WARNING)
        for number in range(60_000)
    )
    (tmp_path / "large.log").write_text("".join(large))
    for number in range(5):
        (tmp_path / f"small-{number}.log").write_text(WARNING * number)
    (tmp_path / "packed.log.gz").write_bytes(gzip.compress((FATAL + WARNING).encode() * 50))
    (tmp_path / "damaged.log.gz").write_bytes(gzip.compress((FATAL + WARNING).encode() * 5000)[:-30])
    (tmp_path / "binary.log").write_bytes(b"\0\1\2" * 1000)
    return tmp_path


def bare(report: Report) -> Report:
    return msgspec.structs.replace(report, generated_at="")


def test_the_report_is_that_of_a_local_scan_even_if_a_worker_is_killed(
    running: Cluster, logs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "FAR_RANGE", 500_000)
    names = [*sorted(map(str, logs.iterdir())), "nope.log"]
    heard: list[int] = []

    def progress(name: str, size: int) -> None:
        if not heard:
            running.kill_worker()
        heard.append(size)

    with_loss = wpdiag.scan(names, dask=running.address, progress=progress)
    assert running.workers[0].poll() is None
    assert bare(with_loss) == bare(wpdiag.scan(names))
    assert len(heard) > 20
    assert [source.name for source in with_loss.sources if source.error] == [
        str(logs / "binary.log"),
        str(logs / "damaged.log.gz"),
        "nope.log",
    ]


def test_the_program_says_the_same(running: Cluster, logs: Path) -> None:
    words = ["scan", "--isolated", "--verbose", "large.log", "packed.log.gz", "-"]
    there = run(*words, "--dask", running.address, cwd=logs, data=WARNING.encode())
    here = run(*words, cwd=logs, data=WARNING.encode())
    assert (there.returncode, there.stderr) == (here.returncode, here.stderr) == (1, b"")
    assert there.stdout == here.stdout


def test_addresses_are_read_here(running: Cluster, logs: Path, server: Asked) -> None:
    words = [server.says("/debug.log", WARNING), str(logs / "small-3.log"), server.address + "/missing"]
    found = wpdiag.scan(words, dask=running.address)
    assert bare(found) == bare(wpdiag.scan(words))
    assert len(server.asked) == 4


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("tcp://127.0.0.1:9", "no Dask scheduler answers at tcp://127.0.0.1:9"),
        ("nonsense", "no Dask scheduler answers at nonsense"),
        ("what://ever", "no Dask scheduler answers at what://ever"),
    ],
)
def test_without_a_cluster_it_says_so(address: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_CONNECT", 1.0)
    with pytest.raises(ClusterError, match=re.escape(said)):
        wpdiag.scan([str(tmp_path)], dask=address)


def test_the_program_says_so_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "debug.log").write_text(WARNING)
    done = run("scan", "--isolated", "--dask", "what://ever", "debug.log", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"wpdiag: --dask: no Dask scheduler answers at what://ever\n"


def test_workers_of_another_release(running: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "__version__", "9.9")
    with pytest.raises(ClusterError, match=r"the workers have wpdiag .*, this is 9\.9: install the same everywhere"):
        wpdiag.scan([str(tmp_path)], dask=running.address)


def test_ctrl_c_ends_the_program_and_its_tasks(running: Cluster, logs: Path) -> None:
    from distributed import Client

    pipe = logs / "pipe"
    os.mkfifo(pipe)
    words = [sys.executable, "-m", "wpdiag", "scan", "--isolated", "--dask", running.address, "large.log", "pipe"]
    program = subprocess.Popen(words, cwd=logs, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with pipe.open("w"):  # when it has been opened for reading, the tasks are under way
        program.send_signal(signal.SIGINT)
        said, complaints = program.communicate(timeout=60)
    assert (program.returncode, said, complaints) == (130, b"", b"")
    with Client(running.address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        for _ in range(100):
            left = client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks))
            if not left:
                break
            time.sleep(0.1)
    assert left == 0


def test_a_cluster_without_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 2.0)
    alone = Cluster(tmp_path)
    try:
        with pytest.raises(ClusterError, match="has no workers"):
            wpdiag.scan(["nope.log"], dask=alone.address)
    finally:
        alone.stop()


def test_a_cluster_that_goes_away(running: Cluster, logs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "FAR_RANGE", 100_000)
    monkeypatch.setattr(cluster, "_PATIENCE", 3.0)
    with pytest.raises(ClusterError):
        wpdiag.scan([str(logs / "large.log")], dask=running.address, progress=lambda name, size: running.stop())


def test_the_program_says_in_a_line_that_the_cluster_has_gone(running: Cluster, logs: Path) -> None:
    pipe = logs / "pipe"
    os.mkfifo(pipe)
    words = [sys.executable, "-m", "wpdiag", "scan", "--isolated", "--dask", running.address, "pipe", "large.log"]
    program = subprocess.Popen(words, cwd=logs, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with pipe.open("w"):  # it waits for what comes out of it
        running.stop()
    said, complaints = program.communicate(timeout=120)
    assert (program.returncode, said) == (2, b"")
    (line,) = complaints.decode().splitlines()
    assert line.startswith("wpdiag: --dask: the cluster")
