"""Tell quickly that a text is none that wpdiag knows, so that what nobody knows need not be searched for in all tables.

``False`` is certain; ``True`` means that only :func:`wpdiag.diagnose.diagnose` can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from wpdiag.diagnose import server, written
from wpdiag.diagnose.alternatives import literals
from wpdiag.diagnose.families import ERRORS, MESSAGES
from wpdiag.diagnose.families_code import CODE
from wpdiag.diagnose.families_deprecated import DEPRECATED
from wpdiag.diagnose.families_run import RUN

_CALL = re.compile(r"[A-Za-z_\\][\w\\]{0,200}(?:(?:::|->)\w{1,100})?\(")
_WORD = re.compile(rb"[A-Za-z]{2}")
"""No message that is known is without a word of ASCII."""
_AS_ASCII = bytes(range(128)) + b"\x1a" * 128
_SHORT = 5
"""Characters below which a literal stands in too many texts to tell anything."""
_BEGINS_WITH_LETTER = re.compile(r"[A-Za-z](?:[A-Za-z](?![?*{])| (?![?*{]))")
_LOG_LINES = (
    "Cron ",
    "wpdiag-probe ",
    "pdate",
    "Upgrading ",
    "has been upgraded",
    "is inactive",
    "Scraping",
    "[function] => ",
)
"""What the lines of WordPress' own and of the probe hold, and calls that print_r() shows."""


def may_be_known_message(message: bytes) -> bool:
    """Whether a message of PHP's, without label, place and trace, may have a row or a family.

    :param message: UTF-8, or whatever else the log has.
    """
    if not _WORD.search(message):
        return False
    text = message.translate(_AS_ASCII).decode("ascii")  # what wpdiag knows is ASCII; the rest can only be a name
    if _CALL.match(text) or text.startswith(("Uncaught ", "During ", "mysqli")):
        return True
    families = _families()
    if families.short.match(text) or _holds(text, families.first.get(text[:1], ())):
        return True
    if not message.isascii():
        return families.any_of_them.search(text) is not None  # skips what was not ASCII faster than that
    return _holds(text, families.anywhere)


def may_be_known_text(text: str) -> bool:
    """Whether free text may be a sentence of WordPress, a library or a server."""
    return _holds(text, _LOG_LINES) or _holds(text, _sentences()) or server.identify(text) is not None


def _holds(text: str, words: tuple[str, ...]) -> bool:
    for word in words:  # noqa: SIM110 - a loop takes half the time of any(), and this runs once for each record
        if word in text:
            return True
    return False


@cache
def _sentences() -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[0] for row in written.WRITTEN))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, dict.fromkeys(words))))


class _Families(NamedTuple):
    """Words that messages with a certain first letter hold, words of any other message, and patterns with neither."""

    first: dict[str, tuple[str, ...]]
    anywhere: tuple[str, ...]
    any_of_them: re.Pattern[str]
    short: re.Pattern[str]


@cache
def _families() -> _Families:
    first: dict[str, list[str]] = {}
    anywhere = [row[0] for row in (*MESSAGES, *ERRORS, *written.WRITTEN)]
    short: list[str] = []
    for _, family in (*CODE, *RUN, *DEPRECATED):
        for words, pattern in literals(family):
            if len(words) < _SHORT:
                short.append(re.sub(r"\?P<\w+>", "?:", pattern))
            elif _BEGINS_WITH_LETTER.match(pattern):
                first.setdefault(pattern[0], []).append(words)
            else:
                anywhere.append(words)
    return _Families(
        {letter: tuple(dict.fromkeys(found)) for letter, found in first.items()},
        tuple(dict.fromkeys(anywhere)),
        _any_of(anywhere),
        re.compile("|".join(short), re.S),
    )
