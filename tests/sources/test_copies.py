"""Rotated sets are counted once."""

from __future__ import annotations

import gzip
from pathlib import Path

from wpdiag.model import Report
from wpdiag.pipeline import scan


def line(second: int) -> str:
    return f"[23-Nov-2026 16:43:{second:02} UTC] PHP Warning:  Undefined variable $x in /w/wp-content/plugins/shop/a.php on line 3\n"


FIRST, SECOND, THIRD = ("".join(map(line, range(at, at + 10))) for at in (0, 10, 20))


def total(report: Report) -> int:
    return sum(issue.count for issue in report.issues)


def test_a_set_of_different_files_is_counted_whole(tmp_path: Path) -> None:
    (tmp_path / "debug.log").write_text(THIRD)
    (tmp_path / "debug.log.1").write_text(SECOND)
    (tmp_path / "debug.log.2.gz").write_bytes(gzip.compress(FIRST.encode()))
    report = scan([str(tmp_path)])
    assert (total(report), report.warnings) == (30, ())


def test_a_log_beside_its_packed_self_is_counted_once(tmp_path: Path) -> None:
    (tmp_path / "debug.log.1").write_text(FIRST)
    (tmp_path / "debug.log.1.gz").write_bytes(gzip.compress(FIRST.encode()))
    report = scan([str(tmp_path)])
    assert total(report) == 10
    (warning,) = report.warnings
    assert "is in" in warning
    assert "was not counted again" in warning
    assert len(report.sources) == 1


def test_the_copy_that_copytruncate_left_is_counted_once(tmp_path: Path) -> None:
    (tmp_path / "debug.log").write_text(FIRST + SECOND)  # not truncated yet, and written to since
    (tmp_path / "debug.log.1").write_text(FIRST)
    report = scan([str(tmp_path)])
    assert total(report) == 20
    assert report.warnings == (f"{tmp_path}/debug.log.1: is in {tmp_path}/debug.log already and was not counted again",)


def test_equal_logs_of_two_sites_are_both_counted(tmp_path: Path) -> None:
    for site in ("a", "b"):
        (tmp_path / site).mkdir()
        (tmp_path / site / "debug.log").write_text(FIRST)
    (tmp_path / "a" / "error.log").write_text(FIRST)
    assert total(scan([str(tmp_path)])) == 30


def test_one_file_under_two_names_is_counted_once(tmp_path: Path) -> None:
    (tmp_path / "debug.log").write_text(FIRST)
    (tmp_path / "link.log").symlink_to(tmp_path / "debug.log")
    (tmp_path / "hard.log").hardlink_to(tmp_path / "debug.log")
    assert total(scan([str(tmp_path), str(tmp_path / "debug.log")])) == 10
