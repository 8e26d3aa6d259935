"""Patterns of many alternatives, each compiled when a text holds the words that it asks for.

The tables of families have hundreds of alternatives. Compiling all of them to find that none fits takes longer than a
scan of a small log.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_TOKEN = re.compile(
    r"(?P<text>(?:(?:\\\W|[^\\\[(){}.?*+|^$])(?![?*{]))+)|(?P<open>\()|(?P<close>\))|(?P<bar>\|)"
    r"|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\d*,?\d*\}|.",
    re.S,
)
_ESCAPE = re.compile(r"\\(.)")


class Alternatives:
    """Stands for a pattern (flag ``re.S``); the first of its alternatives that fits gives the match."""

    def __init__(self, pattern: str) -> None:
        self._alternatives = tuple(literals(pattern))

    def match(self, text: str) -> re.Match[str] | None:
        """As :meth:`re.Pattern.match`."""
        for words, pattern in self._alternatives:
            if words in text:
                match = _compiled(pattern).match(text)
                if match:
                    return match
        return None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As :meth:`re.Pattern.fullmatch`."""
        for words, pattern in self._alternatives:
            if words in text:
                match = _compiled(pattern).fullmatch(text)
                if match:
                    return match
        return None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.S)


def literals(pattern: str) -> Iterator[tuple[str, str]]:
    """The alternatives of a pattern, each behind the longest words that are in whatever it fits."""
    depth = start = 0
    words = ""
    for token in _TOKEN.finditer(pattern):
        kind = token.lastgroup
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        elif depth:
            continue
        elif kind == "bar":
            yield words, pattern[start : token.start()]
            start, words = token.end(), ""
        elif kind == "text":
            words = max(words, _ESCAPE.sub(r"\1", token[0]), key=len)
    yield words, pattern[start:]
