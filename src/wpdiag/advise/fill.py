"""Fill the placeholders of a rule's texts for one issue.

``{name}`` is replaced by a value, ``{name|words}`` by the value or else by the words, ``${name|words}`` by ``$`` and
the value or else by the words alone. A step or command with a placeholder that has neither is left out, so that no
advice speaks of something unknown. Placeholders:

- every parameter of the diagnostic: ``{function}``, ``{domain}``, ``{table}`` …; ``{deprecated}`` for its ``name``;
- ``{name}``, ``{slug}``, ``{kind}``, ``{version}`` of the component;
- ``{plugin}``, ``{theme}``, ``{mu_plugin}``, ``{dropin}``: the slug, only if the component is of that kind;
- ``{file}``, ``{line}``, ``{message}``, ``{site}``.

Log text is hostile: in a command every value is quoted for a POSIX shell, and what does not fit on one short line, or
could be read as an option, leaves the command out.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Container, Mapping
from functools import lru_cache

import msgspec

from wpdiag.lazy import lazy
from wpdiag.model import Component, Diagnostic

PLACEHOLDER = lazy(r"(?P<sign>\$?)\{(?P<name>[a-z_]+)(?:\|(?P<words>[^{}]*))?\}")
COMPONENT_NAMES = frozenset(
    {"name", "slug", "kind", "version", "plugin", "theme", "mu_plugin", "dropin", "file", "line", "message", "site"}
)
_PLAIN = lazy(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]{1,200}")
_PHP_NAME = lazy(r"[\w\\:./-]{1,200}", re.A)
_LONGEST = 300
_SENTENCES = ("{advice", "{detail")
"""Parameters that are half a sentence of PHP or WordPress; in front they become a whole one."""


def values(
    diagnostic: Diagnostic, component: Component, site: str | None, asked: Container[str] | None = None
) -> dict[str, str]:
    """What the placeholders stand for in this issue.

    :param asked: the placeholders that there are; what others stand for may be left out. None means all.
    """
    known = {
        name: " ".join(value.split())[:_LONGEST]
        for name, value in diagnostic.params.items()
        if asked is None or name in asked or name == "name"
    }
    if "name" in known:  # of the outdated thing; ``{name}`` is the component's
        known["deprecated"] = known.pop("name")
    if asked is None or "message" in asked:
        known["message"] = " ".join(diagnostic.message.split())[:_LONGEST]
    if component.kind != "unknown":
        known |= {"kind": component.kind, "slug": component.slug, "name": component.name or component.slug}
        known[component.kind.replace("-", "_")] = component.slug
        if component.version:
            known["version"] = component.version
    if diagnostic.location:
        known["file"] = diagnostic.location.file
        if diagnostic.location.line:
            known["line"] = str(diagnostic.location.line)
    if site:
        known["site"] = site
    return {name: value for name, value in known.items() if value}


class _Blank(msgspec.Struct, frozen=True):
    """A placeholder, and the text in front of it."""

    before: str
    sign: str
    name: str
    words: str | None


@lru_cache(maxsize=4096)
def _taken_apart(text: str) -> tuple[tuple[_Blank, ...], str]:
    """The placeholders of a text, and what stands behind the last one; rules have few texts, and fill them often."""
    blanks = []
    at = 0
    for match in PLACEHOLDER.finditer(text):
        blanks.append(_Blank(text[at : match.start()], match["sign"], match["name"], match["words"]))
        at = match.end()
    return tuple(blanks), text[at:]


def placeholders(text: str) -> list[str]:
    """The names of the placeholders in a text."""
    return [blank.name for blank in _taken_apart(text)[0]]


def fill(text: str, known: Mapping[str, str]) -> str | None:
    """The text with its placeholders filled; None where one has no value and no words of its own."""
    blanks, rest = _taken_apart(text)
    if not blanks:
        return text
    filled: list[str] = []
    for blank in blanks:
        found = known.get(blank.name)
        if found is not None:
            filled += (blank.before, blank.sign, found)
        elif blank.words is None:
            return None
        else:
            filled += (blank.before, blank.words)
    whole = "".join(filled) + rest
    return whole[:1].upper() + whole[1:] if text.startswith(_SENTENCES) else whole


def in_words(text: str) -> str:
    """The text for no issue in particular: its placeholders are their words, or their names in angle brackets."""
    return PLACEHOLDER.sub(lambda match: match["words"] or f"{match['sign']}<{match['name'].replace('_', '-')}>", text)


def fill_command(command: str, known: Mapping[str, str]) -> str | None:
    """The command with its placeholders filled, values quoted for the shell; None where that is not safe."""
    given = _given(command, known)
    safe = {name: shlex.quote(value) for name, value in given.items() if _PLAIN.fullmatch(value) and value[0] != "-"}
    return fill(command, safe)


def fill_php(code: str, known: Mapping[str, str]) -> str | None:
    """PHP code with its placeholders filled; they stand in strings of single quotes. None where a value is missing, or
    is more than a name or an address."""
    given = _given(code, known)
    safe = {name: value.replace("\\", "\\\\") for name, value in given.items() if _PHP_NAME.fullmatch(value)}
    return fill(code, safe)


def _given(text: str, known: Mapping[str, str]) -> dict[str, str]:
    """The values that a text asks for."""
    return {name: known[name] for name in placeholders(text) if name in known}
