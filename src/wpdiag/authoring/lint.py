"""Check rules by themselves, and how they stand to each other."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from itertools import combinations

import msgspec
import regex

from wpdiag.advise import RuleBook
from wpdiag.advise.example import diagnostic_of
from wpdiag.advise.fill import COMPONENT_NAMES, PLACEHOLDER, values
from wpdiag.advise.match import conditions, names, patterns
from wpdiag.advise.rule import Match, Recovery, Rule
from wpdiag.model import Component

_DANGEROUS = (
    (re.compile(r"\brm\s+-\w*[rf]|\bmkfs|\bdd\s+if=|>\s*/dev/sd"), "deletes files for good"),
    (re.compile(r"\bchmod\s+(?:-R\s+)?0?777\b"), "lets everybody write"),
    (re.compile(r"(?i)\b(?:drop|truncate)\s+(?:table|database)\b|\bwp db (?:reset|drop)\b"), "deletes data for good"),
    (re.compile(r"\|\s*(?:sudo\s+)?(?:ba|z)?sh\b|\beval\s"), "runs what it downloads or builds"),
)
"""Commands that no rule may print: somebody copies them at two in the morning."""
_SLOW = 0.2
"""Seconds that a pattern may take on the worst text that is tried."""
_WORST = tuple(
    piece * (20_000 // len(piece)) + "!" for piece in ("a", "a ", "0", "(", "/a", "x=1,", "'a'", "\\", "a\n")
)


def check_all(book: RuleBook) -> Iterator[str]:
    """What is wrong with the rules of a book: each by itself, then all together."""
    for rule in book:
        yield from check_rule(rule, book)
    yield from _shared_advice(book)
    for path, rule_id in book.unknown:
        yield f"{path}: no rule {rule_id} to extend or disable in the packs before"
    for path, rule_id in book.doubled:
        yield f"{path}: the id {rule_id} is there twice"
    yield from overlaps(book)
    yield from unreachable(book)


def check_rule(rule: Rule, book: RuleBook) -> Iterator[str]:
    """What is wrong with a rule by itself: patterns, placeholders, near-misses, commands."""
    yield from (f"{rule.id}: {problem}" for problem in check_patterns(rule.match))
    if not rule.examples.no_match:
        yield f"{rule.id}: no near-miss: add a text to examples.no_match that looks alike and must not match"
    for text in filter(None, (rule.fix.summary, rule.why, rule.visitors)):
        for match in PLACEHOLDER.finditer(text):
            if match["words"] is None:
                yield f"{rule.id}: {match[0]} needs words for when it is not known: {{{match['name']}|words}}"
    known = COMPONENT_NAMES | _params_of(book, rule)
    for text in texts_of(rule):
        for match in PLACEHOLDER.finditer(text):
            if match["name"] not in known:
                yield f"{rule.id}: {match[0]}: no such placeholder; known here: {', '.join(sorted(known))}"
    recover = rule.fix.recover or Recovery()
    yield from (f"{rule.id}: {problem}" for problem in check_commands((*rule.fix.commands, *recover.commands)))


def texts_of(rule: Rule) -> tuple[str, ...]:
    """All texts of a rule that placeholders are filled in."""
    fix, recover = rule.fix, rule.fix.recover or Recovery()
    lists = (fix.steps, fix.commands, fix.check, fix.avoid, fix.developer, recover.steps, recover.commands)
    single = (rule.why, fix.summary, rule.visitors or "", fix.suppress or "")
    return (*filter(None, single), *(text for texts in lists for text in texts))


def check_patterns(match: Match) -> Iterator[str]:
    """Patterns that are none, or that take too long on a text made to be slow for them."""
    for pattern in patterns(match):
        try:
            re.compile(pattern)
        except re.error as error:
            yield f"not a regular expression: {pattern!r}: {error}"
            continue
        slowest = max(_seconds(regex.compile(pattern), text) for text in _WORST)
        if slowest > _SLOW:
            yield f"too slow, {slowest:.1f} s or more on a text of 20 KB: {pattern!r}"


def _seconds(pattern: regex.Pattern[str], text: str) -> float:
    began = time.perf_counter()
    try:
        pattern.search(text, timeout=2 * _SLOW)
    except TimeoutError:
        return 2 * _SLOW
    return time.perf_counter() - began


def check_commands(commands: Iterable[str]) -> Iterator[str]:
    """Commands that do harm where they are copied without thought."""
    for command in commands:
        for pattern, harm in _DANGEROUS:
            if pattern.search(command):
                yield f"the command {command!r} {harm}"


def overlaps(book: RuleBook) -> Iterator[str]:
    """Rules of equal rank that fit the same example: which one wins would be chance."""
    for rule in book:
        component = Component(kind=rule.match.kind[0] if rule.match.kind else "unknown", slug=rule.match.slug or "")
        for text in rule.examples.match:
            fitting = [
                other
                for other in book.fitting(diagnostic_of(book, rule, text), component)
                if other.match.identifier == rule.match.identifier
                and conditions(other.match) == conditions(rule.match)
                and book.origin(other).parent == book.origin(rule).parent
            ]
            for one, other in combinations(fitting, 2):
                yield f"{rule.id}: {one.id} and {other.id} fit equally well: {text.splitlines()[0][:120]!r}"


def unreachable(book: RuleBook) -> Iterator[str]:
    """Rules that match just what another one matches."""
    by_match: dict[bytes, Rule] = {}
    for rule in book:
        other = by_match.setdefault(msgspec.json.encode(rule.match), rule)
        if other is not rule:
            yield f"{rule.id}: matches just what {other.id} matches; one of them is never reached"


def _shared_advice(book: RuleBook) -> Iterator[str]:
    """Guides, causes and findings: their identifiers must be those of some rule, their patterns sound."""
    known = {rule.match.identifier for rule in book if not rule.match.identifier.endswith("*")}
    known |= {diagnostic_of(book, rule, text).identifier for rule in book for text in rule.examples.match}
    shared = [
        *(("guide", guide.match) for guide in book.all_guides),
        *(("cause", cause.cause) for cause, _ in book.causes),
        *(("effect", cause.effect) for cause, _ in book.causes),
        *(("finding", finding.match) for finding, _ in book.findings),
    ]
    for what, match in shared:
        yield from (f"{what} for {match.identifier}: {problem}" for problem in check_patterns(match))
        if not any(names(match, identifier) for identifier in known):
            yield f"{what}: unknown identifier {match.identifier}: no rule has it"
    for guide in book.all_guides:
        recover = guide.recover or Recovery()
        yield from (f"guide for {guide.match.identifier}: {problem}" for problem in check_commands(recover.commands))
    for finding, _ in book.findings:
        if not any(name == finding.identifier for name in known):
            yield f"finding {finding.identifier}: no rule says what it means"


def _params_of(book: RuleBook, rule: Rule) -> frozenset[str]:
    """The parameters that the rule's own examples carry."""
    names: set[str] = set()
    for text in rule.examples.match:
        names |= values(diagnostic_of(book, rule, text), Component(), None).keys()
    return frozenset(names)
