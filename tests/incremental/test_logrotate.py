"""The real logrotate at work while somebody writes and scans run: every record is counted once."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from incremental.logs import NUMBER, age, numbers, scan

pytestmark = pytest.mark.skipif(shutil.which("logrotate") is None, reason="logrotate is not installed")

WRITER = """
import os, signal, sys, time
sys.path.insert(0, sys.argv[3])
from incremental.logs import record
log, pid = sys.argv[1:3]
stream = open(log, "ab", 0)
wanted = []
signal.signal(signal.SIGUSR1, lambda *_: wanted.append("reopen"))
signal.signal(signal.SIGTERM, lambda *_: wanted.append("end"))
open(pid, "w").write(str(os.getpid()))
number = 0
while "end" not in wanted:
    if wanted:
        wanted.clear()
        stream.close()
        stream = open(log, "ab", 0)
        open(pid + ".reopened", "w").close()
    number += 1
    text = record(number, number % 5 * 3).encode()
    half = len(text) * (number % 7) // 7
    stream.write(text[:half])  # a record is seldom written in one go
    stream.write(text[half:])
    time.sleep(0.001)
print(number)
"""
ROTATIONS = 4
REOPEN = """postrotate
 rm -f {pid}.reopened; while kill -USR1 $(cat {pid}) && [ ! -e {pid}.reopened ]; do sleep 0.05; done
endscript"""
WAYS = {
    "create": f"create\n{REOPEN}",
    "create, compress": f"create\ncompress\n{REOPEN}",
    "create, delaycompress": f"create\ncompress\ndelaycompress\n{REOPEN}",
    "create, dateext": f"create\ncompress\ndelaycompress\ndateext\ndateformat -%Y%m%d-%s\n{REOPEN}",
    "copytruncate": "copytruncate",
    "copytruncate, compress": "copytruncate\ncompress",
}


@pytest.mark.parametrize("way", WAYS)
def test_every_record_is_counted_once(way: str, tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    logs.mkdir(mode=0o755)
    log, pid, config, state = logs / "debug.log", tmp_path / "pid", tmp_path / "config", tmp_path / "state.json"
    config.write_text(f"{log} {{\nrotate 1000\nmissingok\n{WAYS[way].format(pid=pid)}\n}}\n")
    config.chmod(0o644)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, log, pid, Path(__file__).parents[1]], stdout=subprocess.PIPE, text=True
    )
    truncates = "copytruncate" in way
    counted: Counter[int] = Counter()
    rotations = scans = 0
    try:
        while not (pid.exists() and log.exists() and log.stat().st_size):
            time.sleep(0.01)
        until = time.monotonic() + 50
        rotation = None
        while rotations < ROTATIONS and time.monotonic() < until:
            counted += numbers(scan(state, log if scans % 3 else logs), cut=truncates)
            scans += 1
            if rotation and rotation.poll() is not None:
                rotations += rotation.returncode == 0
                rotation = None
            elif rotation is None and scans % 4 == 0:
                rotation = subprocess.Popen(
                    ["logrotate", "--force", "--state", tmp_path / "status", config], stderr=subprocess.DEVNULL
                )
    finally:
        writer.terminate()
        written = int(writer.communicate(timeout=20)[0])
    for _ in range(3):
        age(*logs.iterdir())
        counted += numbers(scan(state, log), cut=truncates)
    assert rotations == ROTATIONS
    assert len(list(logs.iterdir())) > 2
    assert sorted(number for number, count in counted.items() if count > 1) == []
    kept = {int(number) for file in logs.iterdir() for number in NUMBER.findall(text_of(file))}
    if not truncates:  # which loses what is written between the copy and its end
        assert kept == set(range(1, written + 1))
    assert sorted(kept - counted.keys()) == []
    assert scans > 3 * ROTATIONS


def text_of(file: Path) -> str:
    data = file.read_bytes()
    return (gzip.decompress(data) if file.suffix == ".gz" else data).decode()
