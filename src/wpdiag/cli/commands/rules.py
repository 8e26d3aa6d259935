"""``wpdiag rules``: list, show, test and check the rules."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wpdiag.cli.exits import CLEAN, ISSUES, fail
from wpdiag.cli.options import with_settings
from wpdiag.config import Resolved

if TYPE_CHECKING:
    from wpdiag.advise import RuleBook

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="List, show, test and check the rules.")

_PACKS = ("rules", "default_rules")


def register(parent: typer.Typer) -> None:
    """Add the command to the program."""
    parent.add_typer(app, name="rules")


def open_book(resolved: Resolved, lang: str | None = None) -> RuleBook:
    """The rules in force, in their language or another; ends the program with one line where that cannot be."""
    from wpdiag.cli.settings import book_of

    return book_of(resolved, lang)


@app.command("list")
@with_settings(*_PACKS, "lang")
def list_rules(resolved: Resolved) -> None:
    """Print every rule: id, what it matches, title."""
    from wpdiag.cli.outputs import put

    book = open_book(resolved)
    put("".join(f"{rule.id}\t{rule.match.identifier}\t{book.words(rule.title)}\n" for rule in book), utf8=False)


@app.command()
@with_settings(*_PACKS, "lang")
def show(resolved: Resolved, rule_id: str) -> None:
    """Print one rule as a page."""
    from wpdiag.cli.outputs import put
    from wpdiag.formats.pages.rule_page import rule_page

    book = open_book(resolved)
    rule = book.get(rule_id)
    if rule is None:
        from wpdiag.cli.settings import unknown_rule

        fail(unknown_rule(rule_id, book))
    put(rule_page(book, rule) + "\n", utf8=False)


@app.command("test")
@with_settings(*_PACKS)
def run_examples(resolved: Resolved) -> None:
    """Run every rule's examples and near-misses, as they are and through every transport."""
    from wpdiag.authoring import examples

    book = open_book(resolved)
    problems = list(examples.problems(book))
    number = sum(len(rule.examples.match) + len(rule.examples.no_match) for rule in book)
    _finish(problems, f"{len(book)} rules, {number} examples")


@app.command()
@with_settings(*_PACKS, "lang")
def check(resolved: Resolved) -> None:
    """Check the rules: identifiers, patterns, placeholders, near-misses, commands, and which rules hide others."""
    from wpdiag.authoring.lint import check_all

    book = open_book(resolved)
    components = f", {len(book.components)} components" if book.components else ""
    problems = list(check_all(book))
    if resolved.settings.lang != "en":
        from wpdiag.authoring import translation

        problems += translation.problems(book, book.words)
    _finish(problems, f"{len(book)} rules{components}")


@app.command()
@with_settings(*_PACKS, "lang")
def texts(resolved: Resolved) -> None:
    """Print what is not translated into a language, as the start of its file; English prints everything."""
    import yaml

    from wpdiag.authoring import translation
    from wpdiag.cli.outputs import put
    from wpdiag.words import ENGLISH, languages, words_of

    lang = resolved.settings.lang
    book = open_book(resolved, "en")
    words = words_of(lang) if lang in languages() else ENGLISH
    missing = {text: "" for text in translation.texts(book) if text not in words}
    draft = {"language": lang, "texts": missing}
    put(yaml.safe_dump(draft, allow_unicode=True, sort_keys=False, width=1000), utf8=True)


@app.command("schema")
def print_schema() -> None:
    """Print the JSON Schema of rule files, for editors."""
    import json

    from wpdiag.schemas import schema_of

    print(json.dumps(schema_of("rules"), indent=2))


@app.command()
@with_settings(*_PACKS, "lang")
def reference(
    resolved: Resolved,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the pages go; older ones are replaced.")],
) -> None:
    """Write the rule reference: Markdown pages, one for each rule file, and an index."""
    from wpdiag.authoring.reference import pages

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages(open_book(resolved)).items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        fail(f"{folder}: {error.strerror or error}")


@app.command()
@with_settings(*_PACKS)
def new(
    resolved: Resolved,
    from_line: Annotated[
        str, typer.Option("--from-line", metavar="TEXT", help="A record that no rule explains well; '-' reads stdin.")
    ],
) -> None:
    """Print the draft of a rule for a record, as a rule file: narrow, with the record as its example."""
    from wpdiag.authoring.draft import DraftError, draft
    from wpdiag.cli.outputs import put

    text = sys.stdin.read() if from_line == "-" else from_line
    try:
        put(draft(text, open_book(resolved)), utf8=True)
    except DraftError as error:
        fail(str(error))


def _finish(problems: list[str], what: str) -> None:
    for problem in problems:
        print(problem)
    print(f"{what}: " + (f"{len(problems)} problems" if problems else "no problems"))
    raise typer.Exit(ISSUES if problems else CLEAN)
