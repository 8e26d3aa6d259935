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


@with_settings("show", "gate", "pick", "read", "state")
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
    from datetime import UTC, datetime

    from msgspec.structs import replace

    from wpdiag.cli.exits import tell
    from wpdiag.cli.gates import gate_of
    from wpdiag.cli.outputs import Output, check_ranges, show, write_all
    from wpdiag.cli.reading import report_of, state_of
    from wpdiag.cli.screen import view as view_of
    from wpdiag.cli.settings import check
    from wpdiag.gate.judge import judge, only_new
    from wpdiag.report import select

    settings = resolved.settings
    gate, baseline = gate_of(resolved)
    checked = check(settings)
    outputs = [Output.parse(word) for word in settings.output]
    screen = Output.on_screen(settings.format)
    if settings.warning or settings.critical:
        check_ranges(warning=settings.warning, critical=settings.critical)
    with state_of(settings.state) as state:
        report = report_of(sources or [], settings, checked, state)
        judged = judge(
            report,
            ignores=settings.ignore,
            baseline=baseline,
            components=settings.component,
            rules=settings.rule,
            whole=not (state or checked.since or checked.until or any(source.error for source in report.sources)),
            today=datetime.now(UTC).date(),
        )
        report = judged.report
        for note in judged.notes:
            tell(f"{resolved.origins['ignore'].name}: {note}")
        shown = only_new(report) if gate.only_new and not settings.verbose else report
        listed = select.listed(shown, settings.level, settings.top)
        view = replace(
            view_of("never", to_terminal=False, verbose=settings.verbose),
            gate=gate,
            warning=settings.warning,
            critical=settings.critical,
            book=checked.book,
            words=checked.book.words,
        )
        write_all(listed, outputs, view)
        if not settings.quiet:
            seen = view_of(settings.color, to_terminal=True, verbose=settings.verbose)
            show(screen, listed, replace(view, color=seen.color), outputs)
        if state:
            state.commit()
    own_code = screen.exit_code(listed, view)
    if own_code is not None:
        raise typer.Exit(own_code)
    if gate.any_fails(report.issues) or (judged.stale and settings.strict_ignores):
        raise typer.Exit(ISSUES)
    raise typer.Exit(UNREADABLE if any(source.error for source in report.sources) else CLEAN)
