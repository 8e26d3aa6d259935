"""Objects of remote storage beside a state file: each is read once, and again when it has changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import wpdiag
from incremental.logs import numbers, record
from wpdiag.model import Report
from wpdiag.sources.remote import Remote

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def storage() -> Iterator[Any]:
    """Fsspec's memory, with two logs."""
    files = fsspec.filesystem("memory")
    files.pipe({"/logs/a.log": record(1).encode(), "/logs/b.log": record(2).encode()})
    yield files
    files.store.clear()


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


def scan(state: Path, *words: str) -> Report:
    return wpdiag.scan(words or ["memory://logs/*"], state=state)


def seen(report: Report) -> list[int]:
    assert [source.error for source in report.sources if source.error] == []
    return sorted(numbers(report).elements())


def test_only_new_objects_are_read(storage: Any, state: Path) -> None:
    assert seen(scan(state)) == [1, 2]
    again = scan(state)
    assert (seen(again), again.warnings) == ([], ())
    assert [source.name for source in again.sources] == ["memory://logs/a.log", "memory://logs/b.log"]
    storage.pipe({"/logs/c.log": record(3).encode()})
    assert seen(scan(state)) == [3]
    assert seen(scan(state)) == []


def test_one_that_was_written_anew_is_counted_again_and_this_is_said(storage: Any, state: Path) -> None:
    scan(state)
    storage.pipe({"/logs/a.log": (record(1) + record(3)).encode()})
    report = scan(state)
    assert seen(report) == [1, 3]
    assert report.warnings == ("memory://logs/a.log: has changed since the last scan; all of it is counted again",)
    assert seen(scan(state)) == []


def test_one_that_breaks_off_is_read_the_next_time(storage: Any, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage.pipe({"/logs/a.log": record(1).encode() * 400_000})

    class Breaks(io.BytesIO):
        def readinto(self, buffer: Any, /) -> int:
            if self.tell() > 9_000_000:
                raise OSError("connection lost")
            return super().readinto(buffer)

        def read(self, size: int | None = -1, /) -> bytes:
            data = bytearray(len(self.getvalue()) if size is None or size < 0 else size)
            return bytes(data[: self.readinto(data)])

    def opened(*_: object) -> io.BytesIO:
        return Breaks(storage.cat("/logs/a.log"))

    with monkeypatch.context() as patch:
        patch.setattr(Remote, "open", opened)
        report = scan(state, "memory://logs/a.log")
        assert (report.sources[0].error, report.issues) == ("connection lost", ())
    assert len(seen(scan(state, "memory://logs/a.log"))) == 400_000
    assert seen(scan(state, "memory://logs/a.log")) == []


def test_archives(storage: Any, state: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as members:
        for number in (5, 6):
            members.writestr(f"{number}.log", record(number))
    storage.pipe({"/packed/logs.zip": packed.getvalue()})
    assert seen(scan(state, "memory://packed/logs.zip")) == [5, 6]
    assert seen(scan(state, "memory://packed/logs.zip")) == []


def test_no_password_is_remembered(storage: Any, state: Path) -> None:
    scan(state, "memory://me:secret@host/logs/a.log")
    scan(state)
    assert "secret" not in state.read_text()
