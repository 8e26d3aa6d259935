"""A log that is renamed, packed, copied, emptied or cut short between two scans, or while one reads it."""

from __future__ import annotations

import gzip
import shutil
import sys
from pathlib import Path

import pytest

import wpdiag
from incremental.logs import age, append, numbers, record, scan, seen
from wpdiag.incremental import Incremental
from wpdiag.incremental.content import Member


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


def test_a_scan_between_a_copy_and_the_truncation_sees_more_than_the_copy_has(log: Path, state: Path) -> None:
    assert seen(state, log) == [1]
    shutil.copy(log, log.with_name("debug.log.1"))
    append(log, record(3))
    assert seen(state, log) == [2]
    log.write_text(record(4) + record(5))
    assert seen(state, log) == [4]
    age(log, log.with_name("debug.log.1"))
    assert seen(state, log.parent) == [5]


def test_copied_and_truncated_while_it_is_looked_at(log: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append(log, "".join(map(record, range(3, 100))))
    assert seen(state, log) == list(range(1, 99))
    append(log, record(100))
    copy = log.with_name("debug.log.1")
    tail = Member.tail

    def truncated(member: Member, position: int, length: int) -> str | None:
        if not copy.exists():
            shutil.copy(log, copy)
            log.write_text(record(101) + record(102))
        return tail(member, position, length)

    with monkeypatch.context() as patch:
        patch.setattr(Member, "tail", truncated)
        found = seen(state, log)
    age(log, copy)
    found += seen(state, log)
    assert sorted(found) == [99, 100, 101, 102]
