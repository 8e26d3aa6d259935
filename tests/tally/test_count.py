"""Counting: how often, first, last, per hour; the same however the bytes are cut into blocks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from wpdiag.model.batch import Batch
from wpdiag.tally import Tally
from wpdiag.tally.cells import FOLD_ABOVE
from wpdiag.tally.fold import template
from wpdiag.transports.debug_log import DebugLog

Counts = dict[bytes, tuple[int, int | None, int | None, dict[int, int]]]


def counted(data: bytes, block: int) -> Counts:
    transport = DebugLog()
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


@settings(max_examples=60, deadline=None)
@given(st.lists(LINE, max_size=25), st.integers(1, 400))
def test_blocks_of_any_size_give_the_same_counts(lines: list[bytes], block: int) -> None:
    data = b"".join(lines)
    assert counted(data, block) == counted(data, 1 << 20)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINE, max_size=25), st.randoms())
def test_the_order_of_records_does_not_matter(lines: list[bytes], chance: object) -> None:
    shuffled = list(lines)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert counted(b"".join(shuffled), 1 << 20) == counted(b"".join(lines), 1 << 20)


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


def test_records_that_differ_only_in_numbers_are_folded_when_there_are_too_many() -> None:
    tally = Tally(0, lambda stamp, body: None)
    size = 1000
    bodies = [
        b"order %d failed in /srv/x.php on line 7 " % (number + 100_000) + b"x" * size for number in range(40_000)
    ]
    assert sum(map(len, bodies)) > FOLD_ABOVE
    tally.add(Batch(bodies, []))
    cells = list(tally)
    assert sum(cell.count for cell in cells) == 40_000
    assert len(cells) == 1


def test_templates_keep_what_tells_problems_apart() -> None:
    assert template("order 123456 of 10.0.0.1 at 2026-11-23 failed") == "order <*> of <*> at <*> failed"
    assert template('Undefined array key 5 in version 6.7.0, "a"') == 'Undefined array key 5 in version 6.7.0, "a"'
    assert template("hash d41d8cd98f00b204e9800998ecf8427e, id 0xdeadbeef") == "hash <*>, id <*>"
