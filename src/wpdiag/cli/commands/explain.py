"""``wpdiag explain``: a rule by its id, an issue of a report by its fingerprint, or any pasted record."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wpdiag.cli.commands.rules import Lang, NoDefaults, Packs, open_book
from wpdiag.cli.exits import CLEAN, ISSUES, fail

if TYPE_CHECKING:
    from wpdiag.advise import RuleBook
    from wpdiag.model import Issue, Report

_OF_THE_WHOLE = ("page.paths_shown_to_visitors", "site.")
"""Findings about a scan as a whole, which say nothing more of a single record."""
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


def register(parent: typer.Typer) -> None:
    """Add the command to the program."""
    parent.command()(explain)


def explain(
    what: Annotated[str, typer.Argument(metavar="TEXT|RULE|FINGERPRINT", help="'-' reads a record from stdin.")],
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The JSON report that has the fingerprint.")
    ] = None,
    rules: Packs = None,
    no_default_rules: NoDefaults = False,
    lang: Lang = "en",
    for_author: Annotated[
        bool, typer.Option("--for-author", help="Write what the author of the plugin or theme needs, ready to send.")
    ] = False,
    redact: Annotated[
        bool | None,
        typer.Option(
            "--redact/--no-redact",
            help="Put stand-ins for hosts, names, addresses and secrets. [default: with --for-author]",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Explain a rule, an issue of a report, or a pasted log record: what it means, who did it, what to do."""
    from wpdiag.formats.explanation import explanation
    from wpdiag.formats.letter import letter
    from wpdiag.formats.rule_page import rule_page

    book = open_book(rules, no_default_rules, lang)

    def shared(found: Report) -> Report:
        if not (for_author if redact is None else redact):
            return found
        from wpdiag.redact import redact as redacted

        return redacted(found)

    def page(issue: Issue) -> str:
        return letter(issue) if for_author else explanation(issue, book.words)

    if _FINGERPRINT.fullmatch(what):
        if report is None:
            fail(f"--report FILE: which report has the issue {what}? Make one with: wpdiag scan -o report.json …")
        from wpdiag.cli.reports import read_report

        found = [issue for issue in shared(read_report(report)).issues if issue.fingerprint == what]
        if not found:
            fail(f"no issue {what} in {report}")
        print(page(found[0]))
        return
    rule = book.get(what)
    if rule is not None:
        print(rule_page(book, rule))
        return
    pasted = shared(_scan_text(what, book))
    issues = [issue for issue in pasted.issues if not issue.identifier.startswith(_OF_THE_WHOLE)]
    if not issues:
        fail("this is no rule, no fingerprint and no record that wpdiag knows", ISSUES)
    print("\n\n".join(page(issue) for issue in issues))
    raise typer.Exit(CLEAN)


def _scan_text(text: str, book: RuleBook) -> Report:
    from io import BytesIO

    from wpdiag.pipeline import scan
    from wpdiag.sources import SourceFile

    data = sys.stdin.buffer.read() if text == "-" else text.encode("utf-8", "surrogateescape")
    return scan([SourceFile("pasted", lambda: BytesIO(data))], book=book)
