"""What is new in sources of every kind: programs' logs, pages, archives, standard input."""

from __future__ import annotations

import os
import tarfile
from pathlib import Path

import pytest

from incremental.logs import age, append, message, record, seen
from program import run
from wpdiag.authoring.carriers import CARRIERS

pytestmark = pytest.mark.slow


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


def test_standard_input_is_read_each_time(state: Path) -> None:
    for _ in range(2):
        done = run("scan", "--isolated", "--state", state, "-", data=record(1).encode())
        assert b"$n1" in done.stdout


def test_a_name_of_any_bytes(tmp_path: Path, state: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/sh\xf6p.log"))
    file.write_text(record(1) + record(2))
    assert seen(state, file) == [1]
    file.rename(file.with_name(file.name + ".1"))
    file.write_text(record(3) + record(4))
    age(file, file.with_name(file.name + ".1"))
    assert seen(state, file) == [2, 3, 4]
