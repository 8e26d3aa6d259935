"""Whatever is written, rotated, copied and packed between scans: together they count what one scan of all counts."""

from __future__ import annotations

import gzip
import os
import shutil
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from incremental.logs import age, message, numbers, record, scan
from wpdiag.authoring.carriers import CARRIERS

pytestmark = pytest.mark.slow


class Rotation(RuleBasedStateMachine):
    """A writer, a rotation and a scan of one log take turns."""

    def __init__(self) -> None:
        super().__init__()
        self.temporary = TemporaryDirectory()
        self.folder = Path(self.temporary.name)
        self.log = self.folder / "debug.log"
        self.state = self.folder / "state.json"
        self.number = 0
        self.unfinished = b""
        self.counted: Counter[int] = Counter()
        self.may_be_lost: set[int] = set()
        self.carrier = "debug-log"
        self.dated = False

    @initialize(
        carrier=st.sampled_from(["debug-log", "debug-log", "nginx", "syslog iso", "docker"]), dated=st.booleans()
    )
    def begin(self, carrier: str, dated: bool) -> None:
        self.carrier, self.dated = carrier, dated
        self.stream: BinaryIO = self.log.open("ab")
        self.write([0, 3])
        self.look(whole=False)

    def teardown(self) -> None:
        self.finish()
        self.stream.close()
        self.settle()
        once = Counter(range(1, self.number + 1))
        if not self.may_be_lost:
            assert self.counted == once == numbers(scan(None, self.folder))
        assert Counter({number: count for number, count in self.counted.items() if count != 1}) == Counter()
        assert once.keys() - self.counted.keys() <= self.may_be_lost
        self.temporary.cleanup()

    @invariant()
    def nothing_is_counted_twice(self) -> None:
        assert not [number for number, count in self.counted.items() if count > 1]

    @rule(calls=st.lists(st.sampled_from([0, 0, 0, 2, 30]), min_size=1, max_size=5))
    def write(self, calls: list[int]) -> None:
        self.finish()
        for each in calls:
            self.stream.write(self.text(each))
        self.stream.flush()

    @rule(calls=st.sampled_from([0, 4]), share=st.floats(0.05, 0.95))
    def write_a_part(self, calls: int, share: float) -> None:
        self.finish()
        text = self.text(calls)
        at = int(len(text) * share)
        self.stream.write(text[:at])
        self.stream.flush()
        self.unfinished = text[at:]

    @rule(whole=st.booleans())
    def look(self, whole: bool) -> None:
        self.counted += numbers(scan(self.state, self.folder if whole else self.log))

    @rule()
    def settle(self) -> None:
        """Nobody writes for a while."""
        if not self.stream.closed:
            self.finish()
        age(*(file for file in self.folder.iterdir() if file.name.startswith("debug")))
        for _ in range(2):
            self.look(whole=False)

    @rule(compress=st.booleans(), delayed=st.booleans(), reopens=st.booleans())
    def rotate(self, compress: bool, delayed: bool, reopens: bool) -> None:
        self.make_room()
        rotated = self.rotated()
        self.log.rename(rotated)
        if delayed:  # the log before this one is packed, as logrotate does it
            self.compress_all(but=rotated)
        if reopens or compress:
            self.reopen()
        else:
            self.log.touch()
        if compress and not delayed:
            self.compress_all(but=None)

    @rule(compress=st.booleans())
    def copy_and_truncate(self, compress: bool) -> None:
        self.reopen()  # what is written to a log that was renamed is nobody's matter here
        self.make_room()
        shutil.copy(self.log, self.rotated())
        self.look(whole=False)
        self.log.open("wb").close()
        if compress:
            self.compress_all(but=None)

    @rule()
    def a_copy_is_made(self) -> None:
        """A part of it stands there while a scan runs."""
        self.make_room()
        rotated = self.rotated()
        data = self.log.read_bytes()
        rotated.write_bytes(data[: len(data) // 2])
        self.look(whole=False)
        rotated.unlink()

    @rule()
    def it_is_being_packed(self) -> None:
        self.reopen()
        self.make_room()
        rotated = self.rotated()
        self.log.rename(rotated)
        self.reopen()
        packed = rotated.with_name(rotated.name + ".gz")
        data = gzip.compress(rotated.read_bytes())
        packed.write_bytes(data[: len(data) * 2 // 3])
        self.look(whole=False)
        packed.write_bytes(data)
        rotated.unlink()

    @precondition(lambda self: self.number > 3)
    @rule()
    def truncate(self) -> None:
        """Somebody empties the log: what no scan has read is lost."""
        self.reopen()
        held = self.log.read_bytes().decode()
        self.may_be_lost |= {number for number in range(1, self.number + 1) if f"$n{number} " in held}
        self.log.open("wb").close()

    def text(self, calls: int) -> bytes:
        self.number += 1
        if self.carrier == "debug-log":
            return record(self.number, calls).encode()
        return CARRIERS[self.carrier][1](message(self.number, calls)).encode()

    def finish(self) -> None:
        self.stream.write(self.unfinished)
        self.stream.flush()
        self.unfinished = b""

    def reopen(self) -> None:
        """The writer is told to open its log anew."""
        self.finish()
        self.stream.close()
        self.stream = self.log.open("ab")

    def rotated(self) -> Path:
        if self.dated:
            return self.folder / f"debug.log-20261126-{len(list(self.folder.iterdir()))}"
        return self.folder / "debug.log.1"

    def make_room(self) -> None:
        if self.dated:
            return
        files = [file for file in self.folder.iterdir() if file.name.startswith("debug.log.")]
        for file in sorted(files, key=lambda file: -int(file.name.split(".")[2])):
            name, log, number, *packed = file.name.split(".")
            file.rename(self.folder / ".".join([name, log, str(int(number) + 1), *packed]))

    def compress_all(self, but: Path | None) -> None:
        writing = self.stream.fileno()
        for file in list(self.folder.iterdir()):
            held = os.fstat(writing).st_ino == file.stat().st_ino
            if file.name.startswith("debug.log") and file not in (self.log, but) and file.suffix != ".gz" and not held:
                file.with_name(file.name + ".gz").write_bytes(gzip.compress(file.read_bytes()))
                file.unlink()


TestRotation = pytest.mark.filterwarnings("ignore::ResourceWarning")(Rotation.TestCase)
TestRotation.settings = settings(
    max_examples=60,
    stateful_step_count=20,
    deadline=None,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
