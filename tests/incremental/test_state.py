"""What a state file promises: nothing lost, nothing twice, and no guessing where it cannot be used."""

from __future__ import annotations

import fcntl
import json
import os
import stat
import time
from pathlib import Path

import pytest

import wpdiag
from incremental.logs import age, append, numbers, record, scan, seen
from program import run
from wpdiag import counting, pieces
from wpdiag.incremental import Incremental, StateError
from wpdiag.incremental.store import Store
from wpdiag.pipeline import scan as scan_with


def test_only_what_is_new(log: Path, state: Path) -> None:
    first = scan(state, log)
    assert sorted(numbers(first)) == [1]
    assert first.sources[0].bytes == len(record(1))
    append(log, record(3))
    assert seen(state, log) == [2]
    nothing = scan(state, log)
    assert (nothing.issues, nothing.sources[0].bytes, nothing.sources[0].transport) == ((), 0, "debug-log")
    age(log)
    assert seen(state, log) == [3]
    assert seen(state, log) == []


def test_a_stack_trace_that_is_still_being_written(log: Path, state: Path) -> None:
    text = record(3, calls=40)
    append(log, text[:700])
    assert seen(state, log) == [1, 2]
    append(log, text[700:-30])
    assert seen(state, log) == []
    append(log, text[-30:] + record(4))
    report = scan(state, log)
    assert sorted(numbers(report)) == [3]
    assert len(report.issues[0].trace) == 40
    assert report.warnings == ()


def test_several_processes(log: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "RANGE", 400)
    monkeypatch.setattr(counting, "_WORTH", 0)
    found = seen(state, log, jobs=2)
    for start in range(3, 300, 90):
        append(log, "".join(record(number, calls=number % 2 * 3) for number in range(start, start + 90)))
        found += seen(state, log, jobs=2)
    age(log)
    assert sorted(found + seen(state, log, jobs=2)) == list(range(1, 363))


def test_a_source_that_cannot_be_read_is_read_when_it_can(
    log: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    age(log)
    feed = "wpdiag.transports.debug_log.DebugLog.feed"

    def fails(*_: object) -> object:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(feed, fails)
        report = wpdiag.scan([str(log)], state=state)
    assert [source.error for source in report.sources] == ["input/output error"]
    assert report.issues == ()
    assert seen(state, log) == [1, 2]


def test_the_program(log: Path, state: Path) -> None:
    age(log)
    words = ["scan", "--isolated", "--state", state, log]
    assert run(*words).returncode == 1
    assert run(*words).returncode == 0
    assert stat.S_IMODE(state.stat().st_mode) == 0o600
    state.chmod(0o640)
    append(log, record(3) + record(4))
    assert b"$n3" in run(*words, env={"WPDIAG_STATE": str(state)}).stdout
    assert stat.S_IMODE(state.stat().st_mode) == 0o640
    assert sorted(file.name for file in log.parent.iterdir()) == [".state.json.lock", "debug.log", "state.json"]


def test_nothing_is_remembered_where_the_report_does_not_come_out(log: Path, state: Path) -> None:
    age(log)
    failed = run("scan", "--isolated", "--state", state, "-o", "json:/nowhere/report", log)
    assert (failed.returncode, state.exists()) == (2, False)
    assert seen(state, log) == [1, 2]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "damaged, or no state file of wpdiag"),
        (b'{"wpdiag_state":1,"logs":{"/a":[{"path"', "damaged, or no state file of wpdiag"),
        (b'{"issues": []}', "damaged, or no state file of wpdiag"),
        (b"\xff\xfe", "damaged, or no state file of wpdiag"),
        (b'{"wpdiag_state":1,"logs":{"/a":[{"path":3}]}}', "damaged, or no state file of wpdiag"),
        (b'{"wpdiag_state":2,"entries":[]}', "version 2 of state files is not known to this wpdiag"),
    ],
)
def test_a_file_that_is_no_state(content: bytes, complaint: str, log: Path, state: Path) -> None:
    state.write_bytes(content)
    done = run("scan", "--isolated", "--state", state, log)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().count("\n") == 1
    assert complaint in done.stderr.decode()
    assert state.read_bytes() == content
    with pytest.raises(StateError, match=complaint):
        wpdiag.scan([str(log)], state=state)


def test_a_state_file_in_no_folder(log: Path) -> None:
    done = run("scan", "--isolated", "--state", "/nowhere/state.json", log)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"wpdiag: /nowhere/state.json: cannot lock: No such file or directory\n"


def test_one_run_at_a_time(log: Path, state: Path) -> None:
    with Incremental(state):
        done = run("scan", "--isolated", "--state", state, log)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == f"wpdiag: {state}: in use by another run\n".encode()
    assert run("scan", "--isolated", "--state", state, log).returncode == 1


def test_files_that_are_gone_are_forgotten_after_a_week(
    log: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(log, record(3) * 40)
    scan(state, log)
    log.rename(log.with_name("debug.log.1"))
    log.touch()
    scan(state, log)
    log.with_name("debug.log.1").unlink()
    scan(state, log)
    assert '"gone":' in state.read_text()
    week = time.time() + 8 * 86_400
    monkeypatch.setattr(time, "time", lambda: week)
    scan(state, log)
    assert json.loads(state.read_text())["logs"] == {str(log): []}


def test_the_caller_says_when_the_report_is_out(log: Path, state: Path) -> None:
    age(log)
    for _ in range(2):
        with Incremental(state) as run_:
            assert sorted(numbers(scan_with([str(log)], state=run_))) == [1, 2]
    with Incremental(state) as run_:
        scan_with([str(log)], state=run_)
        run_.commit()
    assert seen(state, log) == []


def test_a_lock_of_a_run_that_was_killed_is_no_lock(state: Path) -> None:
    lock = os.open(state.with_name(".state.json.lock"), os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)
    os.close(lock)
    Store(state).close()


def test_logs_of_every_day_are_forgotten_when_they_are_gone(
    tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "mail-2026-11-25-x.log", tmp_path / "mail-2026-11-26-x.log"
    first.write_text(record(1) * 2)
    second.write_text(record(2) * 2)
    scan(state, tmp_path)
    first.unlink()
    scan(state, tmp_path)
    assert str(first) in state.read_text()
    week = time.time() + 8 * 86_400
    monkeypatch.setattr(time, "time", lambda: week)
    scan(state, tmp_path)
    assert list(json.loads(state.read_text())["logs"]) == [str(second)]
