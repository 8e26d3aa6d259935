"""The options of :mod:`wpdiag.config` on the command line, and their values in force."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, get_args, get_type_hints

import typer

from wpdiag.cli.exits import fail, tell
from wpdiag.config import ConfigError, Resolved, resolve
from wpdiag.config.options import Option, options

ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        envvar="WPDIAG_CONFIG",
        help="Default: the nearest wpdiag.toml, .wpdiag.toml, or pyproject.toml with [tool.wpdiag].",
    ),
]
Isolated = Annotated[
    bool, typer.Option("--isolated", envvar="WPDIAG_ISOLATED", help="Search for no configuration file.")
]


def with_settings(*wanted: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command options beside its own, by their group or name; it gets what is in force as ``resolved``."""
    offered = [
        option for option in options().values() if option.words and not {option.group, option.name}.isdisjoint(wanted)
    ]

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        def run(config: Path | None, isolated: bool, **words: Any) -> None:
            given = {option.name: words.pop(option.name) for option in offered}
            command(resolved=settings_in_force(given, config, isolated), **words)

        own = inspect.signature(command).parameters
        hints = get_type_hints(command, include_extras=True)
        parameters = [own[name].replace(annotation=hints[name]) for name in own if name != "resolved"] + [
            _parameter(option) for option in offered
        ]
        parameters += [
            _keyword("config", ConfigFile, None),
            _keyword("isolated", Isolated, False),
        ]
        run.__name__, run.__doc__ = command.__name__, command.__doc__
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined] # what typer reads
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return run

    return decorate


def settings_in_force(given: dict[str, Any], config: Path | None, isolated: bool) -> Resolved:
    """What is set, by all layers; ends the program with one clear line where something is wrong."""
    try:
        resolved = resolve(given, os.environ, Path.cwd(), config=config, isolated=isolated)
    except ConfigError as error:
        fail(str(error))
    for note in resolved.notes:
        tell(note)
    return resolved


def _parameter(option: Option) -> inspect.Parameter:
    kind = option.plain
    names = [f"--{option.key}", *filter(None, [option.short])]
    if bool in (kind, *get_args(kind)):
        names[0] += f"/--no-{option.key}"
    default = option.default if not isinstance(option.default, bool | tuple) else None
    help_ = option.help + (
        f" [default: {default:g}]" if isinstance(default, float) else f" [default: {default}]" if default else ""
    )
    if option.repeatable:
        kind = list[get_args(kind)[0]]  # type: ignore[misc] # made at run time
    return _keyword(
        option.name,
        Annotated[kind | None, typer.Option(*names, metavar=option.metavar, help=help_, show_default=False)],
        None,
    )


def _keyword(name: str, annotation: Any, default: object) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
