"""What the terminal can show: colours, width, progress."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from wpdiag.counted import Progress
from wpdiag.formats.base import View
from wpdiag.safe import safe_line

_BAR_FROM = 32 << 20
"""Bytes from which on a scan takes long enough for a progress bar."""


def view(color: str, *, to_terminal: bool, verbose: bool) -> View:
    """How to write to standard output, or to a file."""
    if color == "auto":
        forced = os.environ.get("FORCE_COLOR", "0") not in ("", "0")
        colored = not os.environ.get("NO_COLOR") and (forced or (to_terminal and sys.stdout.isatty()))
        colored = colored and os.environ.get("TERM") != "dumb"
    else:
        colored = color == "always"
    width = min(shutil.get_terminal_size((88, 24)).columns, 110)
    return View(color=colored, width=width, verbose=verbose)


@contextmanager
def progress(total: int | None, *, quiet: bool) -> Iterator[Progress | None]:
    """A progress bar on standard error while a long scan runs on a terminal; None where none is wanted."""
    if quiet or not sys.stderr.isatty() or os.environ.get("CI") or (total is not None and total < _BAR_FROM):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("scanning", total=total)
        yield lambda name, size: bar.update(task, advance=size, description=safe_line(name)[-40:])
