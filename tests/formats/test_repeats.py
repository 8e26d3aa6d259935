"""What an issue was said in: its lines of code and its texts, in the formats for people."""

from __future__ import annotations

from pathlib import Path

import pytest

import wpdiag
from wpdiag.formats.base import View, by_name
from wpdiag.model import Issue

FILE = "/srv/site/wp-content/themes/acme/image.php"


def issue_of(tmp_path: Path, *lines: str) -> tuple[wpdiag.Report, Issue]:
    log = tmp_path / "debug.log"
    log.write_text("".join(f"[23-Nov-2026 16:43:{at:02} UTC] {line}\n" for at, line in enumerate(lines)))
    report = wpdiag.scan([str(log)])
    (issue,) = report.issues
    return report, issue


def rendered(report: wpdiag.Report, name: str, *, verbose: bool = False) -> str:
    return " ".join(by_name(name).render(report, View(verbose=verbose)).split())


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((28, 29), "image.php:28 · also on line 29"),
        ((28, 29, 31), "image.php:28 · also on lines 29, 31"),
        (tuple(range(28, 36)), "image.php:28 · also on lines 29, 30, 31, 32, 33 and 2 more"),
    ],
)
def test_the_other_lines_of_an_issue(numbers: tuple[int, ...], said: str, tmp_path: Path) -> None:
    report, issue = issue_of(tmp_path, *(f"PHP Warning:  Division by zero in {FILE} on line {at}" for at in numbers))
    assert [place.line for place in issue.places] == list(numbers)
    assert issue.place_count == len(numbers)
    assert said in rendered(report, "text")
    assert f"image.php:{numbers[-1]}</code>" in rendered(report, "html")


def test_at_most_twenty_lines_are_listed(tmp_path: Path) -> None:
    lines = [f"PHP Warning:  Division by zero in {FILE} on line {at}" for at in range(1, 23)]
    report, issue = issue_of(tmp_path, *lines)
    assert (len(issue.places), issue.place_count) == (20, 22)
    assert issue.merging.places
    assert report.merge(report).issues[0].place_count == 22
    assert "and 2 more" in rendered(report, "html")


def test_the_texts_of_an_issue(tmp_path: Path) -> None:
    texts = [f"PHP Warning:  fopen(/tmp/{name}): Failed to open stream: x in {FILE} on line 7" for name in "abcdefg"]
    report, issue = issue_of(tmp_path, *texts)
    assert issue.variants == 7
    assert len(issue.examples) == 5
    assert "7 different texts" in rendered(report, "text")
    assert issue.examples[0] not in rendered(report, "text")
    assert issue.examples[0] in rendered(report, "text", verbose=True)
    assert f"<li>{issue.examples[-1]}</li>" in rendered(report, "html")


def test_the_number_of_texts_is_exact_below_64_and_about_right_above(tmp_path: Path) -> None:
    def variants(number: int) -> int:
        (tmp_path / "debug.log").unlink(missing_ok=True)
        lines = (
            f"PHP Warning:  fopen(/tmp/{at}): Failed to open stream: x in {FILE} on line 7" for at in range(number)
        )
        (tmp_path / "debug.log").write_text("".join(f"[23-Nov-2026 16:43:10 UTC] {line}\n" for line in lines))
        return wpdiag.scan([str(tmp_path / "debug.log")]).issues[0].variants

    assert variants(63) == 63
    assert 64 <= variants(64) < 100
    assert 3000 < variants(5000) < 8000
