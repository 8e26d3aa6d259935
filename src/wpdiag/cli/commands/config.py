"""``wpdiag config``: which settings are in force, and why."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from wpdiag.cli.options import ConfigFile, Isolated, settings_in_force

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Show the settings in force.")


def register(parent: typer.Typer) -> None:
    """Add the command to the program."""
    parent.add_typer(app, name="config")


@app.callback()
def config() -> None:
    """Show the settings in force."""


@app.command()
def show(
    format_: Annotated[Literal["text", "json"], typer.Option("--format", "-f", help="How to print them.")] = "text",
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> None:
    """Print every setting, its value, and where it comes from: a variable, a file, or the default.

    The text is TOML, so that lines of it can be copied to wpdiag.toml.
    """
    from wpdiag.cli.outputs import put
    from wpdiag.config.listing import as_json, as_text
    from wpdiag.safe import safe

    resolved = settings_in_force({}, config, isolated)
    put(as_json(resolved) if format_ == "json" else safe(as_text(resolved)), utf8=format_ == "json")
