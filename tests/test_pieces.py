"""A file cut into ranges anywhere, each counted by itself, holds the same records as in one pass."""

from __future__ import annotations

import pickle
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from wpdiag.authoring.carriers import CARRIERS
from wpdiag.counted import Counted, count_piece
from wpdiag.pieces import Options, Piece, pieces
from wpdiag.sources import SourceFile, find
from wpdiag.transports import names
from wrapping import RECORDS

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
REAL = [
    file
    for folder in ("sample_logs", "tests/data/captured", "tests/data/transports", "tests/data/pages")
    for file in sorted((ROOT / folder).iterdir())
    if file.suffix in (".log", ".txt", ".html", ".json")
]
Seen = tuple[object, list[str], int, int, str | None]


def source(file: Path) -> SourceFile:
    (found,) = find([str(file)])
    assert isinstance(found, SourceFile)
    return found


def seen(counted: Counted) -> Seen:
    """Everything that a report is made of."""
    cells = [
        [
            (cell.sample, cell.count, cell.first, cell.last, cell.hours, list(part.transport.unwrap(cell.sample)))
            for cell in part.tally
        ]
        for part in counted.parts
    ]
    lost = sum(part.transport.lost + part.transport.fragments for part in counted.parts)
    return cells, [part.transport.name for part in counted.parts], counted.bytes, lost, counted.error


def whole(file: Path, options: Options = Options()) -> Counted:  # noqa: B008 - it is frozen
    counted = Counted(str(file))
    count_piece(Piece(source(file)), options, counted)
    return counted


def in_ranges(file: Path, size: int, options: Options = Options()) -> tuple[Counted, Counted, int]:  # noqa: B008
    """Counted one range after the other, and each by itself as by a process of its own; how many there were."""
    in_turn, merged = Counted(str(file)), Counted(str(file))
    number = 0
    for piece in pieces(source(file), options, size):
        number += 1
        alone = Counted(str(file))
        count_piece(pickle.loads(pickle.dumps(piece)), options, alone)
        merged.merge(pickle.loads(pickle.dumps(alone)))
        count_piece(piece, options, in_turn)
        if in_turn.ended:
            break
    return in_turn, merged, number


@pytest.mark.parametrize("file", REAL, ids=lambda file: file.name)
def test_real_logs_and_pages(file: Path) -> None:
    expected = seen(whole(file))
    for size in (1, 97, 256, 700, 1024, 5000):
        in_turn, merged, _ = in_ranges(file, size)
        assert seen(in_turn) == expected, size
        assert seen(merged) == expected, size


@settings(max_examples=150)
@given(
    st.sampled_from(sorted(CARRIERS)),
    st.lists(st.sampled_from(RECORDS), min_size=2, max_size=12),
    st.integers(1, 3000),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_any_border_in_the_log_of_any_program(
    name: str, records: list[str], size: int, line_end: str, last_line_ends: bool
) -> None:
    text = "".join(CARRIERS[name][1](record) for record in records)
    text = text if last_line_ends else text.removesuffix("\n")
    with TemporaryDirectory() as folder:
        file = Path(folder, "some.log")
        file.write_text(text, encoding="utf-8", newline=line_end)
        expected = seen(whole(file))
        in_turn, merged, _ = in_ranges(file, size)
        assert seen(in_turn) == expected
        assert seen(merged) == expected


PIECES = st.sampled_from(
    [
        *(
            b"[23-Nov-2026 16:43:10 UTC] ",
            b"PHP Warning:  x in /a.php on line 3\n",
            b"PHP Stack trace:\n",
            b"\n",
            b"\r\n",
        ),
        *(
            "Ошибка".encode(),
            b"#0 {main}\n",
            b"[23-Nov-2026 16:43:11 UTC] PHP   1. a() /a.php:3\n",
            b"\xff",
            b"[23-Nov",
        ),
        *(
            b"<7>Nov 23 16:43:57 web php[7]: ",
            b"2026/11/23 16:46:24 [error] 1#1: *4 ",
            b"  thrown in /a.php on line 3\n",
        ),
        *(b'FastCGI sent in stderr: "PHP message: ', b'" while reading, client: 1, request: "GET /a HTTP/1.1"\n'),
    ]
)


@settings(max_examples=250)
@given(st.sampled_from(names()), st.lists(st.one_of(PIECES, st.binary(max_size=9)), max_size=30), st.integers(1, 300))
def test_any_bytes(name: str, data: list[bytes], size: int) -> None:
    options = Options(transport=name)
    assume(not b"".join(data).startswith(b"PK\x03\x04"))  # an archive is no log
    with TemporaryDirectory() as folder:
        file = Path(folder, "some.log")
        file.write_bytes(b"".join(data))
        assume([type(found) for found in find([str(file)])] == [SourceFile])  # some begin as an archive does
        expected = seen(whole(file, options))
        in_turn, merged, _ = in_ranges(file, size, options)
        assert seen(in_turn) == expected
        assert seen(merged) == expected


def test_the_records_of_a_range_are_whole(tmp_path: Path) -> None:
    trace = "".join(f"#{number} /srv/a.php({number}): call()\n" for number in range(40))
    record = (
        f"PHP Fatal error:  Uncaught Error: x in /srv/a.php:3\nStack trace:\n{trace}  thrown in /srv/a.php on line 3"
    )
    file = tmp_path / "debug.log"
    file.write_text(f"[23-Nov-2026 16:43:10 UTC] {record}\n" * 50, encoding="utf-8")
    in_turn, merged, number = in_ranges(file, 3000)
    assert number > 10
    assert [cell.count for cell in merged.parts[0].tally] == [50]
    assert seen(in_turn) == seen(merged) == seen(whole(file))


def test_records_of_two_processes_in_turn(tmp_path: Path) -> None:
    lines = []
    for second in range(10, 50):
        for part in ("PHP Warning:  First line", "Second line in /srv/a.php on line 47"):
            lines += [f"Nov 23 16:43:{second} web php[{pid}]: {part}\n" for pid in (7, 8)]
    file = tmp_path / "syslog"
    file.write_text("".join(lines), encoding="utf-8")
    expected = seen(whole(file))
    for size in range(100, 2000, 37):
        in_turn, merged, _ = in_ranges(file, size)
        assert seen(in_turn) == seen(merged) == expected


def test_what_cannot_be_split_is_one_piece(tmp_path: Path) -> None:
    for name, data in {
        "page.html": b"<html><body>" + b"<p>Warning: x in /a.php on line 3</p>\n" * 100,
        "wide.log": ("[23-Nov-2026 16:43:10 UTC] x\n" * 100).encode("utf-16"),
        "binary.log": bytes(range(256)) * 40,
        "one-line.log": b"[23-Nov-2026 16:43:10 UTC] " + b"x" * 10_000,
        "empty.log": b"",
    }.items():
        (tmp_path / name).write_bytes(data)
        assert [(piece.start, piece.end) for piece in pieces(source(tmp_path / name), Options(), 500)] == [(0, None)]


def test_lines_of_another_program_later_on_end_the_splitting(tmp_path: Path) -> None:
    file = tmp_path / "debug.log"
    ours = "[23-Nov-2026 16:43:10 UTC] PHP Warning:  x in /srv/a.php on line 3\n"
    theirs = CARRIERS["nginx"][1](RECORDS[0])
    file.write_text(ours * 3000 + (ours + theirs) * 300, encoding="utf-8")
    expected = seen(whole(file))
    assert expected[1] == ["debug-log", "mixed"]
    in_turn, merged, number = in_ranges(file, 50_000)
    assert number == 5
    assert seen(in_turn) == seen(merged)
    assert seen(in_turn)[1:] == expected[1:]
