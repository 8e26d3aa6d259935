"""``wpdiag diff``: two reports, and what changed between them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from wpdiag.cli.exits import CLEAN, ISSUES, tell
from wpdiag.cli.options import with_settings
from wpdiag.config import Resolved

if TYPE_CHECKING:
    from wpdiag.gate.difference import Difference
    from wpdiag.model import Report


def register(parent: typer.Typer) -> None:
    """Add the command to the program."""
    parent.command()(diff)


@with_settings("fail_on", "min_confidence", "max_count", "redact", "quiet")
def diff(
    resolved: Resolved,
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The JSON report from before.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The JSON report of now.")],
    format_: Annotated[
        Literal["text", "json", "markdown"], typer.Option("--format", "-f", help="How to print it.")
    ] = "text",
) -> None:
    """Say which issues are new, gone, more or fewer in a JSON report than in an older one.

    Exits with 1 if one that is new fails (--fail-on, --min-confidence, --max-count), with 3 if a report cannot be read.
    """
    from importlib import import_module

    from wpdiag.cli.outputs import put
    from wpdiag.cli.reports import read_report
    from wpdiag.gate.difference import difference, fails, incomplete
    from wpdiag.gate.threshold import Gate
    from wpdiag.safe import safe

    before, after = read_report(old), read_report(new)
    for file, report in ((old, before), (new, after)):
        missing = incomplete(report)
        if missing:
            tell(f"{file}: does not list every {' and '.join(missing)}; what it leaves out seems to be not there")
    settings = resolved.settings
    form = import_module(f"wpdiag.formats.difference.{format_}")
    names = safe(str(old)), safe(str(new))
    if getattr(form, "FOR_OTHERS", False) if settings.redact is None else settings.redact:
        found = _redacted(before, after, names)
    else:
        found = difference(before, after, names)
    if not settings.quiet:
        put(form.render(found), utf8=format_ != "text")
    gate = Gate(fail_on=settings.fail_on, min_confidence=settings.min_confidence, max_count=settings.max_count)
    raise typer.Exit(ISSUES if fails(before, after, gate) else CLEAN)


def _redacted(old: Report, new: Report, names: tuple[str, str]) -> Difference:
    """The difference without secrets, with the same stand-ins on both sides."""
    import msgspec
    from msgspec.structs import replace

    from wpdiag.gate.difference import difference
    from wpdiag.redact import Standins, cleaned, counted, learn, redact

    name = Standins()
    for report in (old, new):
        learn(report, name)
    before, after = redact(old, name), redact(new, name)
    found = difference(before, after, (cleaned(names[0], name), cleaned(names[1], name)))
    return replace(found, redacted=counted(msgspec.json.encode(found).decode()))
