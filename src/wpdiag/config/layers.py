"""Which value is in force: the first of command line, environment, project's file, user's file and default."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from wpdiag.config.files import converted, project_file, read, user_file
from wpdiag.config.options import Option, Settings, options

_OTHERS = ("WPDIAG_CONFIG", "WPDIAG_ISOLATED", "WPDIAG_CACHE_DIR", "WPDIAG_TRACEBACK")
"""Variables that are no options of a scan."""


class Origin(msgspec.Struct, frozen=True):
    """Where a value comes from."""

    layer: str
    """``command line``, ``environment``, ``project file``, ``user file`` or ``default``."""
    name: str = ""
    """The option, variable or file."""


class Resolved(msgspec.Struct, frozen=True):
    """The settings in force, and for each field the place that it comes from."""

    settings: Settings
    origins: dict[str, Origin]
    notes: tuple[str, ...]
    """What the user should know: variables that are probably misspelt."""

    def given(self, name: str) -> bool:
        """Whether anybody set this, be it to the default."""
        return self.origins[name].layer != "default"

    def where(self, name: str) -> str:
        """Who says this, to begin a complaint about it: ``--since``, ``WPDIAG_SINCE``, ``wpdiag.toml: since``."""
        origin, key = self.origins[name], options()[name].key
        return f"{origin.name}: {key}" if origin.layer.endswith("file") else origin.name or f"--{key}"


def resolve(
    given: Mapping[str, Any],
    environ: Mapping[str, str],
    folder: Path,
    *,
    config: Path | None = None,
    isolated: bool = False,
) -> Resolved:
    """The settings in force.

    :param given: what the command line says by the name of the field; None and empty lists say nothing.
    :param folder: where the search for the project's file begins.
    :param config: a file to read in place of the project's.
    :param isolated: whether to read no file but ``config``.
    :raises ConfigError: where any layer has something that does not exist or fit.
    """
    values: dict[str, Any] = {}
    origins = dict.fromkeys(options(), Origin("default"))
    for layer, found in _layers(given, environ, folder, config, isolated):
        for name, (where, value) in found.items():
            values[name], origins[name] = value, Origin(layer, where)
    return Resolved(Settings(**values), origins, tuple(_misspelt(environ)))


_Layer = dict[str, tuple[str, Any]]


def _layers(
    given: Mapping[str, Any], environ: Mapping[str, str], folder: Path, config: Path | None, isolated: bool
) -> Iterator[tuple[str, _Layer]]:
    """The weakest first."""
    user = None if isolated else user_file(environ)
    project = config or (None if isolated else project_file(folder))
    for layer, file in (("user file", user), ("project file", project)):
        if file and not (layer == "user file" and file == project):
            yield layer, {name: (str(file), value) for name, value in read(file).items()}
    known = [option for option in options().values() if option.words]
    said = {option.name: _from_environment(option, environ) for option in known}
    yield "environment", {name: value for name, value in said.items() if value}
    yield (
        "command line",
        {
            option.name: (f"--{option.key}", converted(f"--{option.key}", option, given[option.name]))
            for option in known
            if given.get(option.name) not in (None, [])
        },
    )


def _from_environment(option: Option, environ: Mapping[str, str]) -> tuple[str, Any] | None:
    """An empty variable says nothing; several values stand between commas; ``WPDIAG_NO_…`` switches off."""
    text = environ.get(option.variable, "").strip()
    if text:
        value = [part.strip() for part in text.split(",") if part.strip()] if option.repeatable else text
        return option.variable, converted(option.variable, option, value, words=True)
    opposite = _opposite(option)
    text = environ.get(opposite, "").strip()
    if text and option.is_switch:
        return opposite, not converted(opposite, option, text, words=True)
    return None


def _opposite(option: Option) -> str:
    return option.variable.replace("WPDIAG_", "WPDIAG_NO_", 1)


def _misspelt(environ: Mapping[str, str]) -> Iterator[str]:
    from difflib import get_close_matches

    offered = [option for option in options().values() if option.words]
    known = [option.variable for option in offered] + [_opposite(option) for option in offered if option.is_switch]
    known += _OTHERS
    for name in environ:
        if name.startswith("WPDIAG_") and name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.8)
            if near:
                yield f"{name} is no setting; did you mean {near[0]}?"
