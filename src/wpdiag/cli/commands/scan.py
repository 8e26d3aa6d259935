"""``wpdiag scan``: the main job."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from wpdiag.cli.exits import CLEAN, ISSUES, UNREADABLE
from wpdiag.formats import names

Level = Literal["fatal", "error", "warning", "notice", "deprecated", "info"]
FailOn = Literal["fatal", "error", "warning", "notice", "deprecated", "info", "never"]
Color = Literal["auto", "always", "never"]


def register(parent: typer.Typer) -> None:
    """Add the command to the program."""
    parent.command()(scan)


def scan(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE]...", help="Files, folders, globs, '-' for standard input."),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help=f"How to print the report: {', '.join(names())}.")
    ] = "text",
    output: Annotated[
        list[str] | None,
        typer.Option("--output", "-o", metavar="[FORMAT:]FILE", help="Write the report to a file, too; repeatable."),
    ] = None,
    fail_on: Annotated[
        FailOn | None, typer.Option(help="Exit with 1 if an issue is of this level or above. [default: deprecated]")
    ] = None,
    level: Annotated[Level | None, typer.Option(help="The least level that is listed. [default: deprecated]")] = None,
    component: Annotated[
        list[str] | None, typer.Option(metavar="[KIND:]SLUG", help="Only issues of this component; repeatable.")
    ] = None,
    rule: Annotated[list[str] | None, typer.Option(metavar="ID", help="Only issues of this rule; repeatable.")] = None,
    since: Annotated[str | None, typer.Option(metavar="TIME", help="From this time on: ISO, or 24h, 7d ago.")] = None,
    until: Annotated[str | None, typer.Option(metavar="TIME", help="Before this time: ISO, or 24h, 7d ago.")] = None,
    top: Annotated[int | None, typer.Option(min=1, help="List at most this many issues.")] = None,
    rules: Annotated[
        list[Path] | None, typer.Option(metavar="PATH", help="A rule file or folder of your own; repeatable.")
    ] = None,
    no_default_rules: Annotated[bool, typer.Option("--no-default-rules", help="Use only rules of your own.")] = False,
    transport: Annotated[
        str | None, typer.Option(metavar="NAME", help="Read all sources as this: debug-log, html, text …")
    ] = None,
    timezone: Annotated[
        str | None, typer.Option(metavar="ZONE", help="Zone of stamps that name none: Europe/Berlin, +05:00.")
    ] = None,
    site: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The site's folder: what is installed; its logs if no SOURCE.")
    ] = None,
    inventory: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="What 'wp plugin list' or 'wp theme list' prints as JSON; repeatable."),
    ] = None,
    max_ratio: Annotated[
        float | None, typer.Option(min=1, help="Packed data may unpack to this many times its size. [default: 1000]")
    ] = None,
    max_size: Annotated[
        str | None, typer.Option(metavar="SIZE", help="Packed data may unpack to this much: 500M, 20G. [default: 100G]")
    ] = None,
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="Default: the nearest wpdiag.toml.")] = None,
    isolated: Annotated[bool, typer.Option("--isolated", help="Use no configuration file.")] = False,
    warning: Annotated[
        str | None,
        typer.Option("--warning", "-w", metavar="RANGE", help="nagios: how many issues are no warning. [default: 0]"),
    ] = None,
    critical: Annotated[
        str | None,
        typer.Option(
            "--critical", "-c", metavar="RANGE", help="nagios: how many are not critical. [default: none is fatal]"
        ),
    ] = None,
    color: Annotated[Color, typer.Option(help="Use colours.")] = "auto",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no report; the exit code tells.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="List everything, with links.")] = False,
) -> None:
    """Say what is wrong in logs and pages, who is responsible, and what to do about it.

    Without SOURCE: the logs of the WordPress site in the working directory, else standard input.
    """
    from msgspec.structs import replace

    from wpdiag.cli import settings
    from wpdiag.cli.outputs import Output, check_ranges, show, write_all
    from wpdiag.cli.screen import progress
    from wpdiag.cli.screen import view as view_of
    from wpdiag.pipeline import scan as run
    from wpdiag.report import select
    from wpdiag.sources import Problem, SourceFile, find

    chosen = settings.resolve(
        config=config,
        isolated=isolated,
        fail_on=fail_on,
        level=level,
        rules=rules,
        no_default_rules=no_default_rules,
        timezone=timezone,
        transport=transport,
        since=since,
        until=until,
        max_ratio=max_ratio,
        max_size=max_size,
        site=site,
        inventory=inventory or (),
    )
    outputs = [Output.parse(word) for word in output or ()]
    screen = Output.on_screen(format_)
    if warning or critical:
        check_ranges(warning=warning, critical=critical)
    found = list(find(settings.default_sources(sources or [], chosen.site), chosen.limits))
    for problem in found:
        if isinstance(problem, Problem):
            complain(problem.name, problem.reason)
    sizes = [source.size for source in found if isinstance(source, SourceFile)]
    total = sum(size for size in sizes if size is not None) if None not in sizes else None
    installed = settings.inventory_of(chosen, sources or [])
    with progress(total, quiet=quiet) as bar:
        report = run(
            found,
            transport=chosen.transport,
            timezone=chosen.timezone,
            since=chosen.since,
            until=chosen.until,
            book=chosen.book,
            inventory=installed,
            progress=bar,
        )
    said = {problem.name for problem in found if isinstance(problem, Problem)}
    for source in report.sources:
        if source.error and source.name not in said:
            complain(source.name, source.error)
    report = select.by_component_or_rule(report, component or (), rule or ())
    listed = select.listed(report, chosen.level, top)
    view = replace(
        view_of("never", to_terminal=False, verbose=verbose),
        fail_on=chosen.fail_on,
        warning=warning,
        critical=critical,
        book=chosen.book,
    )
    write_all(listed, outputs, view)
    if not quiet:
        seen = view_of(color, to_terminal=True, verbose=verbose)
        show(screen, listed, replace(view, color=seen.color), outputs)
    own_code = screen.exit_code(listed, view)
    if own_code is not None:
        raise typer.Exit(own_code)
    if select.fails(report, chosen.fail_on):
        raise typer.Exit(ISSUES)
    raise typer.Exit(UNREADABLE if any(source.error for source in report.sources) else CLEAN)


def complain(name: str, reason: str) -> None:
    """One line about a source on standard error."""
    from wpdiag.formats.safe import safe_line

    print(f"wpdiag: {safe_line(name)}: {safe_line(reason)}", file=sys.stderr)
