"""Find the transport of a source by its first bytes. Every module of this package with a transport takes part."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from wpdiag import transports
from wpdiag.transports.base import Transport, best, known

HEAD = 64 << 10
"""How many bytes are looked at."""


@cache
def _all() -> dict[str, type[Transport]]:
    for module in pkgutil.iter_modules(transports.__path__):
        import_module(f"{transports.__name__}.{module.name}")
    known.cache_clear()
    return {kind.name: kind for kind in known()}


def names() -> list[str]:
    """The names of all transports."""
    return list(_all())


def by_name(name: str) -> type[Transport]:
    """The transport of a name.

    :raises KeyError: where there is none.
    """
    return _all()[name]


def detect(head: bytes) -> type[Transport]:
    """The transport that fits best; any text at all fits ``text``."""
    _all()
    return best(head)
