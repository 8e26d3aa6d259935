"""How a format is asked to write, and where the formats are found. Every module of this package with a ``NAME`` and a
``render(report, view)`` is a format."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import Protocol, cast

import msgspec

from wpdiag import formats
from wpdiag.model import Report

_NOT_FORMATS = frozenset({"base", "explanation", "rule_page", "safe"})


class View(msgspec.Struct, frozen=True):
    """What the reader can see: colours, the width in columns, whether every detail is wanted."""

    color: bool = False
    width: int = 88
    verbose: bool = False


class Format(Protocol):
    """A module of this package."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def render(self, report: Report, view: View) -> str:
        """The report as text of this format, with a line end."""
        ...


def names() -> list[str]:
    """The names of all formats; found without importing them: a format's module is named after it."""
    return sorted(module.name for module in pkgutil.iter_modules(formats.__path__) if module.name not in _NOT_FORMATS)


@cache
def by_name(name: str) -> Format:
    """The format of a name.

    :raises KeyError: where there is none.
    """
    if name not in names():
        raise KeyError(name)
    return cast("Format", import_module(f"{formats.__name__}.{name}"))


def by_suffix(file: str) -> Format | None:
    """The format that a file's name asks for; None where it asks for none."""
    for name in names():
        found = by_name(name)
        if file.lower().endswith(found.SUFFIXES):
            return found
    return None
