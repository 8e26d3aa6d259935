"""Evidence in words: why a component is named."""

from __future__ import annotations

from wpdiag.attribute.roots import place_of
from wpdiag.model import Evidence
from wpdiag.safe import safe_line
from wpdiag.words import ENGLISH, Words

REASONS = {
    "file": "it happened in its file",
    "stack-trace": "called from {}",
    "called-in": "the wrong argument comes from {}",
    "call": "the stack names {}",
    "call-defined-in": "the stack names {}, which other records show in its files",
    "text-domain": 'its text domain "{}" is named',
    "output-started": "output began in {}",
    "message-printed": "a message that it caused was printed before",
    "headers-late": "{} sends headers too late",
    "path-in-message": "the message names {}",
    "namesake": "{} begins like its slug",
    "prefix": "it owns {}",
    "prefix-defined-in": "it owns {}, which other records show in its files",
    "table": 'its table "{}" is named',
    "hook": "its hook {} is named",
    "option": "its option {} is named",
    "constant": "its constant {} is named",
    "handle": "its script or style {} is named",
    "function": "its {} is named",
    "post-type": "its post type {} is named",
    "rest": 'its REST namespace "{}" is named',
    "block": 'its blocks "{}" are named',
    "request": 'its page "{}" was asked for',
    "update": "the updater took back its new version",
    "updated": "{}",
    "has-the-fix": "but {}",
    "library-versions": "versions of the library: {}",
}
KINDS = frozenset(REASONS)
"""All kinds of evidence that have words."""


def reason(piece: Evidence, say: Words = ENGLISH) -> str:
    """Half a sentence about a piece of evidence, safe for a terminal."""
    text = safe_line(piece.text)
    if ("/" in text or "\\" in text) and piece.kind not in ("call", "call-defined-in", "library-versions"):
        text = _short(text)
    return say(REASONS.get(piece.kind, f"{piece.kind}: {{}}")).format(text)


def _short(path: str) -> str:
    """A path without the site's root; the line and call behind it stay."""
    file, mark, rest = path.partition("(")
    place = place_of(file)
    return (place.path if place.root else file) + mark + rest
