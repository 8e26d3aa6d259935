"""``wpdiag merge``: reports of many sites, or of the parts of one scan, as one."""

from __future__ import annotations

from typing import Annotated

import typer

from wpdiag.cli.options import with_settings
from wpdiag.config import Resolved


def register(parent: typer.Typer) -> None:
    """Add the command to the program."""
    parent.command()(merge)


@with_settings("show", "gate", "pick", "rules", "default_rules", "lang", "max_ratio", "max_size")
def merge(
    resolved: Resolved,
    reports: Annotated[
        list[str],
        typer.Argument(metavar="REPORT...", help="JSON reports, packed or not; globs, '-' for standard input."),
    ],
    one_site_each: Annotated[
        bool,
        typer.Option(
            "--one-site-each", help="Each report is of a site of its own, named like its file, whatever its paths say."
        ),
    ] = False,
) -> None:
    """Join JSON reports, in any order, as if one scan had read everything.

    Exits as scan does: with 1 if issues fail, with 3 if a report cannot be read.
    """
    from wpdiag.cli.exits import CLEAN, UNREADABLE, fail
    from wpdiag.cli.reports import Reports
    from wpdiag.cli.telling import Telling
    from wpdiag.report.merge import merge as merged

    telling = Telling.of(resolved)
    found = Reports(reports, telling.checked.limits, one_site_each=one_site_each)
    try:
        report = merged(found, telling.checked.book)
    except ValueError:
        fail("no report could be read", UNREADABLE)
    code = telling.tell(report, whole=not (found.unread or report.summary.filtered))
    raise typer.Exit(UNREADABLE if found.unread and code == CLEAN else code)
