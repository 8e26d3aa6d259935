"""``wpdiag watch`` tells what is new in a log while somebody writes to it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from incremental.logs import age, record
from program import run

pytestmark = pytest.mark.slow


class Watching:
    """The program at work, and the file that its standard output goes to."""

    def __init__(self, folder: Path, *words: object) -> None:
        self.out, self.complaints = folder / "out", folder / "err"
        with self.out.open("wb") as out, self.complaints.open("wb") as err:
            self.program = subprocess.Popen(
                [sys.executable, "-m", "wpdiag", "watch", "--isolated", "--interval", "0.1", *map(str, words)],
                stdout=out,
                stderr=err,
            )

    def until(self, file: Path, text: str) -> str:
        """What is printed, as soon as it has a text."""
        deadline = time.monotonic() + 50
        while text not in file.read_text():
            assert time.monotonic() < deadline, file.read_text()
            assert self.program.poll() is None, self.complaints.read_text()
            time.sleep(0.02)
        return file.read_text()

    def stop(self) -> None:
        """Ctrl-C."""
        self.program.send_signal(signal.SIGINT)
        assert self.program.wait(20) == 130
        assert "Traceback" not in self.complaints.read_text()


@contextmanager
def watching(folder: Path, *words: object) -> Iterator[Watching]:
    found = Watching(folder, *words)
    try:
        yield found
        found.stop()
    finally:
        found.program.kill()
        found.program.wait()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    file = tmp_path / "debug.log"
    file.write_text(record(1))
    age(file)
    return file


def append(file: Path, text: str) -> None:
    with file.open("a") as stream:
        stream.write(text)


def test_text(tmp_path: Path, log: Path) -> None:
    with watching(tmp_path, log) as program:
        program.until(program.complaints, "1 issue so far")
        append(log, record(2) + record(3))
        first = program.until(program.out, "$n2")
        assert "$n1" not in first
        assert "Plugin shop" in first
        log.rename(log.with_name("debug.log.1"))
        append(log, record(2) * 3 + record(4))
        program.until(program.out, "3× again (4 in all)  warning  plugin:shop: Undefined variable $n2\n")
        program.until(program.out, "$n4")  # the last record, when nobody has written for two seconds
        assert program.out.read_text().count("Undefined variable $n3") == 1


def test_json_lines_and_a_state(tmp_path: Path, log: Path) -> None:
    state = tmp_path / "state.json"
    assert run("scan", "--isolated", "--state", state, log).returncode == 1
    append(log, record(1) + record(2) * 2)
    with watching(tmp_path, "--format", "jsonl", "--state", state, "--level", "warning", log) as program:
        program.until(program.out, "$n2")
        assert run("scan", "--isolated", "--state", state, log).returncode == 2  # one at a time
        append(log, record(2) + record(5))
        lines = program.until(program.out, "$n5").splitlines()
        program.until(state, f'"position":{log.stat().st_size}')
    events = [json.loads(line) for line in lines]
    new = sorted(event["message"][-2:] for event in events if event["event"] == "new")
    assert new == ["n1", "n2", "n5"]
    assert events[0]["issue"]["fingerprint"] == events[0]["fingerprint"]
    again = [event for event in events if event["event"] == "again"]
    assert sum(event["count"] for event in events if event["message"].endswith("$n2")) == 3
    assert again[-1]["total"] == 3
    assert again[-1]["issue"] is None
    age(log)
    assert run("scan", "--isolated", "--state", state, log).returncode == 0


def test_what_cannot_be_read_is_said_once(tmp_path: Path, log: Path) -> None:
    missing = tmp_path / "missing.log"
    with watching(tmp_path, log, missing) as program:
        program.until(program.complaints, "1 issue so far")
        append(missing, record(2) * 2)
        program.until(program.out, "$n2")
        assert program.complaints.read_text().count(f"wpdiag: {missing}: no such file or directory\n") == 1


def test_a_log_that_does_not_exist_yet_is_waited_for(tmp_path: Path) -> None:
    missing = tmp_path / "missing.log"
    with watching(tmp_path, missing) as program:
        program.until(program.complaints, "0 issues so far")
        time.sleep(1)  # several looks
        missing.write_text(record(2) * 2)
        program.until(program.out, "$n2")
        assert program.complaints.read_text().count("so far") == 1


def test_hostile_text_reaches_no_terminal(tmp_path: Path, log: Path) -> None:
    with watching(tmp_path, log) as program:
        program.until(program.complaints, "1 issue so far")
        append(log, record(7).replace("$n7", "$n7\x1b[31m") * 2)
        program.until(program.out, "$n7")
        append(log, record(7).replace("$n7", "$n7\x1b[31m") * 2 + record(8))
        assert "\x1b" not in program.until(program.out, "again")


def test_what_is_known_or_ignored_is_not_told_nor_anybodys_secret(tmp_path: Path, log: Path) -> None:
    (tmp_path / "known.log").write_text(record(2))
    assert run("baseline", "create", tmp_path / "known.jsonl", tmp_path / "known.log", "--isolated").returncode == 0
    config = tmp_path / "watch.toml"
    config.write_text("redact = true\n[[ignore]]\nrule = 'file-*'\nreason = 'x'\n")
    words = ("--config", config, "--baseline", tmp_path / "known.jsonl", log)
    with watching(tmp_path, *words) as program:
        program.until(program.complaints, "1 issue so far")
        opened = record(3).replace("Undefined variable $n3", "fopen(/x): Failed to open stream")
        append(log, opened + record(2) + record(4).replace("$n4", "$n4 of a.geheim-laden.de") + record(5))
        program.until(program.out, "<host-1>")
        append(log, record(6).replace("$n6", "$n6 of b.geheim-laden.de and a.geheim-laden.de") + record(7))
        text = " ".join(program.until(program.out, "$n6").split())
    assert "$n6 of <host-2> and <host-1>" in text
    assert "geheim" not in text
    assert "fopen" not in text
    assert "$n2" not in text


@pytest.mark.parametrize("words", [["-"], ["--format", "html", "x.log"], ["--interval", "0", "x.log"]])
def test_wrong_usage(words: list[str]) -> None:
    assert run("watch", "--isolated", *words).returncode == 2
