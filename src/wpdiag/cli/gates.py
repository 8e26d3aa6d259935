"""The gates that a command line asks for."""

from __future__ import annotations

from pathlib import Path

from wpdiag.cli.exits import fail
from wpdiag.config import Resolved
from wpdiag.gate.baseline import Baseline, BaselineError, read
from wpdiag.gate.threshold import Gate


def gate_of(resolved: Resolved) -> tuple[Gate, Baseline | None]:
    """Which issues fail, and the baseline; ends the program with one clear line where there is none to read."""
    settings = resolved.settings
    if settings.fail_on_new and settings.baseline is None:
        fail("--fail-on-new needs a baseline: --baseline FILE")
    gate = Gate(
        fail_on=settings.fail_on,
        only_new=settings.fail_on_new is not False,
        min_confidence=settings.min_confidence,
        max_count=settings.max_count,
    )
    return gate, baseline_in(settings.baseline) if settings.baseline else None


def baseline_in(file: Path) -> Baseline:
    """The baseline in a file; ends the program with one clear line where there is none."""
    try:
        return read(file)
    except BaselineError as error:
        fail(str(error))
