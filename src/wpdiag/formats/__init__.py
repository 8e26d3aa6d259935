"""What a report looks like outside: one file per output format."""

from __future__ import annotations

import pkgutil

_NOT_FORMATS = frozenset({"base", "explanation", "letter", "marked", "rule_page", "safe"})


def names() -> list[str]:
    """The names of all formats; found without importing them: a format's module is named after it."""
    return sorted(
        module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg and module.name not in _NOT_FORMATS
    )
