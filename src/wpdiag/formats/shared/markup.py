"""Text as Markdown that shows itself and does nothing else: no markup, links, mentions, HTML, in CommonMark and in
the dialects of GitHub and GitLab."""

from __future__ import annotations

import re

from wpdiag.lazy import lazy
from wpdiag.safe import safe_line

_MARKUP = lazy(r"[\\`*_\[\]|~$]|[<>&]")
_REFERENCE = lazy(
    r"(?:[@#!%~$&:^]|gh-)(?=[\w\"/{])|/(?=/)|(?<=www)\.|(?<=mailto):|(?<=xmpp):"
    r"|(?<=\w)\.(?=[^\W\d_]{2})(?!(?:conf|css|htaccess|html?|inc|ini|js|json|log|php|sql|txt|xml|ya?ml)\b)",
    re.I,
)
"""What begins a mention, a reference to an issue, an emoji, or makes an address; but for names of files."""
_BLOCK = lazy(r"^(?=[-+=#:])|^(\d+)(?=[.)])|(?<=\s)(?=#+$)")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_JOINER = "\u2060"
_SAFE_URL = lazy(r"https?://[^\s<>\\`\"'()\[\]]+")


def escape(text: str) -> str:
    """Any text as inline Markdown on one line. An invisible word joiner breaks what would become a mention or link."""
    broken = _REFERENCE.sub(rf"\g<0>{_JOINER}", safe_line(text))
    escaped = _MARKUP.sub(lambda sign: _ENTITIES.get(sign[0], f"\\{sign[0]}"), broken)
    return _BLOCK.sub(lambda start: f"{start[1]}\\" if start[1] else "\\", escaped)


def code(text: str, *, in_table: bool = False) -> str:
    """Any text as a code span on one line, in which nothing is markup; a table's cells end at ``|`` even there."""
    plain = safe_line(text)
    if not plain:
        return ""
    longest = max(map(len, re.findall("`+", plain)), default=0)
    fence = "`" * (longest + 1)
    edge = " " if plain[0] == "`" or plain[-1] == "`" else ""
    span = f"{fence}{edge}{plain}{edge}{fence}"
    return span.replace("|", "\\|") if in_table else span


def block(lines: tuple[str, ...]) -> str:
    """Lines, each safe, as a fenced block of code."""
    plain = [safe_line(line) for line in lines]
    longest = max((len(run) for line in plain for run in re.findall("`+", line)), default=0)
    fence = "`" * max(longest + 1, 3)
    return "\n".join([f"{fence}sh", *plain, fence])


def link(url: str) -> str:
    """An address as a link; as code where it could break out of one."""
    return f"<{url}>" if _SAFE_URL.fullmatch(url) else code(url)
