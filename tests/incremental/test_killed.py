"""A scan may be killed at any point: its state is the one before or the one after, and after only with its report."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from incremental.logs import age, numbers, record, scan
from wpdiag.model import Report

pytestmark = pytest.mark.slow


def test_kill_9_at_any_point(tmp_path: Path) -> None:
    log, state, out = tmp_path / "debug.log", tmp_path / "state.json", tmp_path / "report.json"
    chance = random.Random(7)
    counted: Counter[int] = Counter()
    written = 0
    before = b""
    ended = {"killed": 0, "advanced": 0, "finished": 0}
    longest = 0.3
    for turn in range(30):
        with log.open("a") as stream:
            for _ in range(chance.randint(1, 40)):
                written += 1
                stream.write(record(written, written % 4))
        if turn % 5 == 4:
            log.rename(log.with_name(f"debug.log.{100 - turn}"))
            log.touch()
        out.unlink(missing_ok=True)
        began = time.monotonic()
        program = subprocess.Popen(
            [sys.executable, "-m", "wpdiag", "scan", "--isolated", "--state", state, "-q", "-o", out, log],
            stderr=subprocess.PIPE,
        )
        try:
            # the more often near the end, where report and state are written
            program.wait(None if turn % 5 == 0 else longest * chance.uniform(0.6, 1.1))
        except subprocess.TimeoutExpired:
            program.kill()
        else:
            longest = max(0.05, time.monotonic() - began)
            ended["finished"] += 1
        _, complaint = program.communicate(timeout=20)
        assert complaint == b""
        ended["killed"] += program.returncode == -9
        after = state.read_bytes() if state.exists() else b""
        if after != before:
            counted += numbers(Report.from_json(out.read_bytes()))
            ended["advanced"] += program.returncode == -9
        before = after
    age(*(file for file in tmp_path.iterdir() if file.name.startswith("debug")))
    counted += numbers(scan(state, log))
    assert counted == Counter(range(1, written + 1))
    assert ended["killed"] > 5, ended
    assert ended["finished"] > 3, ended
    assert not list(tmp_path.glob("*.new")), "left over"
