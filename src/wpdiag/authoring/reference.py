"""The rule reference: Markdown pages made from the rules, one for each rule file, and an index."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wpdiag.advise import RuleBook
from wpdiag.advise.advice import Advice
from wpdiag.advise.example import diagnostic_of
from wpdiag.advise.rule import Rule
from wpdiag.formats.shared.markup import code
from wpdiag.formats.shared.words import IMPACTS

_NOTE = "<!-- Made by `wpdiag rules reference docs/rules`; the rules themselves are in `rules/`. -->"
_AUDIENCES = {"admin": "the site's admin", "developer": "the developer", "host": "the host"}


def pages(book: RuleBook) -> dict[str, str]:
    """The pages by file name."""
    families: dict[str, list[Rule]] = {}
    for rule in book:
        families.setdefault(book.origin(rule).stem, []).append(rule)
    made = {f"{name}.md": _page(book, name, rules) for name, rules in families.items()}
    return {"README.md": _index(families), **made}


def _index(families: dict[str, list[Rule]]) -> str:
    lines = [_NOTE, "", "# Rule reference", ""]
    total = sum(map(len, families.values()))
    lines += [
        f"{total} rules, by file. `wpdiag rules show ID` prints one; [how to write rules](../../rules/README.md).",
        "",
        "`{name|words}` stands for what a scan fills in, or else for the words behind the bar.",
    ]
    for name in sorted(families):
        lines += ["", f"## [{name}]({name}.md)", ""]
        lines += [f"- [{_text(rule.title)}]({name}.md#{rule.id}): {code(rule.id)}" for rule in families[name]]
    return "\n".join(lines) + "\n"


def _page(book: RuleBook, name: str, rules: list[Rule]) -> str:
    lines = [_NOTE, "", f"# Rules: {name}"]
    for rule in rules:
        lines += ["", *_rule(rule, book.page(rule, diagnostic_of(book, rule, rule.examples.match[0])))]
    return "\n".join(lines) + "\n"


def _rule(rule: Rule, advice: Advice) -> Iterator[str]:
    fix = advice.fix
    yield f'## <a id="{rule.id}"></a>{_text(rule.title)}'
    yield ""
    yield f"{code(rule.id)}, for {code(rule.match.identifier)}" + "".join(
        f", {name} {code(value)}" for name, value in _conditions(rule)
    )
    yield ""
    yield f"**{_text(IMPACTS[advice.impact])}.** {_text(advice.why)}"
    yield ""
    yield f"Visitors: {_text(fix.visitors)}"
    yield ""
    yield f"**Fix**, for {_AUDIENCES[fix.audience]}: {_text(fix.summary)}"
    yield ""
    yield from (f"{number}. {_text(step)}" for number, step in enumerate(fix.steps, 1))
    if fix.commands:
        yield from ("", "```sh", *fix.commands, "```")
    for title, texts in (
        ("The way back in", fix.recover.steps if fix.recover else ()),
        ("How to check", fix.check),
        ("What not to do", fix.avoid),
        ("For developers", fix.developer),
    ):
        if texts:
            yield from ("", f"{title}:", "", *(f"- {_text(text)}" for text in texts))
    if fix.code:
        before, after = fix.code.before.splitlines(), fix.code.after.splitlines()
        yield from ("", "```diff", *(f"- {line}" for line in before), *(f"+ {line}" for line in after), "```")
    if rule.links:
        yield from ("", *(f"- <{link}>" for link in rule.links))


def _conditions(rule: Rule) -> Iterator[tuple[str, str]]:
    match = rule.match
    given = {
        "level": " or ".join(match.level),
        "message": match.message,
        **match.params,
        "file": match.file,
        "request": match.request,
        "a call": match.trace,
        "of": " or ".join(match.kind),
    }
    for name, value in given.items():
        if value:
            yield name, value


def _text(text: str) -> str:
    """A text of the rules as Markdown; nothing in it is hostile."""
    return re.sub(r"[\\`*_\[\]<>]", r"\\\g<0>", " ".join(text.split()))
