"""Configuration files: the project's, found upwards from the working directory, and the user's own."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from wpdiag.config.options import Option, options
from wpdiag.gate.entry import Ignore
from wpdiag.misfit import misfit

NAMES = ("wpdiag.toml", ".wpdiag.toml")
_PYPROJECT = "pyproject.toml"


class ConfigError(Exception):
    """A configuration that cannot be used; the message is for people and on one line."""


def project_file(folder: Path) -> Path | None:
    """The nearest configuration file in a folder or above it; a ``pyproject.toml`` without ``[tool.wpdiag]`` is none.

    :raises ConfigError: for a ``pyproject.toml`` that seems to have one and is no TOML.
    """
    for place in (folder, *folder.parents):
        for name in NAMES:
            if _is_file(place / name):
                return place / name
        if _has_table(place / _PYPROJECT):
            return place / _PYPROJECT
    return None


def user_file(environ: Mapping[str, str]) -> Path | None:
    """``wpdiag/wpdiag.toml`` in the user's folder for configuration (XDG; on Windows ``%APPDATA%``), if it exists."""
    base = environ.get("APPDATA" if sys.platform == "win32" else "XDG_CONFIG_HOME", "")
    try:
        folder = Path(base) if Path(base).is_absolute() else Path.home() / ".config"
    except RuntimeError:  # a user without a home folder
        return None
    file = folder / "wpdiag" / "wpdiag.toml"
    return file if _is_file(file) else None


def read(file: Path) -> dict[str, Any]:
    """The settings in a file by the name of their field, its paths below the file's folder.

    :raises ConfigError: where it cannot be read, is no TOML, or has a key or value that does not exist.
    """
    table = _table(file) if file.name == _PYPROJECT else _toml(file)
    known = {option.key: option for option in options().values()}
    check_keys(file, table, known)
    for key in table:
        if not known[key].file:
            raise ConfigError(f"{file}: {key}: only --{key} and {known[key].variable} can set this, no file")
    _check_ignores(file, table.get("ignore"))
    return {
        known[key].name: converted(f"{file}: {key}", known[key], value, file.parent) for key, value in table.items()
    }


def _check_ignores(file: Path, rows: object) -> None:
    if isinstance(rows, dict):
        raise ConfigError(f"{file}: ignore: an entry begins with [[ignore]], in two brackets")
    fields = [field.encode_name for field in msgspec.structs.fields(Ignore)]
    for number, row in enumerate(rows if isinstance(rows, list) else (), 1):
        where = f"{file}: [[ignore]] {number}"
        check_keys(where, row if isinstance(row, dict) else (), fields)
        try:
            msgspec.convert(row, Ignore)
        except (msgspec.ValidationError, TypeError) as error:
            raise ConfigError(f"{where}: {misfit(error)}") from error


def check_keys(where: object, table: Iterable[str], known: Iterable[str]) -> None:
    """:raises ConfigError: naming the nearest right key, where a key does not exist."""
    from difflib import get_close_matches

    names = list(known)
    for key in table:
        if key not in names:
            near = get_close_matches(key.replace("_", "-"), names, n=1, cutoff=0.5)
            hint = f"did you mean '{near[0]}'?" if near else f"there are: {', '.join(names)}"
            raise ConfigError(f"{where}: no key '{key}'; {hint}")


def converted(where: str, option: Option, value: object, folder: Path | None = None, *, words: bool = False) -> Any:
    """A value as the option has it, its paths below a folder.

    :param words: whether the value is text to be understood, as in a variable.
    :raises ConfigError: where it does not fit.
    """
    try:
        return msgspec.convert(
            value, type=option.type, strict=not words, dec_hook=lambda _, path: (folder or Path()) / path
        )
    except (msgspec.ValidationError, TypeError) as error:
        raise ConfigError(f"{where}: {misfit(error)}{_hint(option, value)}") from error


def _hint(option: Option, value: object) -> str:
    if option.choices:
        return f"; one of: {', '.join(option.choices)}"
    return "; write it in quotes" if option.plain in (str, str | None) and isinstance(value, int | float) else ""


def _is_file(file: Path) -> bool:
    """Whether there is a file, no pipe; what lies in a folder that cannot be entered is none."""
    try:
        return file.is_file()
    except OSError:
        return False


def _has_table(file: Path) -> bool:
    try:
        return _is_file(file) and b"wpdiag" in file.read_bytes() and bool(_table(file))
    except OSError:
        return False


def _table(file: Path) -> dict[str, Any]:
    tool = _toml(file).get("tool")
    table = tool.get("wpdiag") if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else {}


def _toml(file: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{file}: not valid TOML: {error}") from error
