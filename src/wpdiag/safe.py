"""Hostile text made harmless: what a log holds never steers a terminal, whatever bytes it has."""

from __future__ import annotations

import re

from wpdiag.lazy import lazy

_UNSAFE = lazy(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


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


def _written_out(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
