"""``wpdiag schema``: the JSON Schemas of what wpdiag reads and writes, made from the classes that do so."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

What = Literal["report", "rules", "config"]


def register(parent: typer.Typer) -> None:
    """Add the command to the program."""
    parent.command()(schema)


def schema(what: Annotated[What, typer.Argument(help="Of the JSON report, of rule files, or of wpdiag.toml.")]) -> None:
    """Print a JSON Schema (draft 2020-12)."""
    from wpdiag.schemas import schema_of

    print(json.dumps(schema_of(what), indent=2))
