"""Order of versions as PHP's version_compare() has it (php-src: ext/standard/versioning.c), but 1.0 is 1."""

from __future__ import annotations

import re

_PART = re.compile(r"\d+|[a-z]+", re.I)
_FORMS = {"dev": 0, "alpha": 1, "a": 1, "beta": 2, "b": 2, "rc": 3, "c": 3, "#": 4, "pl": 5, "p": 5}


def version_key(version: str) -> tuple[tuple[int, int], ...]:
    """A key to sort versions by: ``1.0-beta`` is before ``1.0``, which is before ``1.0.1``."""
    key: list[tuple[int, int]] = []
    for part in [*_PART.findall(version)[:12], ""]:
        if part.isdigit():
            key.append((4, int(part)))
            continue
        while len(key) > 1 and key[-1] == (4, 0):  # 1.0 is 1
            key.pop()
        key.append((_FORMS.get(part.lower(), -1), 0) if part else (4, -1))
    return tuple(key)


def is_at_least(version: str, other: str) -> bool:
    """Whether a version is another one or a later one."""
    return version_key(version) >= version_key(other)
