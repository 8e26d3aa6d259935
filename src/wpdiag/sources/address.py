"""Web addresses: what a server is asked for, and what of an address may be shown."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit

import msgspec

from wpdiag.lazy import lazy

_WHO = lazy(r"(?P<scheme>[a-z][a-z0-9+.-]*://)[^/?#]*@", re.I)
_BROKEN_WHO = lazy(r"(?P<scheme>[a-z][a-z0-9+.-]*://).*@", re.I | re.S)
"""Of an address that is none: a password may hold whatever ends the part that it should stand in."""
_SECRET = lazy(
    r"(?P<name>[?&;][^=&;#]*(?:token|secret|passw|passphrase|pwd|signature|credential|jwt|session|(?:api|access|auth|private)"
    r"[_-]?key)[^=&;#]*=|[?&;](?:pass|sig|auth|key|sid)=)[^&;#]+",
    re.I,
)
"""Fields of a query that let somebody in. Nonces are none: they run out within a day and need a login."""
_CONTROL = lazy(r"[\x00-\x1f\x7f-\x9f]")
_KEPT = "%/:?&=~+!$,;'()*@[]|"
_PORTS = {"http": 80, "https": 443}


class Address(msgspec.Struct, frozen=True):
    """An ``http(s)://`` address, taken apart."""

    url: str
    """What is asked for: ASCII, without user and password, without what stands behind ``#``."""
    shown: str
    """The address as it was given, without secrets."""
    host: str
    request: str
    """Path and query, without secrets."""
    origin: tuple[str, str, int]
    """Scheme, host and port: what a login is for."""
    login: bytes | None
    """``user:password``, where the address has them."""

    def __repr__(self) -> str:
        """Nothing that must not get into a message."""
        return f"Address({self.shown!r})"

    def is_server_of(self, other: Address) -> bool:
        """Whether a login for another address may be sent here: to the same server, or to its secure side."""
        upgraded = ("http", self.host, 80), ("https", self.host, 443)
        return self.origin == other.origin or (other.origin, self.origin) == upgraded

    def following(self, location: str) -> Address:
        """Where a redirect leads.

        :raises ValueError: where that is no ``http(s)://`` address.
        """
        return address_of(urljoin(self.url, location))


def address_of(word: str) -> Address:
    """An address as somebody wrote it; blanks and letters of any language are put as servers want them.

    :raises ValueError: where it is no valid ``http(s)://`` address; its text may hold secrets.
    """
    if _CONTROL.search(word):
        raise ValueError
    parts = urlsplit(word)
    scheme, port = parts.scheme.lower(), parts.port
    if scheme not in _PORTS or not parts.hostname:
        raise ValueError
    host = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode()
    if not re.fullmatch(r"[\w.~:%-]+", host, re.ASCII):
        raise ValueError
    place = f"[{host}]" if ":" in host else host
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    login = None
    if parts.username is not None:
        login = unquote_to_bytes(parts.username) + b":" + unquote_to_bytes(parts.password or "")
    return Address(
        url=f"{scheme}://{place}{f':{port}' if port else ''}" + quote(target, _KEPT, errors="surrogateescape"),
        shown=without_secrets(word.partition("#")[0]),
        host=host,
        request=_SECRET.sub(r"\g<name>***", target),
        origin=(scheme, host, port or _PORTS[scheme]),
        login=login,
    )


def without_secrets(address: str) -> str:
    """An address of any scheme without user and password, and without the values of telling fields of its query."""
    try:
        urlsplit(address).port  # noqa: B018 - to know whether there is one
        who = _WHO
    except ValueError:
        who = _BROKEN_WHO
    return _SECRET.sub(r"\g<name>***", who.sub(r"\g<scheme>", address, count=1))
