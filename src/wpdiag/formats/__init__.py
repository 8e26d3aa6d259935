"""What a report looks like outside: one file per output format."""

from __future__ import annotations

import pkgutil


def names() -> list[str]:
    """The names of all formats; found without importing them: a format's module is named after it."""
    modules = {module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg}
    return sorted(modules - {"base"})
