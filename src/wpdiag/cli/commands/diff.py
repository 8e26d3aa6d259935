"""``wpdiag diff``: two reports, and what changed between them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from wpdiag.cli.exits import CLEAN, ISSUES, tell
from wpdiag.cli.options import with_settings
from wpdiag.config import Resolved


def register(parent: typer.Typer) -> None:
    """Add the command to the program."""
    parent.command()(diff)


@with_settings("fail_on")
def diff(
    resolved: Resolved,
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The JSON report from before.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The JSON report of now.")],
    format_: Annotated[
        Literal["text", "json", "markdown"], typer.Option("--format", "-f", help="How to print it.")
    ] = "text",
) -> None:
    """Say which issues are new, gone, more or fewer in a JSON report than in an older one.

    Exits with 1 if one at or above --fail-on is new, with 3 if a report cannot be read.
    """
    from importlib import import_module

    from wpdiag.cli.outputs import put
    from wpdiag.cli.reports import read_report
    from wpdiag.formats.safe import safe
    from wpdiag.gate.difference import difference, fails, incomplete
    from wpdiag.gate.threshold import Gate

    before, after = read_report(old), read_report(new)
    for file, report in ((old, before), (new, after)):
        missing = incomplete(report)
        if missing:
            tell(f"{file}: does not list every {' and '.join(missing)}; what it leaves out seems to be not there")
    found = difference(before, after, (safe(str(old)), safe(str(new))))
    put(import_module(f"wpdiag.formats.difference.{format_}").render(found), utf8=format_ != "text")
    raise typer.Exit(ISSUES if fails(before, after, Gate(fail_on=resolved.settings.fail_on)) else CLEAN)
