"""Numbered records, and what incremental scans say of them."""

from __future__ import annotations

import os
import re
from collections import Counter
from functools import cache
from pathlib import Path

import wpdiag
from wpdiag.advise import RuleBook, load
from wpdiag.model import Report

OLD = 600
"""Seconds after which a file is finished."""
PLACE = "/srv/wp-content/plugins/shop/cart.php"
NUMBER = re.compile(r"\$n(\d+)")


def stamped(text: str, number: int) -> str:
    return f"[26-Nov-2026 {number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02} UTC] {text}\n"


def message(number: int, calls: int = 0) -> str:
    """A record that names its number; one with calls has a stack trace."""
    if not calls:
        return f"PHP Warning:  Undefined variable $n{number} in {PLACE} on line 3"
    trace = "".join(f"#{call} {PLACE}({call}): call()\n" for call in range(calls))
    return (
        f"PHP Fatal error:  Uncaught Error: Undefined constant $n{number} in {PLACE}:3\nStack trace:\n{trace}"
        f"#{calls} {{main}}\n  thrown in {PLACE} on line 3"
    )


def record(number: int, calls: int = 0) -> str:
    """As a line of a debug.log, or some lines."""
    return stamped(message(number, calls), number)


def numbers(report: Report, *, cut: bool = False) -> Counter[int]:
    """How often each record was counted; no other record is in the report.

    :param cut: whether a record may have been cut in two, before its number.
    """
    found: Counter[int] = Counter()
    for issue in report.issues:
        if issue.identifier.startswith("page."):  # what the scan found by itself
            continue
        named = NUMBER.search(issue.message)
        assert named or cut, issue.message
        if named:
            found[int(named[1])] += issue.count
    return found


def scan(state: Path | None, *sources: Path, jobs: int = 1) -> Report:
    """What is new; everything can be read."""
    report = wpdiag.scan(list(map(str, sources)), state=state, jobs=jobs, book=_book())
    assert [source.error for source in report.sources if source.error] == []
    return report


def append(file: Path, text: str) -> None:
    """Somebody writes more."""
    with file.open("a") as stream:
        stream.write(text)


def seen(state: Path, *sources: Path, jobs: int = 1) -> list[int]:
    """The numbers of the records that are new."""
    return sorted(numbers(scan(state, *sources, jobs=jobs)).elements())


def age(*files: Path) -> None:
    """As if nobody had written to them for a while."""
    for file in files:
        written = file.stat().st_mtime - OLD
        os.utime(file, (written, written))


@cache
def _book() -> RuleBook:
    return RuleBook(load())
