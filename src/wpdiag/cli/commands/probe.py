"""``wpdiag probe``: a must-use plugin that logs who calls, for a few days."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from wpdiag.cli.exits import fail

_SOURCE = Path(__file__).parents[2] / "probe.php"


def register(parent: typer.Typer) -> None:
    """Add the command to the program."""
    parent.command()(probe)


def probe(
    days: Annotated[int, typer.Option(min=1, max=90, help="How long it logs before it stops by itself.")] = 7,
    max_size: Annotated[int, typer.Option(metavar="KB", min=10, max=100_000, help="How much it logs at most.")] = 2048,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it to a file.")] = None,
) -> None:
    """Print a must-use plugin that logs the calls behind "called incorrectly" and "deprecated" messages.

    Copy it to wp-content/mu-plugins/wpdiag-probe.php, let the messages happen, scan the log again: "likely" becomes
    "certain". It logs names of functions and files only, stops by itself, and can be deleted at any time.
    """
    text = _SOURCE.read_text(encoding="utf-8")
    text = re.sub(r"const UNTIL     = \d+;", f"const UNTIL     = {int(time.time()) + days * 86_400};", text, count=1)
    text = re.sub(r"const MAX_BYTES = \d+;", f"const MAX_BYTES = {max_size * 1024};", text, count=1)
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        fail(f"{output}: {error.strerror or error}")
