"""Hostile text made harmless: what a log holds never steers a terminal, whatever bytes it has."""

from __future__ import annotations

import re

from wpdiag.lazy import lazy

_UNSAFE = lazy(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_UNSAFE_IN_JSON = lazy(
    "[\x7f-\x9f\u061c\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""What may stand in JSON as it is, but steers a terminal or hides in it."""


def safe(text: str) -> str:
    """Text with control, bidirectional and invisible format characters written out as ``\\x1b`` or ``\\u202e``.

    Tab and line feed stay; lone surrogates (from undecodable file names) are written out, too.
    """
    return _UNSAFE.sub(_written_out, text)


def safe_line(text: str) -> str:
    """The same on one line: every run of white space is one blank."""
    return " ".join(safe(text).split())


def safe_code(line: str) -> str:
    """A line of code: its indent stays, tabs are four blanks."""
    return safe(line).replace("\t", "    ").rstrip()


def safe_json(text: str) -> str:
    """The same JSON, with what steers a terminal as ``\\u009b``: its readers get the same values."""
    return text if text.isascii() and "\x7f" not in text else _UNSAFE_IN_JSON.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def _written_out(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
