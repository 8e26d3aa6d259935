"""``wpdiag explain``: a rule by its id, an issue of a report by its fingerprint, or any pasted record."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wpdiag.cli.exits import fail
from wpdiag.cli.options import with_settings
from wpdiag.config import Resolved

if TYPE_CHECKING:
    from wpdiag.advise import RuleBook
    from wpdiag.cli.settings import Checked
    from wpdiag.config import Settings
    from wpdiag.model import Issue, Report

_OF_THE_WHOLE = ("page.paths_shown_to_visitors", "site.")
"""Findings about a scan as a whole, which say nothing more of a single record."""
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


def register(parent: typer.Typer) -> None:
    """Add the command to the program."""
    parent.command()(explain)


@with_settings("rules", "default_rules", "lang", "site", "inventory", "transport", "timezone", "redact")
def explain(
    resolved: Resolved,
    what: Annotated[str, typer.Argument(metavar="TEXT|RULE|FINGERPRINT", help="'-' reads a record from stdin.")],
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The JSON report that has the fingerprint.")
    ] = None,
    for_author: Annotated[
        bool, typer.Option("--for-author", help="Write what the author of the plugin or theme needs, ready to send.")
    ] = False,
) -> None:
    """Explain a rule, an issue of a report, or a pasted log record: what it means, who did it, what to do.

    A rule goes by its id or by the identifier of what it is about (php.undefined_variable).
    """
    from wpdiag.advise.advice import IN_WORDS
    from wpdiag.cli.outputs import put
    from wpdiag.cli.settings import check
    from wpdiag.formats.pages.explanation import explanation
    from wpdiag.formats.pages.letter import letter
    from wpdiag.formats.pages.rule_page import rule_page

    settings = resolved.settings
    checked = check(resolved)
    book = checked.book

    def shared(found: Report) -> Report:
        if not (for_author if settings.redact is None else settings.redact):
            return found
        from wpdiag.redact import redact

        return redact(found)

    def show(issues: list[Issue]) -> None:
        pages = [letter(issue) if for_author else explanation(issue, book.words) for issue in issues]
        put("\n\n".join(pages) + "\n", utf8=False)

    if _FINGERPRINT.fullmatch(what):
        if report is None:
            fail(f"--report FILE: which report has the issue {what}? Make one with: wpdiag scan -o report.json …")
        from wpdiag.cli.reports import read_report

        found = [issue for issue in shared(read_report(report)).issues if issue.fingerprint == what]
        if not found:
            fail(f"no issue {what} in {report}")
        show(found[:1])
        return
    rule = book.get(what) or book.plainest(what)
    if rule is not None:
        put(rule_page(book, rule, IN_WORDS) + "\n", utf8=False)
        return
    pasted = shared(_scan_text(what, settings, checked))
    issues = [issue for issue in pasted.issues if not issue.identifier.startswith(_OF_THE_WHOLE)]
    if not issues:
        fail("this is no rule, no fingerprint and no record that wpdiag knows" + _meant(what, book))
    show(issues)


def _meant(what: str, book: RuleBook) -> str:
    """A word on what may be meant by a name of a rule, or of a file."""
    if Path(what[:200]).is_file():
        return f"; what a file holds says: wpdiag scan {what}"
    from wpdiag.cli.settings import near_rules

    near = near_rules(what, book)
    return f"; did you mean {', '.join(near)}?" if near else ""


def _scan_text(text: str, settings: Settings, checked: Checked) -> Report:
    from io import BytesIO

    from wpdiag.cli.settings import inventory_of
    from wpdiag.pipeline import scan
    from wpdiag.sources import SourceFile

    data = sys.stdin.buffer.read() if text == "-" else text.encode("utf-8", "surrogateescape")
    return scan(
        [SourceFile("pasted", lambda: BytesIO(data))],
        book=checked.book,
        inventory=inventory_of(settings, ["pasted"]),
        transport=settings.transport,
        timezone=checked.timezone,
    )
