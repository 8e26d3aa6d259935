"""The logs of the WordPress site that a folder belongs to, found as WordPress finds them (wp-config.php upwards)."""

from __future__ import annotations

import re
from pathlib import Path

from wpdiag.lazy import lazy

_DEFINED = lazy(r"""^[^#/*\n]*define\(\s*['"](WP_DEBUG_LOG|WP_CONTENT_DIR)['"]\s*,\s*['"]([^'"]+)['"]\s*\)""", re.M)
_CONTENT_FOLDERS = ("wp-content", "content", "app", "web/app")


def site_of(folder: Path) -> Path | None:
    """The nearest folder, upwards, that has a wp-config.php."""
    for place in (folder, *folder.parents):
        if (place / "wp-config.php").is_file():
            return place
    return None


def logs_of(site: Path) -> list[Path]:
    """The logs of a site that exist: WP_DEBUG_LOG, debug.log, error_log files, WooCommerce's logs."""
    try:
        config = (site / "wp-config.php").read_text(encoding="utf-8", errors="replace")
    except OSError:
        config = ""
    defined = dict(_DEFINED.findall(config))
    contents = [site / name for name in _CONTENT_FOLDERS]
    if "WP_CONTENT_DIR" in defined:
        contents.insert(0, Path(defined["WP_CONTENT_DIR"]))
    candidates = [site / defined["WP_DEBUG_LOG"]] if "WP_DEBUG_LOG" in defined else []
    for content in contents:
        candidates += [content / "debug.log", *sorted((content / "uploads" / "wc-logs").glob("*.log"))]
    candidates += [site / "error_log", site / "php_errorlog", site / "wp-admin" / "error_log"]
    return [path for path in dict.fromkeys(candidates) if path.is_file()]
