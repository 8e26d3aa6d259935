"""``wpdiag rules``: list, show, test and check the rules."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wpdiag.cli.exits import CLEAN, ISSUES, fail

if TYPE_CHECKING:
    from wpdiag.advise import RuleBook
    from wpdiag.words import Words

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="List, show, test and check the rules.")

Packs = Annotated[
    list[Path] | None, typer.Option("--rules", metavar="PATH", help="A rule file or folder of your own; repeatable.")
]
Lang = Annotated[str, typer.Option("--lang", metavar="CODE", help="The language of the advice: en, ru.")]
NoDefaults = Annotated[bool, typer.Option("--no-default-rules", help="Leave out the rules that come with wpdiag.")]


def register(parent: typer.Typer) -> None:
    """Add the command to the program."""
    parent.add_typer(app, name="rules")


def open_book(packs: list[Path] | None, no_defaults: bool, lang: str = "en") -> RuleBook:
    """The rule book of these packs; ends the program with one line where a pack cannot be used."""
    from wpdiag.advise import RuleBook, RuleError, load

    try:
        return RuleBook(load(packs or (), defaults=not no_defaults), open_words(lang))
    except RuleError as error:
        fail(str(error))


def open_words(lang: str) -> Words:
    """The texts of a language; ends the program with one line where there is none."""
    from wpdiag.words import languages, words_of

    try:
        return words_of(lang)
    except KeyError:
        fail(f"no language '{lang}'; there are: {', '.join(languages())}")


@app.command("list")
def list_rules(rules: Packs = None, no_default_rules: NoDefaults = False) -> None:
    """Print every rule: id, what it matches, title."""
    for rule in open_book(rules, no_default_rules):
        print(f"{rule.id}\t{rule.match.identifier}\t{rule.title}")


@app.command()
def show(rule_id: str, rules: Packs = None, no_default_rules: NoDefaults = False, lang: Lang = "en") -> None:
    """Print one rule as a page."""
    from wpdiag.formats.rule_page import rule_page

    book = open_book(rules, no_default_rules, lang)
    rule = book.get(rule_id)
    if rule is None:
        from difflib import get_close_matches

        near = get_close_matches(rule_id, [known.id for known in book], n=3)
        hint = f"did you mean {', '.join(near)}?" if near else "'wpdiag rules list' has all"
        fail(f"no rule '{rule_id}'; {hint}")
    print(rule_page(book, rule))


@app.command("test")
def run_examples(rules: Packs = None, no_default_rules: NoDefaults = False) -> None:
    """Run every rule's examples and near-misses, as they are and through every transport."""
    from wpdiag.authoring import examples

    book = open_book(rules, no_default_rules)
    problems = list(examples.problems(book))
    number = sum(len(rule.examples.match) + len(rule.examples.no_match) for rule in book)
    _finish(problems, f"{len(book)} rules, {number} examples")


@app.command()
def check(rules: Packs = None, no_default_rules: NoDefaults = False, lang: Lang = "en") -> None:
    """Check the rules: identifiers, patterns, placeholders, near-misses, commands, and which rules hide others."""
    from wpdiag.authoring.lint import check_all

    book = open_book(rules, no_default_rules, lang)
    components = f", {len(book.components)} components" if book.components else ""
    problems = list(check_all(book))
    if lang != "en":
        from wpdiag.authoring import translation

        problems += translation.problems(book, book.words)
    _finish(problems, f"{len(book)} rules{components}")


@app.command()
def texts(lang: Lang = "en", rules: Packs = None, no_default_rules: NoDefaults = False) -> None:
    """Print what is not translated into a language, as the start of its file; English prints everything."""
    import yaml

    from wpdiag.authoring import translation
    from wpdiag.words import ENGLISH, languages, words_of

    book = open_book(rules, no_default_rules)
    words = words_of(lang) if lang in languages() else ENGLISH
    missing = {text: "" for text in translation.texts(book) if text not in words}
    print(yaml.safe_dump({"language": lang, "texts": missing}, allow_unicode=True, sort_keys=False, width=1000), end="")


@app.command("schema")
def print_schema() -> None:
    """Print the JSON Schema of rule files, for editors."""
    import json

    from wpdiag.schemas import schema_of

    print(json.dumps(schema_of("rules"), indent=2))


@app.command()
def reference(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the pages go; older ones are replaced.")],
    rules: Packs = None,
    no_default_rules: NoDefaults = False,
    lang: Lang = "en",
) -> None:
    """Write the rule reference: Markdown pages, one for each rule file, and an index."""
    from wpdiag.authoring.reference import pages

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages(open_book(rules, no_default_rules, lang)).items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        fail(f"{folder}: {error.strerror or error}")


@app.command()
def new(
    from_line: Annotated[
        str, typer.Option("--from-line", metavar="TEXT", help="A record that no rule explains well; '-' reads stdin.")
    ],
    rules: Packs = None,
    no_default_rules: NoDefaults = False,
) -> None:
    """Print the draft of a rule for a record, as a rule file: narrow, with the record as its example."""
    from wpdiag.authoring.draft import DraftError, draft

    text = sys.stdin.read() if from_line == "-" else from_line
    try:
        print(draft(text, open_book(rules, no_default_rules)), end="")
    except DraftError as error:
        fail(str(error))


def _finish(problems: list[str], what: str) -> None:
    for problem in problems:
        print(problem)
    print(f"{what}: " + (f"{len(problems)} problems" if problems else "no problems"))
    raise typer.Exit(ISSUES if problems else CLEAN)
