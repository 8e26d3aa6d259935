"""Any text made fit to be shown: all that replaces something, in the order in which it must."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import regex

from wpdiag.redact import calls, hosts, paths, secrets
from wpdiag.redact.sql import sql
from wpdiag.redact.standins import STANDIN, Standins

_ROUNDS = 6
"""Replacing a secret can bring another to light; so often at most."""


class Cleaner:
    """Cleans texts of one report.

    :param folders: of its sites.
    :param kept: names and versions of components in lower case.
    """

    def __init__(self, name: Standins, folders: Iterable[str], kept: frozenset[str]) -> None:
        self.name = name
        self._folders = paths.roots(folders)
        self._kept = kept
        self._known: regex.Pattern[str] | None = None
        self._words: dict[str, str] = {}
        self._done: dict[str, str] = {}

    def look_everywhere(self) -> None:
        """From now on, replace every secret that was seen so far wherever it stands."""
        self._words = self.name.known()
        if self._words:
            self._known = regex.compile(
                rf"(?P<kept>{STANDIN}(?:[\\/][^\s'\"():,;<>|]*)?|\bwp-(?:content|includes|admin)[\\/][^\s'\"():,;<>|]*)"
                r"|(?<![\w-])\L<words>(?![\w-])",
                regex.IGNORECASE,
                words=list(self._words),
            )

    def text(self, text: str) -> str:
        """The text without secrets; doing it again changes nothing."""
        done = self._done.get(text)
        if done is None:
            done = self._done[text] = _stable(text, self._once)
        swept = self._swept(done)
        return done if swept == done else _stable(swept, lambda each: self._swept(self._once(each)))

    def below_root(self, path: str) -> str:
        """A path below a site's folder: only addresses go."""
        return _stable(path, self._addresses)

    def _once(self, text: str) -> str:
        name = self.name
        text = paths.paths(text, name, self._folders)
        text = calls.traces(text, name)
        text = sql(text, name)
        text = hosts.urls(text, name)
        text = hosts.queries(text, name)
        text = secrets.fields(text, name)
        text = secrets.sentences(text, name)
        text = self._addresses(text)
        return secrets.looks(text, name)

    def _swept(self, text: str) -> str:
        return self._known.sub(self._known_word, text) if self._known else text

    def _addresses(self, text: str) -> str:
        text = hosts.emails(text, self.name)
        text = hosts.ips(text, self.name, self._kept)
        return hosts.hosts(text, self.name, self._kept)

    def _known_word(self, match: re.Match[str] | regex.Match[str]) -> str:
        return match[0] if match["kept"] else self._words[match[0].lower()]


def _stable(text: str, step: Callable[[str], str]) -> str:
    """What a step makes of a text, done until nothing changes."""
    before, after = None, text
    for _ in range(_ROUNDS):
        if before == after:
            break
        before, after = after, step(after)
    return after
