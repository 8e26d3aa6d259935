"""Counting: how often, first, last, per hour; the same however the bytes are cut into blocks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wpdiag.model.batch import Batch
from wpdiag.tally import Tally, count
from wpdiag.transports.base import Transport
from wpdiag.transports.debug_log import DebugLog
from wpdiag.transports.json_lines import JsonLines
from wpdiag.transports.nginx import Nginx
from wpdiag.transports.syslog import Syslog

Counts = dict[bytes, tuple[int, int | None, int | None, dict[int, int]]]


def counted(data: bytes, block: int, kind: type[Transport] = DebugLog) -> Counts:
    transport = kind(UTC)
    tally = Tally(transport.hour_width, transport.when)
    for at in range(0, len(data), block):
        tally.add(transport.feed(data[at : at + block]))
    tally.add(transport.finish())
    return {cell.sample: (cell.count, cell.first, cell.last, cell.hours) for cell in tally}


LINE = st.builds(
    lambda day, hour, minute, zone, text: f"[{day:02}-Nov-2026 {hour:02}:{minute:02}:07 {zone}] {text}\n".encode(),
    st.integers(1, 3),
    st.integers(0, 2),
    st.integers(0, 59),
    st.sampled_from(["UTC", "Europe/Berlin", "+05:30"]),
    st.sampled_from(
        ["PHP Warning:  a in /x on line 1", "PHP Notice:  b\nmore in /x on line 2", "text", "Array\n(\n)\n"]
    ),
)


@settings(max_examples=60)
@given(st.lists(LINE, max_size=25), st.integers(1, 400))
def test_blocks_of_any_size_give_the_same_counts(lines: list[bytes], block: int) -> None:
    data = b"".join(lines)
    assert counted(data, block) == counted(data, 1 << 20)


@settings(max_examples=60)
@given(st.lists(LINE, max_size=25), st.randoms())
def test_the_order_of_records_does_not_matter(lines: list[bytes], chance: object) -> None:
    shuffled = list(lines)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert counted(b"".join(shuffled), 1 << 20) == counted(b"".join(lines), 1 << 20)


WARNING = "PHP Warning:  Undefined variable $x in /srv/wp-content/plugins/shop/a.php on line {}"
FATAL = (
    "PHP Fatal error:  Uncaught Error: no in /srv/a.php:3\nStack trace:\n#0 {main}\n  thrown in /srv/a.php on line 3"
)
RECORD = st.tuples(st.just(0), st.integers(0, 59), st.sampled_from([WARNING.format(line) for line in range(30)]))
OTHER = st.tuples(st.integers(0, 1), st.integers(0, 59), st.sampled_from([WARNING.format(3), FATAL]))
LOGGED = st.tuples(
    st.lists(RECORD, min_size=20, max_size=120), st.lists(OTHER, max_size=3), st.lists(RECORD, max_size=60)
).map(lambda parts: [record for part in parts for record in part])


def syslog(hour: int, second: int, line: str) -> str:
    return f"2026-11-23T{hour:02}:05:{second:02}.{second:06}+00:00 web1 php[7]: {line}\n"


def docker(hour: int, second: int, line: str) -> str:
    fraction = f"{second * 7919 % 1000:03}".rstrip("0")  # Docker leaves out zeros at the end
    return f'{{"log":"{line}\\n","stream":"stderr","time":"2026-11-23T{hour:02}:05:{second:02}.{fraction}1Z"}}\n'


def nginx(hour: int, second: int, line: str) -> str:
    sent = f'FastCGI sent in stderr: "PHP message: {line}" while reading response header from upstream'
    return f"2026/11/23 {hour:02}:05:{second:02} [error] 7#7: *{second} {sent}, client: 10.0.0.{second}, server: a\n"


@pytest.mark.slow
@pytest.mark.parametrize(("wrap", "kind"), [(syslog, Syslog), (docker, JsonLines), (nginx, Nginx)])
@settings(deadline=None)
@given(LOGGED, st.sampled_from([3000, 5000, 7000, 20_000]), st.booleans(), st.integers(0, 1))
def test_lines_looked_up_are_counted_as_lines_read(
    wrap: Callable[[int, int, str], str],
    kind: type[Transport],
    logged: list[tuple[int, int, str]],
    block: int,
    in_order: bool,
    cut: int,
) -> None:
    logged = sorted(logged) if in_order else logged
    data = "".join(wrap(hour, second, line) for hour, second, text in logged for line in text.split("\n")).encode()
    data = data[: len(data) - cut]
    assert counted(data, block, kind) == counted(data, 100, kind)  # 100 bytes are too few lines to look any up


def test_first_last_and_hours() -> None:
    data = (
        b"[23-Nov-2026 16:59:59 UTC] x\n[23-Nov-2026 17:00:00 UTC] x\n[23-Nov-2026 16:00:01 UTC] x\n"
        b"[23-Nov-2026 18:00:00 Europe/Berlin] x\n"
    )
    cells = counted(data, 1 << 20)
    count, first, last, hours = cells[b" UTC] x\n"]
    assert count == 3
    assert first is not None
    assert last is not None
    assert last - first == 3599
    assert sorted(hours.values()) == [1, 2]
    assert cells[b" Europe/Berlin] x\n"][1] == last


def test_records_that_differ_only_in_numbers_are_counted_as_one() -> None:
    tally = Tally(0, lambda stamp, body: None)
    tally.add(Batch([b"order %d failed in /srv/x.php on line 7" % (number + 100_000) for number in range(40_000)], []))
    (cell,) = tally
    assert cell.count == 40_000
    assert cell.sample == b"order 100000 failed in /srv/x.php on line 7"
    assert 30_000 < cell.variants.number() < 50_000
    assert len(cell.variants.examples()) == 5


def test_large_records_of_an_hour_do_not_all_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(count, "_OPEN_SIZE", 10_000)
    tally = Tally(13, lambda stamp, body: 0)
    for number in range(100):
        tally.add(Batch([b"%d" % number + b"x" * 1000], [b"2026-11-23T16:00:%02d" % (number % 60)]))
        assert sum(map(len, tally._open.get(b"2026-11-23T16", {}))) <= 11_000
    assert sum(cell.count for cell in tally) == 100
