"""Pages that stand in for the site: critical error, no database, maintenance (wp-includes: functions.php, load.php,
class-wp-fatal-error-handler.php)."""

from __future__ import annotations

import re

_KINDS = (
    ("page.critical_error", "fatal", re.compile(r"There has been a critical error on (?:this|your) website")),
    ("page.database_connection", "fatal", re.compile(r"Error establishing a database connection")),
    ("page.maintenance", "warning", re.compile(r"Briefly unavailable for scheduled maintenance")),
    ("page.not_installed", "error", re.compile(r"The site you have requested is not installed")),
    ("page.paths_shown_to_visitors", "warning", re.compile(r"^Server paths are shown to visitors$")),
    ("page.technical_difficulties", "fatal", re.compile(r"The site is experiencing technical difficulties")),
)


def identify(text: str) -> tuple[str, str] | None:
    """Identifier and level of a page that replaces the site, from its text; None for any other text."""
    for identifier, level, pattern in _KINDS:
        if pattern.search(text):
            return identifier, level
    return None
