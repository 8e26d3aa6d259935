"""The logs of the WordPress site that a folder belongs to, found as WordPress finds them (wp-config.php upwards)."""

from __future__ import annotations

import re
from pathlib import Path

from wpdiag.lazy import lazy

_DEFINED = lazy(
    r"""^[^#/*\n]*(?:define|ini_set)\(\s*['"](WP_DEBUG_LOG|WP_CONTENT_DIR|error_log)['"]\s*,([^;\n]+)\)\s*;""", re.M
)
_PIECE = lazy(
    r"""\s*(?:(?P<quote>['"])(?P<text>[^'"$]*)(?P=quote)|(?P<name>__DIR__|ABSPATH|WP_CONTENT_DIR|dirname\(\s*__(?:FILE|DIR)__\s*\)))"""
    r"""\s*(?:\.(?=\s*\S)|$)"""
)
"""One part of ``WP_CONTENT_DIR . '/logs/my.log'``."""
_CONTENT_FOLDERS = ("wp-content", "content", "app", "web/app")


def site_of(folder: Path) -> Path | None:
    """The nearest folder, upwards, that has a wp-config.php."""
    for place in (folder, *folder.parents):
        if (place / "wp-config.php").is_file():
            return place
    return None


def logs_of(site: Path) -> list[Path]:
    """The logs of a site that exist: WP_DEBUG_LOG, PHP's error_log, debug.log, error_log files, WooCommerce's logs."""
    defined = _defined(site)
    contents = [site / name for name in _CONTENT_FOLDERS]
    if "WP_CONTENT_DIR" in defined:
        contents.insert(0, defined["WP_CONTENT_DIR"])
    candidates = [defined[name] for name in ("WP_DEBUG_LOG", "error_log") if name in defined]
    for content in contents:
        candidates += [content / "debug.log", *sorted((content / "uploads" / "wc-logs").glob("*.log"))]
    candidates += [site / "error_log", site / "php_errorlog", site / "wp-admin" / "error_log"]
    return [path for path in dict.fromkeys(candidates) if path.is_file()]


def _defined(site: Path) -> dict[str, Path]:
    """The paths that wp-config.php sets, as far as they can be told without running it."""
    try:
        config = (site / "wp-config.php").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    found: dict[str, Path] = {}
    for name, expression in _DEFINED.findall(config):
        path = _path(expression.strip(), site, found.get("WP_CONTENT_DIR", site / "wp-content"))
        if path:
            found[name] = site / path
    return found


def _path(expression: str, site: Path, content: Path) -> str:
    """The value of strings and well-known folders put together; empty where there is more to it."""
    value, at = "", 0
    while at < len(expression):
        piece = _PIECE.match(expression, at)
        if piece is None:
            return ""
        name, at = piece["name"], piece.end()
        if name is None:
            value += piece["text"]
        elif name == "ABSPATH":
            value += f"{site}/"
        elif name == "WP_CONTENT_DIR":
            value += str(content)
        else:
            value += str(site.parent if name.startswith("dirname") and "DIR" in name else site)
    return value
