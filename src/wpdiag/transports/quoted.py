"""Tell a message from one that somebody writes about: in comments of source code, changelogs, tutorials.

Rests on what PHP never does: it puts no comment mark and no words of a changelog before a label, prints no message
directly into ``<code>``, and runs no JavaScript.
"""

from __future__ import annotations

import re

from wpdiag.lazy import lazy

_LEAD = 120
"""Bytes before a label that may tell that it is a quotation."""
_COMMENT = lazy(rb"^\s*(?://|/\*|#(?!\d)|\* *\S)|(?://|/\*) ?$|^\s*\*+ +\S.*[\w:] [\"'`]?$")
_WRITES_ABOUT = lazy(
    rb"\b(?:fix(?:e[sd]|ing)?|resolve[sd]?|avoid(?:s|ed|ing)?|prevent(?:s|ed|ing)?|suppress(?:e[sd])?|correct(?:s|ed)"
    rb"|remove[sd]?|address(?:e[sd])|no longer|(?:may|might|will|would|could) (?:see|get)|such as|for example|e\.g\."
    rb"|looks? like|similar to|something like)\b[^.!?\n]*$",
    re.I,
)
_QUOTING_TAG = lazy(
    rb"<(?:code|pre|kbd|samp|tt|q|blockquote|title|h[1-6]|em|i|a|option|textarea)(?:\s[^<>]*)?>(?:PHP )?$", re.I
)
_BLOCK_TAG = lazy(rb"<(p|li|td|div|span|dd)(?:\s[^<>]*)?>$", re.I)
_NO_PHP = lazy(
    rb"\.(?:[cm]?jsx?|tsx?|vue|css|scss|less|py|rb|java|go|rs|c|cc|cpp|h|hpp|cs|swift|json|ya?ml|toml|md|rst|sh|pl)$",
    re.I,
)
_SAMPLE_FILE = lazy(rb"/?path/to/|[^\s:]*(?:\.\.\.|\xe2\x80\xa6)")


def is_quoted(data: bytes, start: int, end: int, file: bytes) -> bool:
    """Whether the message that begins at ``start`` and ends at ``end``, its place in ``file``, is a quotation."""
    if _NO_PHP.search(file) or _SAMPLE_FILE.match(file):
        return True
    before = data[max(data.rfind(b"\n", 0, start) + 1, start - _LEAD) : start]
    if not before.strip():
        return False
    if _QUOTING_TAG.search(before):
        return True
    block = _BLOCK_TAG.search(before)
    if block and data[end : end + 16].lower().startswith(b"</" + block[1].lower()):
        return True
    return bool(_COMMENT.search(before) or _WRITES_ABOUT.search(before))
