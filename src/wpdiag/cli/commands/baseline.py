"""``wpdiag baseline``: make and keep the file of known issues."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wpdiag.cli.exits import UNREADABLE, fail, tell
from wpdiag.cli.options import with_settings
from wpdiag.config import Resolved

if TYPE_CHECKING:
    from wpdiag.gate.baseline import Baseline
    from wpdiag.model import Issue, Report

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Make and keep the file of known issues.")

File = Annotated[Path, typer.Argument(metavar="FILE", help="The baseline.")]
Sources = Annotated[list[str] | None, typer.Argument(metavar="[SOURCE]...", help="What to scan, as in 'wpdiag scan'.")]
FromReport = Annotated[Path | None, typer.Option("--report", metavar="FILE", help="A JSON report in place of a scan.")]


def register(parent: typer.Typer) -> None:
    """Add the command to the program."""
    parent.add_typer(app, name="baseline")


@app.command()
@with_settings("read", "web", "spread", "level", "fail_on", "redact")
def create(
    resolved: Resolved,
    file: File,
    sources: Sources = None,
    report: FromReport = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Accept every issue there is now: write a new baseline.

    Issues that [[ignore]] ignores are left out; free text is left out unless level or fail-on is info.
    """
    from wpdiag.gate.upkeep import create as make

    if file.exists() and not force:
        fail(f"{file}: is there already; 'wpdiag baseline update' takes away what is gone, --force replaces it")
    found = _report(resolved, sources, report)
    baseline = make(_acceptable(resolved, found))
    _write(file, baseline)
    tell(f"{file}: {_issues(len(baseline))}")
    if any(source.error for source in found.sources):
        raise typer.Exit(UNREADABLE)


@app.command()
@with_settings("read", "web", "spread", "level", "fail_on", "redact")
def update(
    resolved: Resolved,
    file: File,
    sources: Sources = None,
    report: FromReport = None,
    add_new: Annotated[bool, typer.Option("--add-new", help="Accept what is new, escalating or back, too.")] = False,
) -> None:
    """Take away what is gone and reduce counts and rates; never add or raise, unless --add-new.

    Issues that are gone stay in the file as "gone": when one comes back, it is reported as returned, and fails.
    """
    from datetime import UTC, datetime

    from wpdiag.cli.gates import baseline_in
    from wpdiag.gate.upkeep import update as updated

    before = baseline_in(file)
    found = _whole(file, _report(resolved, sources, report))
    kept = updated(before, found, _acceptable(resolved, found), f"{datetime.now(UTC):%Y-%m-%d}", add=add_new)
    _write(file, kept.baseline)
    accepted = sum(not row.gone for row in kept.baseline.values())
    parts = [f"{kept.gone:,} gone", f"{kept.reduced:,} reduced", f"{kept.added:,} added"]
    if kept.left_out:
        parts.append(f"{kept.left_out:,} not accepted: --add-new does")
    tell(f"{file}: {_issues(accepted)} ({', '.join(parts)})")


@app.command()
@with_settings("read", "web", "spread", "level", "fail_on", "redact")
def prune(resolved: Resolved, file: File, sources: Sources = None, report: FromReport = None) -> None:
    """Forget what is gone; change nothing else."""
    from wpdiag.cli.gates import baseline_in
    from wpdiag.gate.upkeep import prune as pruned

    before = baseline_in(file)
    kept = pruned(before, _whole(file, _report(resolved, sources, report)))
    _write(file, kept.baseline)
    tell(f"{file}: {_issues(len(kept.baseline))} ({kept.gone:,} forgotten)")


def _report(resolved: Resolved, sources: list[str] | None, file: Path | None) -> Report:
    from wpdiag.cli.reading import report_of
    from wpdiag.cli.reports import read_report
    from wpdiag.cli.settings import check

    if file is not None and sources:
        fail("either sources or --report, not both")
    report = read_report(file) if file else report_of(sources or [], resolved.settings, check(resolved))
    if resolved.settings.redact:
        from wpdiag.redact import redact

        return redact(report)
    return report


def _whole(file: Path, report: Report) -> Report:
    """A report that tells what is gone; ends the program where a source is missing in it."""
    broken = [source.name for source in report.sources if source.error]
    if broken:
        fail(f"{file}: left as it is: without {broken[0]} nobody can tell what is gone", UNREADABLE)
    if report.summary.filtered:
        tell(f"{file}: nothing is called gone: the report is of some components or rules only")
    return report


def _acceptable(resolved: Resolved, report: Report) -> list[Issue]:
    """The issues that a baseline may accept."""
    from datetime import UTC, datetime

    from wpdiag.gate.ignore import sort_out

    settings = resolved.settings
    free_text = "info" in (settings.level, settings.fail_on)
    kept = sort_out(report.issues, settings.ignore, datetime.now(UTC).date()).kept
    return [issue for issue in kept if issue.level != "info" or free_text]


def _write(file: Path, baseline: Baseline) -> None:
    from wpdiag.gate.baseline import BaselineError, write

    try:
        write(file, baseline)
    except BaselineError as error:
        fail(str(error))


def _issues(count: int) -> str:
    from wpdiag.formats.shared.words import number

    return number(count, "issue")
