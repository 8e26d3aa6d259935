"""However many processes count, the report is the same; whatever happens to one of them, a scan ends and says so."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wpdiag import counting, pieces, workers
from wpdiag.authoring.carriers import CARRIERS
from wpdiag.counting import KILLED
from wpdiag.pipeline import scan
from wpdiag.transports.debug_log import DebugLog
from wpdiag.workers import WorkerError, Workers
from wrapping import RECORDS

ROOT = Path(__file__).parent.parent
LINE = "[23-Nov-2026 16:43:10 UTC] PHP Warning:  Undefined variable $x in /srv/wp-content/plugins/shop/cart.php on line 3\n"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ranges and bundles of a few bytes, so that small logs are shared as large ones are."""
    monkeypatch.setattr(pieces, "RANGE", 400)
    monkeypatch.setattr(counting, "_WORTH", 0)
    monkeypatch.setattr(counting, "_BUNDLE", 2000)


def report(*sources: Path, jobs: int) -> dict[str, object]:
    return scan(list(map(str, sources)), jobs=jobs).to_dict() | {"generated_at": ""}


@pytest.fixture(params=["fork", "spawn"])
def started(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers as Linux has them, and as macOS and Windows have them: those know nothing but what they are handed."""
    if request.param == "fork" and sys.platform == "win32":
        pytest.skip("Windows cannot fork")
    monkeypatch.setattr(workers, "START_METHOD", request.param)


@pytest.mark.usefixtures("small", "started")
@pytest.mark.parametrize(
    "folder",
    ["sample_logs", "tests/data/captured", "tests/data/transports", "tests/data/pages"],
)
def test_the_report_is_the_same(folder: str) -> None:
    assert report(ROOT / folder, jobs=3) == report(ROOT / folder, jobs=1)


@pytest.mark.usefixtures("small", "started")
def test_sources_of_all_kinds_come_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(LINE * 20)
    (tmp_path / "b.log.gz").write_bytes(gzip.compress(LINE.encode() * 50))
    (tmp_path / "c.log").write_bytes(b"")
    (tmp_path / "d.log").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "e.log").write_bytes(gzip.compress(LINE.encode() * 50)[:60])
    (tmp_path / "f.log").write_text(LINE * 300 + CARRIERS["nginx"][1](RECORDS[0]) * 30 + LINE * 300)
    (tmp_path / "g.log").write_text((LINE * 30).removesuffix("\n"), newline="\r\n")
    (tmp_path / "h.html").write_text("<html><b>Warning</b>:  x in <b>/srv/a.php</b> on line <b>3</b><br />")
    found = report(tmp_path, tmp_path / "none.log", jobs=2)
    assert found == report(tmp_path, tmp_path / "none.log", jobs=1)
    assert [Path(str(source["name"])).name for source in found["sources"]] == [  # type: ignore[attr-defined]
        *("a.log", "b.log.gz", "c.log", "d.log", "e.log", "f.log", "g.log", "h.html", "none.log")
    ]


@pytest.mark.usefixtures("small", "started")
@pytest.mark.parametrize("carrier", ["docker", "php-fpm", "syslog iso"])
def test_messages_of_three_lines_stay_whole(tmp_path: Path, carrier: str) -> None:
    log = tmp_path / "a.log"
    message = "PHP Warning:  Undefined variable $x\nof a template\nin /srv/wp-content/plugins/shop/cart.php on line 3"
    log.write_text(CARRIERS[carrier][1](message) * 300)
    found = report(log, jobs=2)
    assert found == report(log, jobs=1)


@pytest.mark.usefixtures("small", "started")
def test_records_too_varied_to_be_kept_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wpdiag.tally.cells.STOP_ABOVE", 60_000)
    folds, stops = tmp_path / "folds.log", tmp_path / "stops.log"
    folds.write_text("".join(LINE.replace("$x", f"$x{9**9 + 37 * number}") for number in range(300)))
    stops.write_text(
        "".join(LINE.replace("$x", f"$x{chr(97 + number % 26) * (number // 26 + 1)}") for number in range(900))
    )
    found = report(folds, stops, jobs=2)
    assert found == report(folds, stops, jobs=1)
    assert any("too varied" in warning for warning in found["warnings"])  # type: ignore[attr-defined]


def test_progress_is_told_of_every_byte(tmp_path: Path) -> None:
    file = tmp_path / "debug.log"
    file.write_text(LINE * 200_000)
    for jobs in (1, 2):
        told: list[tuple[str, int]] = []
        scan([str(file)], jobs=jobs, progress=lambda *news: told.append(news))  # noqa: B023
        assert sum(size for _, size in told) == file.stat().st_size
        assert {name for name, _ in told} == {str(file)}
        assert len(told) > 10


@pytest.mark.slow
@pytest.mark.usefixtures("small")
def test_a_killed_worker_costs_its_task_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = DebugLog.feed

    def dies(self: DebugLog, data: bytes) -> object:
        if b"poison" in data:
            os.kill(os.getpid(), signal.SIGKILL)
        return feed(self, data)

    monkeypatch.setattr(DebugLog, "feed", dies)
    good, bad = tmp_path / "a.log", tmp_path / "b.log"
    good.write_text(LINE * 200)
    bad.write_text(LINE * 100 + LINE.replace("$x", "$poison") + LINE * 100)
    found = scan([str(good), str(bad)], jobs=2)
    assert [source.error for source in found.sources] == [None, KILLED]
    assert found.sources[0].diagnostics == 200
    assert 90 <= found.sources[1].diagnostics <= 100  # what comes before is counted


@pytest.mark.usefixtures("small")
def test_a_file_that_vanishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.log"
    file.write_text(LINE * 100)
    cut = pieces._begin

    def and_vanishes(*given: Any) -> int | None:
        file.unlink(missing_ok=True)
        return cut(*given)

    monkeypatch.setattr(pieces, "_begin", and_vanishes)
    found = scan([str(file)], jobs=2)
    assert found.sources[0].error == "no such file or directory"


def _faulty(task: int, tell: Callable[..., None]) -> int:
    return 1 // task


def test_a_fault_of_the_program_in_a_worker_is_not_hidden() -> None:
    with Workers(2, _faulty) as workers, pytest.raises(WorkerError, match="ZeroDivisionError"):
        list(workers.map([1, 0, 1], print))


def _long(task: int, tell: Callable[..., None]) -> bytes:
    tell(task)
    return bytes(task)


def test_tasks_and_results_larger_than_any_pipe() -> None:
    heard: list[int] = []
    with Workers(2, _long) as workers:
        results = [(task, len(result or b"")) for task, result in workers.map([3_000_000] * 20, heard.append)]
    assert results == [(3_000_000, 3_000_000)] * 20
    assert heard == [3_000_000] * 20


def running(pid: int) -> bool:
    """Whether a process exists and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked up in /proc")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill -9"])
def test_no_worker_outlives_the_program(tmp_path: Path, end: signal.Signals) -> None:
    large, pipe = tmp_path / "debug.log", tmp_path / "pipe.log"
    large.write_text(LINE * 100_000)
    os.mkfifo(pipe)  # nobody writes: the scan waits for ever
    program = subprocess.Popen(
        [sys.executable, "-m", "wpdiag", "scan", "-j", "3", str(pipe), str(large)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
    deadline = time.monotonic() + 20
    while len(workers := children.read_text().split()) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.2)  # they are at work
    assert len(workers) == 3
    program.send_signal(end)
    _, complaint = program.communicate(timeout=20)
    assert b"Traceback" not in complaint
    assert program.returncode == (130 if end == signal.SIGINT else -9)
    while any(running(int(worker)) for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not any(running(int(worker)) for worker in workers)
