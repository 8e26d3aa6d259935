"""What may stand around a message inside a line, whatever wrote the line: FPM's and FastCGI's marks, other messages.

The marks are those of php-fpm (sapi/fpm/fpm/fpm_main.c), nginx (ngx_http_fastcgi_module.c) and Apache's mod_proxy_fcgi.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wpdiag.lazy import lazy
from wpdiag.model import Entry
from wpdiag.transports.base import decode

_FASTCGI = lazy(
    r'FastCGI sent in stderr: "(?P<text>.*?)(?:" while (?P<doing>[a-z ]+), (?P<context>client: .*)|"?$)', re.S
)
_REQUEST = lazy(r'request: "[A-Z]+ (?P<path>\S+)')
_AH01071 = lazy(r"AH01071: Got error '(?P<text>.*?)(?:'(?:, referer: .*)?|$)$", re.S)
_DECORATION = lazy(
    r'\[[^\]]{10,40}\] (?:WARNING|NOTICE|ERROR): \[pool [^\]]+\] child \d+ said into std(?:err|out): "(?P<text>.*?)"?$',
    re.S,
)
_STAMP = lazy(r"\[\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d[^\]]{0,40}\] ")
_MESSAGE = lazy(r"(?:;\s*)?(?:NOTICE: )?PHP message: ")
_CUT = lazy(r"\.\.\.$")
_NGINX = lazy(r"\d{4}/\d\d/\d\d \d\d:\d\d:\d\d \[\w+\] \d+#\d+: (?:\*\d+ )?")
_APACHE = lazy(
    r"\[[A-Z][a-z]{2} [A-Z][a-z]{2} +\d+ [\d:.]+ \d{4}\] (?:\[[\w:]+\] )?(?:\[pid [^\]]*\] )?"
    r"(?:\[client [^\]]*\] )?(?:AH\d+: (?!Got))?"
)


def entries(body: bytes | str) -> Iterator[Entry]:
    """The entries in the text of one record."""
    yield from _peel(body if isinstance(body, str) else decode(body), None, 0)


def _peel(text: str, request: str | None, depth: int) -> Iterator[Entry]:
    text = text.strip("\r\n")
    if depth < 6:
        for wrapper in (_NGINX, _APACHE, _STAMP):
            match = wrapper.match(text)
            if match and match.end() < len(text):
                yield from _peel(text[match.end() :], request, depth + 1)
                return
        fastcgi = _FASTCGI.match(text)
        if fastcgi:
            path = _REQUEST.search(fastcgi["context"] or "")
            yield from _messages(fastcgi["text"], path["path"] if path else request, cut=fastcgi["context"] is None)
            return
        proxied = _AH01071.match(text) or _DECORATION.match(text)
        if proxied:
            yield from _peel(proxied["text"], request, depth + 1)
            return
    yield from _messages(text, request, cut=False)


def _messages(text: str, request: str | None, *, cut: bool) -> Iterator[Entry]:
    """The messages of one line: each begins with ``PHP message: ``, glued to the one before or set off by ``; ``."""
    parts = [part for part in _MESSAGE.split(text) if part.strip()]
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        shortened = _CUT.search(part.rstrip())
        lost = (cut and last) or bool(shortened)
        yield Entry(text=part.rstrip().removesuffix("...") if shortened else part, truncated=lost, request=request)
