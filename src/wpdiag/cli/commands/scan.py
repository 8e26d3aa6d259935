"""``wpdiag scan``: the main job."""

from __future__ import annotations

from typing import Annotated

import typer

from wpdiag.cli.options import with_settings
from wpdiag.config import Resolved


def register(parent: typer.Typer) -> None:
    """Add the command to the program."""
    parent.command(epilog="Each option can be set by a variable (WPDIAG_FAIL_ON=warning) and in wpdiag.toml, too.")(
        scan
    )


@with_settings("show", "gate", "pick", "read", "web", "spread", "state")
def scan(
    resolved: Resolved,
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SOURCE]...", help="Files, folders, globs, http(s):// addresses, '-' for standard input."
        ),
    ] = None,
) -> None:
    """Say what is wrong in logs and pages, who is responsible, and what to do about it.

    Without SOURCE: the logs of the WordPress site in the working directory, else standard input.
    """
    from contextlib import nullcontext

    from wpdiag.cli.reading import report_of, state_of
    from wpdiag.cli.telling import Telling

    telling = Telling.of(resolved)
    settings = resolved.settings
    with state_of(settings.state) if settings.state else nullcontext() as state:
        report = report_of(sources or [], settings, telling.checked, state)
        whole = not (state or telling.checked.since or telling.checked.until)
        code = telling.tell(report, whole=whole)
        if state:
            state.commit()
    raise typer.Exit(code)
