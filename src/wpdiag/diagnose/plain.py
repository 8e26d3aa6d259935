"""Plain text from what PHP and WordPress printed: no tags, entities decoded, one kind of line end."""

from __future__ import annotations

import re

from wpdiag.lazy import lazy

_TAG = lazy(
    r"</?(?:a|abbr|b|blockquote|br|code|div|em|font|form|h[1-6]|hr|i|img|input|li|ol|p|pre|small|span|strong|sub|sup"
    r"|table|tbody|td|th|thead|tr|tt|u|ul)(?:\s[^<>]*)?/?>",
    re.I,
)
_ENTITY = lazy(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")
"""As :func:`html.unescape` takes them."""
_USUAL = {"&quot;": '"', "&#039;": "'", "&lt;": "<", "&gt;": ">", "&amp;": "&", "&#8217;": "\u2019"}
"""What PHP's htmlspecialchars() and WordPress' wptexturize() write most."""
_SPACES = lazy(r"[ \t\r\f\v\xa0]+")


def untag(text: str) -> str:
    """Text without HTML tags, its entities decoded (``&lt;a&gt;`` becomes ``<a>`` and stays)."""
    if "<" in text:
        text = _TAG.sub("", text)
    return _ENTITY.sub(_decoded, text) if "&" in text else text


def _decoded(entity: re.Match[str]) -> str:
    usual = _USUAL.get(entity[0])
    if usual is None:
        import html  # its table of two thousand names takes as long to load as the diagnosis of a small log

        return html.unescape(entity[0])
    return usual


def plain(text: str) -> str:
    """A message as a person reads it: no tags, entities decoded, cut at a NUL as PHP cuts it, no blanks at the ends."""
    if "<" not in text and "&" not in text and text.isprintable():
        return text.strip()
    return untag(text.partition("\0")[0]).replace("\r\n", "\n").replace("\r", "\n").strip()


def one_line(text: str) -> str:
    """The text with every run of white space, line ends too, as one blank."""
    if "  " not in text and text.isprintable():
        return text.strip()
    return _SPACES.sub(" ", text.replace("\n", " ")).strip()
