"""Issues that nobody printed but the scan shows: made from what was found, in words that ``diagnose`` understands."""

from __future__ import annotations

from wpdiag.model import Diagnostic
from wpdiag.report.collect import Collector
from wpdiag.tally import Cell

PATHS_SHOWN = "page.paths_shown_to_visitors"


def add_findings(collector: Collector) -> None:
    """Add the findings of a scan to its issues."""
    _paths_shown(collector)


def _paths_shown(collector: Collector) -> None:
    """Messages in page output name files of the server to every visitor: one issue, however many messages."""
    shown = [item for item in collector.shown() if item[0].location is not None]
    if not shown:
        return
    files = sorted({item[0].location.file for item in shown if item[0].location})
    cell = Cell(b"")
    for _, counted, _ in shown:
        cell.merge(counted)
    diagnostic = Diagnostic(
        identifier=PATHS_SHOWN,
        level="warning",
        php_level=None,
        message="Server paths are shown to visitors",
        raw="",
        params={"example": files[0]},
        shown=True,
    )
    collector.add(diagnostic, cell, {name for _, _, names in shown for name in names})
