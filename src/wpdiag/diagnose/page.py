"""Pages that stand in for the site: critical error, no database, maintenance (wp-includes: functions.php, load.php,
ms-load.php, class-wp-fatal-error-handler.php); and what wpdiag finds of a page or a log as a whole."""

from __future__ import annotations

import re

from wpdiag.lazy import lazy

PUBLIC_LOG = "Everybody can read this log over the web."

_KINDS = (
    ("http.error_in_json", "error", lazy(r"^PHP printed text before the JSON of an answer\.$")),
    ("http.output_before_xml", "error", lazy(r"^PHP printed text before an XML document\.$")),
    ("page.installation_open", "error", lazy(r"^WordPress offers its installation to every visitor\.$")),
    ("site.debug_log_public", "error", lazy(rf"^{re.escape(PUBLIC_LOG)}$")),
    ("page.critical_error", "fatal", lazy(r"There has been a critical error on (?:this|your) website")),
    ("page.database_connection", "fatal", lazy(r"Error establishing a database connection")),
    ("page.maintenance", "warning", lazy(r"Briefly unavailable for scheduled maintenance")),
    ("page.not_installed", "error", lazy(r"The site you have requested is not installed")),
    (
        "page.site_unavailable",
        "error",
        lazy(r"^This site (?:has been archived or suspended|is no longer available|has not been activated yet)\."),
    ),
    ("page.technical_difficulties", "fatal", lazy(r"The site is experiencing technical difficulties")),
)


def identify(text: str) -> tuple[str, str] | None:
    """Identifier and level of a page that replaces the site, or of what was found of a whole; None for other text."""
    for identifier, level, pattern in _KINDS:
        if pattern.search(text):
            return identifier, level
    return None
