"""``wpdiag rules coverage``: how much of what WordPress and PHP can say is identified and has a rule."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wpdiag.cli.commands.rules import app, open_book
from wpdiag.cli.exits import fail
from wpdiag.cli.options import with_settings
from wpdiag.config import Resolved

Facts = Annotated[
    Path,
    typer.Option(
        "--facts",
        metavar="DIR",
        help="A folder with tables of messages: core_doing_it_wrong, core_deprecated, php_messages and "
        "php_deprecated_symbols, each as .json or .csv; those missing are left out.",
    ),
]
Missing = Annotated[bool, typer.Option("--missing", help="Print every message that falls short, and why.")]


def register(parent: typer.Typer) -> None:
    """Add the command to ``wpdiag rules``, which the program has already."""
    app.command("coverage")(coverage)


@with_settings("rules", "default_rules")
def coverage(resolved: Resolved, facts: Facts, missing: Missing = False) -> None:
    """Measure how many messages of WordPress and PHP are identified, with the right parameters, and have a rule."""
    from wpdiag.authoring.coverage import TABLES, is_specific, measure, read

    try:
        tables = read(facts)
    except (OSError, ValueError) as error:
        fail(f"{facts}: {error}")
    if not tables:
        fail(f"{facts}: none of these tables is in this folder: {', '.join(TABLES)}")
    book = open_book(resolved)
    figures = measure(book, tables)
    print(f"{'table':24}{'messages':>9}{'identified':>12}{'parameters':>12}{'a rule':>9}{'its own':>9}")
    for figure in figures:
        shares = (figure.identified, figure.right, figure.ruled, figure.specific)
        cells = [f"{100 * share / (figure.rows or 1):.1f} %" for share in shares]
        print(f"{figure.table:24}{figure.rows:>9}{cells[0]:>12}{cells[1]:>12}{cells[2]:>9}{cells[3]:>9}")
    print(f"{len(book)} rules, {sum(map(is_specific, book))} of them for one kind of fault")
    if missing:
        for figure in figures:
            for line in figure.missing:
                print(f"{figure.table}: " + line.replace("\n", " "))
