"""A rule filled in for one issue, with what the guides of its family add."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import msgspec

from wpdiag.advise.fill import fill, fill_command, fill_php, in_words
from wpdiag.advise.rule import Guide, Rule
from wpdiag.model import Code, Fix, Recovery
from wpdiag.words import ENGLISH, Words

T = TypeVar("T")
_Fill = Callable[[str], "str | None"]


class Advice(msgspec.Struct, frozen=True):
    """What the report says of an issue: why, what it does to the site, and the fix."""

    rule: Rule
    title: str
    why: str
    impact: str
    fix: Fix


class Fillers(msgspec.Struct, frozen=True):
    """How the placeholders of texts, of commands and of PHP code are filled; None leaves the line out."""

    text: _Fill
    command: _Fill
    code: _Fill


AS_THEY_STAND = Fillers(str, str, str)
IN_WORDS = Fillers(in_words, in_words, in_words)
"""Placeholders stay."""


def fillers(known: Mapping[str, str]) -> Fillers:
    """The placeholders of one issue.

    :param known: what they stand for.
    """
    return Fillers(lambda text: fill(text, known), lambda text: fill_command(text, known), lambda t: fill_php(t, known))


def advice(rule: Rule, guides: Iterable[Guide], put: Fillers, say: Words = ENGLISH) -> Advice:
    """A rule, and what it leaves to the guides of its family, in the reader's language.

    :param guides: the narrowest first.
    """
    narrow_first = tuple(guides)
    impact = _first(rule.impact, *(guide.impact for guide in narrow_first)) or "noise"
    visitors = _first(rule.visitors, *(guide.visitors for guide in narrow_first)) or ""
    recover = _first(rule.fix.recover, *(guide.recover for guide in narrow_first))
    suppress = _first(rule.fix.suppress, *(guide.suppress for guide in narrow_first))
    check = _first(rule.fix.check, *(guide.check for guide in narrow_first)) or ()
    avoid = _first(rule.fix.avoid, *(guide.avoid for guide in narrow_first)) or ()
    code = rule.fix.code
    title = say(rule.title)

    def told(texts: Iterable[str]) -> tuple[str, ...]:
        return _filled(map(say, texts), put.text)

    back = Recovery(steps=told(recover.steps), commands=_filled(recover.commands, put.command)) if recover else None
    fix = Fix(
        summary=put.text(say(rule.fix.summary)) or title,
        audience=rule.fix.audience,
        steps=told(rule.fix.steps),
        commands=_filled(rule.fix.commands, put.command),
        fixed_in=rule.fix.fixed_in,
        links=rule.links,
        visitors=put.text(say(visitors)) or "",
        recover=back if impact == "down" else None,
        check=told(check),
        avoid=told(avoid),
        developer=told(rule.fix.developer),
        code=Code(before=code.before, after=code.after) if code else None,
        suppress=put.code(suppress) if suppress else None,
    )
    return Advice(rule, title, put.text(say(rule.why)) or say(rule.why), impact, fix)


def _filled(texts: Iterable[str], put: _Fill) -> tuple[str, ...]:
    return tuple(filled for text in texts if (filled := put(text)) is not None)


def _first(*values: T | None) -> T | None:
    """The first that says something."""
    return next((value for value in values if value), None)
