"""What a state file promises: nothing lost, nothing twice, and no guessing where it cannot be used."""

from __future__ import annotations

import fcntl
import gzip
import json
import os
import shutil
import stat
import sys
import tarfile
import time
from pathlib import Path

import pytest

import wpdiag
from incremental.logs import age, message, numbers, record, scan
from program import run
from wpdiag import counting, pieces
from wpdiag.authoring.carriers import CARRIERS
from wpdiag.incremental import Incremental, StateError
from wpdiag.incremental.store import Store
from wpdiag.pipeline import scan as scan_with


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log with two records, of which the second may go on."""
    file = tmp_path / "debug.log"
    file.write_text(record(1) + record(2))
    return file


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


def append(file: Path, text: str) -> None:
    with file.open("a") as stream:
        stream.write(text)


def seen(state: Path, *sources: Path, jobs: int = 1) -> list[int]:
    return sorted(numbers(scan(state, *sources, jobs=jobs)).elements())


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


@pytest.mark.parametrize("carrier", sorted(CARRIERS))
def test_every_program_that_writes_logs(carrier: str, tmp_path: Path, state: Path) -> None:
    file = tmp_path / "some.log"
    text = "".join(CARRIERS[carrier][1](message(number, calls=number % 3 * 5)) for number in range(1, 30))
    found: list[int] = []
    for at in range(0, len(text), 997):
        append(file, text[at : at + 997])
        found += seen(state, file)
    assert len(found) > 20
    age(file)
    assert sorted(found + seen(state, file)) == list(range(1, 30))


def test_lines_of_several_programs(tmp_path: Path, state: Path) -> None:
    file = tmp_path / "all.log"
    found: list[int] = []
    for number in range(1, 60, 2):
        append(file, record(number) + CARRIERS["nginx"][1](message(number + 1)))
        found += seen(state, file)
    assert len(found) > 50
    age(file)
    assert sorted(found + seen(state, file)) == list(range(1, 61))


def test_woocommerce_and_what_php_prints(tmp_path: Path, state: Path) -> None:
    for name, form in {
        "fatal-errors.log": "2026-11-23T16:38:30+00:00 CRITICAL {0} in /srv/a.php on line 3\n",
        "out.txt": "PHP Warning:  {0} in /srv/a.php on line 3\nWarning: {0} in /srv/a.php on line 3\n\n",
    }.items():
        file = tmp_path / name
        found: list[int] = []
        for number in range(1, 20):
            append(file, form.format(f"Undefined variable $n{number}"))
            found += seen(state, file)
        assert found == list(range(1, 19))
        age(file)
        assert seen(state, file) == [19]


def test_a_line_of_another_program_ends_the_range_there(log: Path, state: Path) -> None:
    append(log, "".join(map(record, range(3, 1500))) + CARRIERS["nginx"][1](message(1500)) * 1)
    append(log, "".join(CARRIERS["nginx"][1](message(number)) for number in range(1501, 1600)))
    found = seen(state, log)
    append(log, CARRIERS["nginx"][1](message(1600)))
    found += seen(state, log)
    assert len(found) > 1590
    age(log)
    assert sorted(found + seen(state, log)) == list(range(1, 1601))


def test_several_processes(log: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "RANGE", 400)
    monkeypatch.setattr(counting, "_WORTH", 0)
    found = seen(state, log, jobs=2)
    for start in range(3, 300, 90):
        append(log, "".join(record(number, calls=number % 2 * 3) for number in range(start, start + 90)))
        found += seen(state, log, jobs=2)
    age(log)
    assert sorted(found + seen(state, log, jobs=2)) == list(range(1, 363))


@pytest.mark.parametrize(
    "name", ["debug.log.1", "debug.log-20261126", "debug-20261126.log", "gone.txt", "debug.log.old"]
)
def test_renamed(name: str, log: Path, state: Path) -> None:
    assert seen(state, log) == [1]
    append(log, record(3))
    log.rename(log.with_name(name))
    log.write_text(record(4) + record(5))
    assert seen(state, log) == [2, 4]
    age(log, log.with_name(name))
    assert seen(state, log) == [3, 5]
    assert seen(state, log) == []


@pytest.mark.parametrize("name", ["debug.log.2.gz", "debug.log-20261126.gz", "debug-20261126.log.gz"])
def test_renamed_and_packed(name: str, log: Path, state: Path) -> None:
    assert seen(state, log) == [1]
    log.with_name(name).write_bytes(gzip.compress(log.read_bytes() + record(3).encode()))
    log.unlink()
    log.write_text(record(4) + record(5))
    report = scan(state, log)
    assert sorted(numbers(report)) == [2, 3, 4]
    assert sorted(source.bytes for source in report.sources) == [len(record(1)), 2 * len(record(1))]


def test_two_rotations_between_two_scans(log: Path, state: Path) -> None:
    assert seen(state, log) == [1]
    log.rename(log.with_name("debug.log.2"))
    log.with_name("debug.log.1.gz").write_bytes(gzip.compress(record(3).encode()))
    log.write_text(record(4) + record(5))
    age(log, log.with_name("debug.log.2"))
    assert seen(state, log) == [2, 3, 4, 5]


def test_rotated_to_another_folder_that_is_named(log: Path, state: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    (old / "debug.log.1").write_text(record(90))
    age(old / "debug.log.1")
    assert seen(state, log, old) == [1, 90]
    log.rename(old / "debug.log.2")
    log.write_text(record(3))
    age(log, old / "debug.log.2")
    assert seen(state, log, old) == [2, 3]


def test_what_was_rotated_before_the_first_scan_is_not_asked_for(log: Path, state: Path) -> None:
    log.with_name("debug.log.1").write_text(record(90))
    log.with_name("debug.log.2.gz").write_bytes(gzip.compress(record(91).encode()))
    age(log, log.with_name("debug.log.1"))
    assert seen(state, log) == [1, 2]
    log.with_name("debug.log.2.gz").rename(log.with_name("debug.log.3.gz"))
    log.with_name("debug.log.2.gz").write_bytes(gzip.compress(log.with_name("debug.log.1").read_bytes()))
    log.rename(log.with_name("debug.log.1"))
    log.write_text(record(3))
    age(log)
    assert seen(state, log) == [3]


def test_a_copy_that_lacks_what_was_read_last_is_no_news_while_it_is_packed(log: Path, state: Path) -> None:
    append(log, record(3) + record(4))
    age(log)
    assert seen(state, log) == [1, 2, 3, 4]
    copy = log.with_name("debug.log.1")
    copy.write_text(record(1) + record(2) + record(3))  # the last one was written between the copy and its end
    copy.with_name("debug.log.1.gz").write_bytes(gzip.compress(copy.read_bytes()))
    log.write_text(record(5))
    age(log)
    assert seen(state, log) == [5]
    copy.unlink()
    assert seen(state, log, copy.with_name("debug.log.1.gz")) == []


def test_emptied_without_a_copy_is_said(log: Path, state: Path) -> None:
    assert seen(state, log) == [1]
    log.write_text(record(7) + record(8))
    report = scan(state, log)
    assert sorted(numbers(report)) == [7]
    assert report.warnings == (
        f"{log}: began anew, and its old content was not found; what was written to it after the last scan is not counted",
    )
    assert scan(state, log).warnings == ()


def test_a_log_that_was_cut_short_has_nothing_new(log: Path, state: Path) -> None:
    append(log, "".join(map(record, range(3, 60))))
    age(log)
    assert len(seen(state, log)) == 59
    with log.open("r+") as stream:
        stream.truncate(20 * len(record(1)))
    assert seen(state, log) == []
    append(log, record(60) + record(61))
    assert seen(state, log) == [60]


def test_pages_and_archives_are_read_again_when_they_change(tmp_path: Path, state: Path) -> None:
    page, packed = tmp_path / "page.html", tmp_path / "logs.tar"
    page.write_text(
        f"<html><body><br /><b>Warning</b>:  Undefined variable $n1 in <b>{'/srv/a.php'}</b> on line <b>3</b><br />"
    )
    (tmp_path / "debug.log").write_text(record(2))
    with tarfile.open(packed, "w") as archive:
        archive.add(tmp_path / "debug.log", "debug.log")
    assert seen(state, page, packed) == [1, 2]
    page.touch()
    packed.touch()
    assert seen(state, page, packed) == []
    page.write_text(page.read_text().replace("$n1", "$n5"))
    append(tmp_path / "debug.log", record(3))
    with tarfile.open(packed, "w") as archive:
        archive.add(tmp_path / "debug.log", "debug.log")
    assert seen(state, page, packed) == [2, 3, 5]


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


def test_a_log_that_is_rotated_while_it_is_read(log: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    age(log)
    plan = Incremental.plan

    def and_then(self: Incremental, *given: object) -> object:
        planned = plan(self, *given)  # type: ignore[arg-type]
        shutil.copy2(log, log.with_name("debug.log.1"))
        log.open("w").close()
        return planned

    with monkeypatch.context() as patch:
        patch.setattr(Incremental, "plan", and_then)
        assert seen(state, log) == []
    assert seen(state, log) == [1, 2]
    log.write_text(record(3))
    age(log)
    with monkeypatch.context() as patch:
        patch.setattr(Incremental, "plan", lambda *given: [plan(*given), log.rename(log.with_name("debug.log.2"))][0])
        assert seen(state, log) == [3]
    log.touch()
    assert seen(state, log) == []


def test_a_packed_log_that_is_finished_while_it_is_read(
    log: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert seen(state, log) == [1]
    packed = log.with_name("debug.log.1.gz")
    data = gzip.compress(log.read_bytes())
    packed.write_bytes(data[:40])
    plan = Incremental.plan

    def and_then(self: Incremental, *given: object) -> object:
        planned = plan(self, *given)  # type: ignore[arg-type]
        packed.write_bytes(data)
        return planned

    with monkeypatch.context() as patch:
        patch.setattr(Incremental, "plan", and_then)
        assert seen(state, log, packed) == []
    log.write_text("")
    assert seen(state, log, packed) == [2]


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


def test_standard_input_is_read_each_time(state: Path) -> None:
    for _ in range(2):
        done = run("scan", "--isolated", "--state", state, "-", data=record(1).encode())
        assert b"$n1" in done.stdout


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


def test_a_rotated_log_that_cannot_be_unpacked_is_said(log: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zstandard = pytest.importorskip("zstandard")
    assert seen(state, log) == [1]
    log.with_name("debug.log.1.zst").write_bytes(zstandard.ZstdCompressor().compress(log.read_bytes()))
    log.write_text("")
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "zstandard", None)
        report = wpdiag.scan([str(log)], state=state)
        assert [source.error for source in report.sources if source.error] == [
            "packed with Zstandard; to read it: pip install 'wpdiag[zstd]'"
        ]
    assert seen(state, log) == [2]


def test_a_name_of_any_bytes(tmp_path: Path, state: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/sh\xf6p.log"))
    file.write_text(record(1) + record(2))
    assert seen(state, file) == [1]
    file.rename(file.with_name(file.name + ".1"))
    file.write_text(record(3) + record(4))
    age(file, file.with_name(file.name + ".1"))
    assert seen(state, file) == [2, 3, 4]


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
