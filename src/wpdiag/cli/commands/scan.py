"""``wpdiag scan``: the main job."""

from __future__ import annotations

from typing import Annotated

import typer

from wpdiag.cli.exits import CLEAN, ISSUES, UNREADABLE
from wpdiag.cli.options import with_settings
from wpdiag.config import Resolved


def register(parent: typer.Typer) -> None:
    """Add the command to the program."""
    parent.command(epilog="Each option can be set by a variable (WPDIAG_FAIL_ON=warning) and in wpdiag.toml, too.")(
        scan
    )


@with_settings("show", "gate", "pick", "read")
def scan(
    resolved: Resolved,
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE]...", help="Files, folders, globs, '-' for standard input."),
    ] = None,
) -> None:
    """Say what is wrong in logs and pages, who is responsible, and what to do about it.

    Without SOURCE: the logs of the WordPress site in the working directory, else standard input.
    """
    from msgspec.structs import replace

    from wpdiag.cli.outputs import Output, check_ranges, show, write_all
    from wpdiag.cli.reading import report_of
    from wpdiag.cli.screen import view as view_of
    from wpdiag.cli.settings import check
    from wpdiag.report import select

    settings = resolved.settings
    checked = check(settings)
    outputs = [Output.parse(word) for word in settings.output]
    screen = Output.on_screen(settings.format)
    if settings.warning or settings.critical:
        check_ranges(warning=settings.warning, critical=settings.critical)
    report = report_of(sources or [], settings, checked)
    report = select.by_component_or_rule(report, settings.component, settings.rule)
    listed = select.listed(report, settings.level, settings.top)
    view = replace(
        view_of("never", to_terminal=False, verbose=settings.verbose),
        fail_on=settings.fail_on,
        warning=settings.warning,
        critical=settings.critical,
        book=checked.book,
    )
    write_all(listed, outputs, view)
    if not settings.quiet:
        seen = view_of(settings.color, to_terminal=True, verbose=settings.verbose)
        show(screen, listed, replace(view, color=seen.color), outputs)
    own_code = screen.exit_code(listed, view)
    if own_code is not None:
        raise typer.Exit(own_code)
    if select.fails(report, settings.fail_on):
        raise typer.Exit(ISSUES)
    raise typer.Exit(UNREADABLE if any(source.error for source in report.sources) else CLEAN)
