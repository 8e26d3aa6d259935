"""JSON reports read back, one or many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from wpdiag.cli.exits import UNREADABLE, fail, tell
from wpdiag.lazy import lazy
from wpdiag.misfit import misfit
from wpdiag.model import LEVELS, SCHEMA_VERSION, Report
from wpdiag.report.merge import as_one_site
from wpdiag.safe import safe_line
from wpdiag.sources import Limits, Problem, Skipped, SourceFile, find
from wpdiag.sources.compression import ERRORS, decompressed
from wpdiag.sources.find import reason

_ENDING = lazy(r"(?:\.json)?(?:\.(?:gz|bz2|xz|zst))?$")


class ReportError(ValueError):
    """Some bytes are no report; the message is for people."""


def read_report(file: Path) -> Report:
    """A JSON report, packed or not; ends the program with exit code 3 where it cannot be read."""
    try:
        return report_in(_bytes(lambda: decompressed(file.open("rb"), Limits())))
    except ReportError as error:
        fail(f"{file}: {error}", UNREADABLE)


def report_in(data: bytes) -> Report:
    """The report in some bytes.

    :raises ReportError: where they are none.
    """
    try:
        report = Report.from_json(data)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise ReportError(f"not a wpdiag report: {misfit(error)}") from error
    if report.schema_version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        raise ReportError(f"version {report.schema_version!r:.20} of reports is not known to this wpdiag")
    strange = {issue.level for issue in report.issues}.difference(LEVELS)
    if strange:
        raise ReportError(f"not a wpdiag report: no level '{min(strange)}'")
    return report


class Reports:
    """The reports behind some words, one after the other, so that any number fits into memory; one line on standard
    error for each that cannot be read.

    :param words: files, globs, ``-``.
    :param limits: how much packed reports may unpack to.
    :param one_site_each: whether each is of a site of its own, named like the file.
    """

    def __init__(self, words: Iterable[str], limits: Limits, *, one_site_each: bool) -> None:
        self._words = words
        self._limits = limits
        self._one_site_each = one_site_each
        self.unread = 0
        """How many could not be read so far."""

    def __iter__(self) -> Iterator[Report]:
        """The reports."""
        for found in find(self._words, self._limits):
            if isinstance(found, Skipped):
                tell(f"{safe_line(found.name)}: {safe_line(found.reason)}")
                continue
            try:
                report = report_in(_bytes(found.open)) if isinstance(found, SourceFile) else None
                said = found.reason if isinstance(found, Problem) else ""
            except ReportError as error:
                report, said = None, str(error)
            if report is None:
                self.unread += 1
                tell(f"{safe_line(found.name)}: {safe_line(said)}")
            elif self._one_site_each:
                yield as_one_site(report, _ENDING.sub("", found.name))
            else:
                yield report


def _bytes(open_: Callable[[], BinaryIO]) -> bytes:
    try:
        with open_() as stream:
            return stream.read()
    except OSError as error:
        raise ReportError(reason(error)) from error
    except ERRORS as error:
        raise ReportError(f"damaged compressed data: {error}") from error
