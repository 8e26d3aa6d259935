"""``wpdiag man``: the manual page."""

from __future__ import annotations

import typer


def register(parent: typer.Typer) -> None:
    """Add the command to the program."""
    parent.command()(man)


def man(context: typer.Context) -> None:
    """Print the manual page, in the macros of man(7): wpdiag man | man -l -"""
    from wpdiag.cli.manual import manual

    print(manual(context), end="")
