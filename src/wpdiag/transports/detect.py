"""Find the transport of a source by its first bytes. Every module of this package with a transport takes part."""

from __future__ import annotations

from functools import cache

from wpdiag.transports.base import Transport, best, known
from wpdiag.transports.debug_log import DebugLog

HEAD = 64 << 10
"""How many bytes are looked at."""


_MEANT = {"cli": "text", "iis": "debug-log", "journald": None, "xdebug": "debug-log"}
"""Words for what a program writes, and the transport of that; the journal's many forms are told apart by themselves."""


@cache
def _all() -> dict[str, type[Transport]]:
    return {kind.name: kind for kind in known()}


def names() -> list[str]:
    """The names of all transports."""
    return list(_all())


def words() -> list[str]:
    """What people can ask for: the names of all transports, and words for what programs write."""
    return sorted({*_all(), *_MEANT})


def meant(name: str | None) -> str | None:
    """The transport that a word of :func:`words` stands for; None: it is found by itself."""
    return _MEANT.get(name, name) if name else None


def by_name(name: str) -> type[Transport]:
    """The transport of a name.

    :raises KeyError: where there is none.
    """
    return _all()[name]


def detect(head: bytes) -> type[Transport]:
    """The transport that fits best; any text at all fits ``text``.

    What most sources are is seen at a glance: for these, the others are not even loaded.
    """
    if head[:1] == b"[" and DebugLog.certain(head):
        return DebugLog
    if head[:64].lstrip()[:1] == b"<":
        from wpdiag.transports.html import Html

        if Html.certain(head):
            return Html
    return best(head)
