"""Read what is installed from a site's folder: the headers of its plugins and themes, and its version of WordPress.

Headers are read as WordPress reads them, from the first 8 KB of a file (get_file_data() in wp-includes/functions.php).
The plugins are those of get_plugins(), get_mu_plugins() and get_dropins() (wp-admin/includes/plugin.php), the themes
those of search_theme_directories() (wp-includes/theme.php).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wpdiag.attribute.inventory import Installed, Inventory, InventoryError, Library
from wpdiag.lazy import lazy

_HEADER = 8 << 10
_FIELD = r"^(?:[ \t]*<\?php)?[ \t/*#@]*{}:(.*)$"
_DROPINS = frozenset(
    (
        "advanced-cache.php",
        "db.php",
        "db-error.php",
        "install.php",
        "maintenance.php",
        "object-cache.php",
        "php-error.php",
        "fatal-error-handler.php",
        "sunrise.php",
        "blog-deleted.php",
        "blog-inactive.php",
        "blog-suspended.php",
    )
)
_CONTENT = ("wp-content", "app", "content", "web/app", "public/app")
_VERSION = lazy(r"\$wp_version\s*=\s*['\"]([^'\"]{1,40})['\"]")
_LARGEST = 16 << 20


def read_site(site: Path) -> Inventory:
    """What is installed in a site's folder.

    :raises InventoryError: where there is no site, or it cannot be read.
    """
    content = next((site / name for name in _CONTENT if (site / name / "plugins").is_dir()), None)
    if content is None and (site / "plugins").is_dir():
        content = site
    if content is None:
        raise InventoryError(f"{site}: no WordPress site (no wp-content/plugins in this folder)")
    try:
        components = [
            *_plugins(content / "plugins"),
            *_themes(content / "themes"),
            *_must_use(content / "mu-plugins"),
            *_dropins(content),
        ]
    except OSError as error:
        raise InventoryError(f"{error.filename}: {error.strerror or error}") from error
    return Inventory(components, ("plugin", "theme", "mu-plugin", "dropin"), _wordpress(site))


def _plugins(folder: Path) -> Iterator[Installed]:
    for entry in _entries(folder):
        if entry.is_dir():
            for file in sorted(entry.glob("*.php")):
                fields = _fields(file, "Plugin Name", "Version", "Text Domain")
                if fields["Plugin Name"]:
                    yield _installed("plugin", entry.name, fields, "Plugin Name", entry)
                    break
        elif entry.suffix == ".php":
            fields = _fields(entry, "Plugin Name", "Version", "Text Domain")
            if fields["Plugin Name"]:
                yield _installed("plugin", entry.stem, fields, "Plugin Name", None)


def _themes(folder: Path) -> Iterator[Installed]:
    for entry in _entries(folder):
        for place in (entry, *(_entries(entry) if entry.is_dir() and not (entry / "style.css").is_file() else ())):
            if (place / "style.css").is_file():
                fields = _fields(place / "style.css", "Theme Name", "Version", "Text Domain")
                yield _installed("theme", place.name, fields, "Theme Name", place)


def _must_use(folder: Path) -> Iterator[Installed]:
    for entry in _entries(folder):
        if entry.is_dir():
            yield Installed(kind="mu-plugin", slug=entry.name, libraries=_libraries(entry))
        elif entry.suffix == ".php":
            fields = _fields(entry, "Plugin Name", "Version", "Text Domain")
            yield _installed("mu-plugin", entry.stem, fields, "Plugin Name", None)


def _dropins(content: Path) -> Iterator[Installed]:
    for entry in _entries(content):
        if entry.name in _DROPINS:
            fields = _fields(entry, "Plugin Name", "Version", "Text Domain")
            yield _installed("dropin", entry.name, fields, "Plugin Name", None)


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _installed(kind: str, slug: str, fields: dict[str, str], name: str, folder: Path | None) -> Installed:
    return Installed(
        kind=kind,
        slug=slug,
        name=fields[name] or None,
        version=fields["Version"] or None,
        domain=fields["Text Domain"] or None,
        libraries=_libraries(folder) if folder else (),
    )


def _fields(file: Path, *names: str) -> dict[str, str]:
    try:
        head = _head(file).replace("\r", "\n")
    except OSError:
        head = ""  # one file that cannot be read tells nothing; the others do
    found = {}
    for name in names:
        match = re.search(_FIELD.format(re.escape(name)), head, re.M | re.I)
        found[name] = re.sub(r"\s*(?:\*/|\?>).*", "", match[1]).strip()[:200] if match else ""
    return found


def _head(file: Path) -> str:
    """The first 8 KB of a regular file; a pipe or a device may never end."""
    if not file.is_file():
        return ""
    with file.open("rb") as stream:
        return stream.read(_HEADER).decode("utf-8", "replace")


def _libraries(folder: Path) -> tuple[Library, ...]:
    """The packages in ``vendor/composer/installed.json``, in either of Composer's two forms."""
    file = folder / "vendor" / "composer" / "installed.json"
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST:
            return ()
        data: Any = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return ()
    rows = data.get("packages", []) if isinstance(data, dict) else data
    return tuple(
        Library(row["name"], str(row.get("version", "")).removeprefix("v"))
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict) and isinstance(row.get("name"), str)
    )


def _wordpress(site: Path) -> str | None:
    for place in (site, site / "wp", site / "web" / "wp"):
        try:
            text = _head(place / "wp-includes" / "version.php")
        except OSError:
            continue
        match = _VERSION.search(text)
        if match:
            return match[1]
    return None
