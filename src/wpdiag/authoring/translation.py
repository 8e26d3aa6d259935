"""What there is to translate, and how far a language is."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from wpdiag.advise import RuleBook
from wpdiag.advise.fill import PLACEHOLDER
from wpdiag.advise.fixed import TEXTS as FIXED
from wpdiag.advise.rule import Recovery
from wpdiag.formats.html import TEMPLATES, environment
from wpdiag.formats.shared.advice import AUDIENCES
from wpdiag.formats.shared.reasons import REASONS
from wpdiag.formats.shared.words import IMPACTS, KINDS, NOUNS, STANDINGS, STATES
from wpdiag.words import Words

_VERDICTS = ("certain", "likely", "possible")


def texts(book: RuleBook) -> list[str]:
    """Every text that a report or an explanation can say, in a stable order, each once."""
    return list(dict.fromkeys(text for text in (*_of_rules(book), *_of_program()) if text))


def problems(book: RuleBook, words: Words) -> Iterator[str]:
    """What is missing in a language, what nobody says any more, and where placeholders differ."""
    wanted = texts(book)
    for text in wanted:
        if text not in words:
            yield f"not translated: {text[:100]!r}"
        elif _placeholders(text) != _placeholders(words(text)):
            yield f"other placeholders: {words(text)[:100]!r} for {text[:100]!r}"
    for text in sorted(set(words) - set(wanted)):
        yield f"nobody says this any more: {text[:100]!r}"


def _of_rules(book: RuleBook) -> Iterator[str]:
    for rule in book:
        yield from (rule.title, rule.why, rule.visitors or "", rule.fix.summary)
        yield from _of_common(rule.fix.steps, rule.fix.check, rule.fix.avoid, rule.fix.developer, rule.fix.recover)
    for guide in book.all_guides:
        yield guide.visitors or ""
        yield from _of_common((), guide.check, guide.avoid, (), guide.recover)
    for cause, _ in book.causes:
        yield cause.because


def _of_common(
    steps: Iterable[str],
    check: Iterable[str],
    avoid: Iterable[str],
    developer: Iterable[str],
    recover: Recovery | None,
) -> Iterator[str]:
    yield from (*steps, *check, *avoid, *developer, *(recover or Recovery()).steps)


def _of_program() -> Iterator[str]:
    yield from (
        *FIXED,
        *AUDIENCES.values(),
        *REASONS.values(),
        *IMPACTS.values(),
        *KINDS,
        *STANDINGS.values(),
        *STATES.values(),
        *_VERDICTS,
    )
    for noun in NOUNS:
        yield from ("{count} " + noun, "{count} " + noun + "s")
    for file in sorted(Path(__file__).resolve().parents[1].rglob("*.py")):
        yield from _said_in(file)
    for template in sorted(TEMPLATES.glob("*.html")):
        yield from _said_in_template(template)


def _said_in(file: Path) -> Iterator[str]:
    """The texts that a module passes to ``say`` or ``self._say``, as they are or by the name of a constant."""
    module = ast.parse(file.read_text(encoding="utf-8"))
    constants = {
        target.id: node.value
        for node in module.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(module):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        argument: ast.expr = node.args[0]
        if isinstance(argument, ast.Name):
            argument = constants.get(argument.id, argument)
        if name in ("say", "_say") and isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value


def _said_in_template(file: Path) -> Iterator[str]:
    """The texts that a template of the page passes to ``say`` as they are."""
    from jinja2.ext import extract_from_ast

    found = extract_from_ast(environment().parse(file.read_text(encoding="utf-8")), gettext_functions=("say",))
    yield from (text for _, _, text in found if isinstance(text, str))


def _placeholders(text: str) -> list[str]:
    return sorted({match["name"] for match in PLACEHOLDER.finditer(text)})
