"""How a format is asked to write, and where the formats are found. Every module of this package with a ``NAME`` and a
``render(report, view)`` is a format."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

import msgspec

from wpdiag import formats
from wpdiag.formats import names
from wpdiag.gate.threshold import Gate
from wpdiag.model import Report
from wpdiag.words import ENGLISH, Words

if TYPE_CHECKING:
    from wpdiag.advise import RuleBook


class View(msgspec.Struct, frozen=True):
    """What the reader can see and wants: colours, the width in columns, whether every detail is wanted."""

    color: bool = False
    width: int = 88
    verbose: bool = False
    gate: Gate = Gate()
    """Which issues fail the run."""
    warning: str | None = None
    critical: str | None = None
    """Ranges of the number of issues, for monitoring."""
    by_site: bool = False
    """Whether the issues of each site are wanted."""
    redact: bool | None = None
    """Whether stand-ins take the place of hosts, names and secrets; None leaves it to the format."""
    words: Words = ENGLISH
    """The reader's language, for formats that people read."""
    book: RuleBook | None = None
    """The rules of the scan, for formats that describe rules; without it the issues' own texts serve."""


class Format(Protocol):
    """A module of this package."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def render(self, report: Report, view: View) -> str:
        """The report as text of this format, with a line end."""
        ...


@runtime_checkable
class Convention(Protocol):
    """A format whose readers expect exit codes of their own when it is printed."""

    def exit_code(self, report: Report, view: View) -> int:
        """The exit code in place of wpdiag's."""
        ...


def rendered(form: Format, report: Report, view: View) -> str:
    """The report in a format, without secrets where that is wanted or the format is one for others."""
    wanted = getattr(form, "FOR_OTHERS", False) if view.redact is None else view.redact
    if wanted:
        from wpdiag.redact import redact

        report = redact(report)
    return form.render(report, view)


@cache
def by_name(name: str) -> Format:
    """The format of a name.

    :raises KeyError: where there is none.
    """
    if name not in names():
        raise KeyError(name)
    return cast("Format", import_module(f"{formats.__name__}.{name}"))


def by_suffix(file: str) -> Format | None:
    """The format that a file's name asks for by its longest known ending; None where it asks for none."""
    endings = {suffix: name for name in names() for suffix in by_name(name).SUFFIXES}
    fitting = [suffix for suffix in endings if file.lower().endswith(suffix)]
    return by_name(endings[max(fitting, key=len)]) if fitting else None
