"""What one record says: from the wrapped text to the diagnostic that is understood."""

from __future__ import annotations

import msgspec


class Struct(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all nouns: immutable, compared by value, with slots."""


class Entry(Struct, frozen=True, kw_only=True):
    """One record without its wrapper: text that PHP, WordPress or a plugin wrote, and what the wrapper told of it."""

    text: str
    shown: bool = False
    """True where visitors could read it (page output): then the text has no ``PHP `` in front."""
    markup: bool = False
    """True where the text is HTML (html_errors)."""
    truncated: bool = False
    """True where the wrapper or a cut of the file took away the end of the text."""
    request: str | None = None
    """The path that was asked for, where the wrapper names it."""


class Location(Struct, frozen=True, kw_only=True):
    """A file as the message names it, and a line (counted from 1; 0 where PHP gives 0; null where unknown)."""

    file: str
    line: int | None = None


class Frame(Struct, frozen=True, kw_only=True):
    """One call of a stack trace; file and line are null for ``[internal function]``."""

    file: str | None
    line: int | None
    call: str


class Diagnostic(Struct, frozen=True, kw_only=True):
    """What PHP or WordPress said in one record, understood."""

    identifier: str
    level: str
    php_level: str | None
    message: str
    raw: str
    """The message as printed: with its tags, without place and stack trace."""
    params: dict[str, str] = {}
    location: Location | None = None
    trace: tuple[Frame, ...] = ()
    truncated: bool = False
    shown: bool = False
    request: str | None = None
    probed: bool = False
    """True where the probe logged the calls behind a message that WordPress made at the same moment."""
