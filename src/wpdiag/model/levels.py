"""The scales: how severe PHP calls it, and what it does to the site."""

from __future__ import annotations

LEVELS = ("fatal", "error", "warning", "notice", "deprecated", "info")
"""All levels, most severe first."""
IMPACTS = ("down", "broken", "exposed", "future", "noise")
"""What an issue does to the site, in the order to act: the site or a page is down, something is broken for visitors,
visitors or attackers learn or get what they must not, the next PHP or WordPress will break it, nothing yet."""
_RANK = {level: rank for rank, level in enumerate(LEVELS)}


def at_least(level: str, threshold: str) -> bool:
    """Whether ``level`` is as severe as ``threshold``, or worse."""
    return _RANK[level] <= _RANK[threshold]


def worst(*levels: str) -> str:
    """The most severe of some levels."""
    return min(levels, key=_RANK.__getitem__)
