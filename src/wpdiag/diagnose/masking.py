"""Take the values out of a text: quoted content, numbers, addresses, paths, dates and hashes become ``<*>``.

The same function makes the template that a report shows and the identity of what no table knows. Each alternative
begins where the one before it cannot go on, so the time is linear in the length of the text.
"""

from __future__ import annotations

import re

from wpdiag.lazy import lazy

HOLE = "<*>"
_QUOTED = (
    r"(?<![\w\\])'[^'\n]*'(?!\w)|\"[^\"\n]*\"|“[^“”\n]*”|„[^„“”\n]*[“”]|«[^«»\n]*»|‘[^‘’\n]*’|「[^「」\n]*」|`[^`\n]*`"
)
_CHARACTER = r"(?:[^\s'\"()\[\],;<>|]|<\*>)"
_VALUE = (
    rf"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{{1,20}}://{_CHARACTER}*"  # URL
    r"|(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"  # mail address
    rf"|(?<![\w.<>\\/:)\]])(?:[A-Za-z]:[\\/]|\\\\|\.{{0,2}}/)(?=[\w.~-]|<\*>){_CHARACTER}+"  # path
    rf"|(?<![\w./\\])wp-(?:content|includes|admin)[\\/]{_CHARACTER}+"
    r"|(?<!\w)[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}(?!\w)"  # UUID
    r"|(?<!\w)(?=[a-fA-F]{0,32}\d)[0-9a-fA-F]{8,}(?!\w)|(?<!\w)0x[0-9a-fA-F]+"  # hash, address in memory
    r"|(?<!\w)(?=[A-Za-z]{0,32}\d)[A-Za-z0-9]{16,}={0,2}(?!\w)"  # token
    r"|(?<![\w:])(?:[0-9a-fA-F]{1,4}::?){2,7}[0-9a-fA-F]{1,4}(?![\w:])"  # IPv6
    r"|(?<!\w)\d{1,2}[ -](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}[ -]\d{2,4}(?!\w)"
)
_NUMBER = r"[-+]?\d+(?:[-.:/,T+]\d+)*(?:\s?[KMGTk]i?[Bb]|[KMGT]|Z|\s?ms|\s?s|%)?(?!\w)"
_WORDS = r"(?P<words>(?<!\w)(?:[^\W\d]+ )+)"
"""Plain words, which are no values, taken in one step: trying all alternatives at each of their letters is slow."""
_TEXT = lazy(rf"{_WORDS}|(?=['\"“„«‘「`])(?:{_QUOTED})|<\*>|(?<!\w)(?:{_VALUE}|{_NUMBER})")
_NAMED = lazy(rf"<\*>|(?<!\w)(?:{_VALUE}|[-+]?\d{{3,}}(?:[-.:/,T+]\d+)*(?!\w))")
_SYMBOL = lazy(r"\$?\\?[A-Za-z_][\w\\][\w\\]{0,120}(?:(?:::|->)\$?\w{1,120})?(?:\(\))?")
_ROW = lazy(r"<\*>(?:[\s,;|/&+=:-]{0,4}<\*>)+")


def mask(text: str, kept: frozenset[str] = frozenset(), *, symbols: bool = False) -> str:
    """The text with its values as ``<*>``; a row of values is one.

    :param kept: what stays although it stands in quotes: the names that the message is known to hold.
    :param symbols: whether quoted content that could be a name of PHP code stays, as in PHP's own messages.
    """

    def hole(found: re.Match[str]) -> str:
        value = found[0]
        if found.lastgroup:
            return value
        bare = value[1:-1]
        if kept and (value in kept or (bare and bare in kept)):
            return value
        return bare if symbols and value[0] in "'\"`" and _SYMBOL.fullmatch(bare) else HOLE

    return _ROW.sub(HOLE, _TEXT.sub(hole, text))


def mask_name(name: str) -> str:
    """A name without the values that code puts in names: ids of three and more digits, hashes, addresses."""
    return _NAMED.sub(HOLE, name)
