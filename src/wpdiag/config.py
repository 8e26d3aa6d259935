"""The configuration file: ``wpdiag.toml`` or ``.wpdiag.toml``, found upwards from the working directory."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

NAMES = ("wpdiag.toml", ".wpdiag.toml")
Level = Literal["fatal", "error", "warning", "notice", "deprecated", "info"]
FailOn = Literal["fatal", "error", "warning", "notice", "deprecated", "info", "never"]


class ConfigError(Exception):
    """A configuration file that cannot be used; the message is for people."""


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """Defaults for the options of ``wpdiag scan``; an option on the command line wins."""

    fail_on: FailOn | None = None
    level: Level | None = None
    rules: tuple[str, ...] = ()
    """Rule files and folders, relative to the configuration file."""
    timezone: str | None = None
    transport: str | None = None
    max_ratio: float | None = None
    """Packed data may unpack to this many times its size."""
    max_size: str | None = None
    """Packed data may unpack to this much: ``500M``, ``20G``."""
    site: str | None = None
    """The folder of the WordPress site, relative to the configuration file."""
    inventory: tuple[str, ...] = ()
    """Lists of what is installed, as WP-CLI prints them: files, relative to the configuration file."""


def find(start: Path) -> Path | None:
    """The nearest configuration file in a folder or above it."""
    for folder in (start, *start.parents):
        for name in NAMES:
            if (folder / name).is_file():
                return folder / name
    return None


def read(file: Path) -> Config:
    """The configuration in a file, its paths made absolute.

    :raises ConfigError: where it cannot be read, is no TOML, or has a key or value that does not exist.
    """
    import tomllib

    try:
        config = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), type=Config)
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: not valid TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise ConfigError(f"{file}: {error}; known keys: {', '.join(_keys())}") from error
    return msgspec.structs.replace(
        config,
        rules=tuple(str(file.parent / rule) for rule in config.rules),
        site=str(file.parent / config.site) if config.site else None,
        inventory=tuple(str(file.parent / each) for each in config.inventory),
    )


def _keys() -> list[str]:
    return [field.encode_name for field in msgspec.structs.fields(Config)]
