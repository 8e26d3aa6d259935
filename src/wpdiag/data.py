"""Where the data that comes with wpdiag lies, in a checkout and in an installed wheel alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def rules_folder() -> Path:
    """The folder ``rules``: inside the package when installed from a wheel, at the top of a checkout otherwise."""
    inside = _PACKAGE / "rules"
    return inside if inside.is_dir() else _PACKAGE.parents[1] / "rules"
