"""Which version of a component fixed which fault: ``rules/fixes.yml``, each with the evidence."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from wpdiag.data import rules_folder
from wpdiag.yamlcache import load_yaml


class Fixed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fault, by its identifier and, where given, its text domain, and the version of the component without it."""

    kind: Literal["plugin", "theme"]
    slug: str
    identifier: str
    fixed_in: str
    source: str
    domain: str | None = None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    fixes: tuple[Fixed, ...]


class Fixes:
    """Look-ups by component and fault."""

    def __init__(self, fixes: Iterable[Fixed]) -> None:
        self._fixes = {(fix.kind, fix.slug, fix.identifier, fix.domain): fix for fix in fixes}

    @staticmethod
    @cache
    def default() -> Fixes:
        """Those that come with wpdiag; read once."""
        return Fixes(read_fixes(rules_folder() / "fixes.yml"))

    def find(self, kind: str, slug: str, identifier: str, domain: str | None) -> Fixed | None:
        """The fix of a component for a fault: for this text domain, else for any."""
        return self._fixes.get((kind, slug, identifier, domain)) or self._fixes.get((kind, slug, identifier, None))  # type: ignore[arg-type]


def read_fixes(file: Path) -> tuple[Fixed, ...]:
    """The fixes in a file.

    :raises OSError: where it cannot be read; :raises msgspec.ValidationError: where it is no table of fixes.
    """
    return load_yaml(file, _File).fixes
