"""Signs that an encoding may not hold, and plain ones in their place: ``LANG=C``, pipes on Windows, old terminals."""

from __future__ import annotations

from wpdiag.formats.shared.sparkline import BARS

_PLAIN_BARS = dict(zip(BARS, "_.:-=+*#", strict=True))
_TYPED = {
    "×": "x", "·": "-", "…": "...", "→": "->", "–": "-", "—": "--", "‘": "'", "’": "'", "“": '"', "”": '"',
    "«": '"', "»": '"', "\u00a0": " ",
}  # fmt: skip
_GROUPS = (_PLAIN_BARS, *({sign: plain} for sign, plain in _TYPED.items()))
"""What stays or goes together: a line of bars of two kinds shows nothing."""


def fitted(text: str, encoding: str) -> str:
    """The text with plain signs for those of wpdiag's own that the encoding does not hold; letters stay."""
    for group in _GROUPS:
        if not _holds(encoding, "".join(group)):
            for sign, plain in group.items():
                text = text.replace(sign, plain)
    return text


def _holds(encoding: str, signs: str) -> bool:
    try:
        signs.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
