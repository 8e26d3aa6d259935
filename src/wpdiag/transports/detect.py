"""Find the transport of a source by its first bytes. Every module of this package with a transport takes part."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from wpdiag import transports
from wpdiag.transports.base import Transport
from wpdiag.transports.debug_log import DebugLog

_SURE = 0.95
HEAD = 64 << 10
"""How many bytes are looked at."""


@cache
def _all() -> dict[str, type[Transport]]:
    for module in pkgutil.iter_modules(transports.__path__):
        import_module(f"{transports.__name__}.{module.name}")
    found: list[type[Transport]] = []
    kinds = Transport.__subclasses__()
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if "name" in vars(kind):
            found.append(kind)
    return {kind.name: kind for kind in sorted(found, key=lambda kind: (kind is not DebugLog, kind.name))}


def names() -> list[str]:
    """The names of all transports."""
    return list(_all())


def by_name(name: str) -> type[Transport]:
    """The transport of a name.

    :raises KeyError: where there is none.
    """
    return _all()[name]


def detect(head: bytes) -> type[Transport]:
    """The transport that fits best, or the first that fits almost wholly; any text at all fits ``text``."""
    best, best_score = by_name("text"), 0.0
    for kind in _all().values():
        score = kind.score(head)
        if score > best_score:
            best, best_score = kind, score
        if score >= _SURE:
            break
    return best
