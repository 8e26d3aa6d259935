"""Read what is installed: the headers of a site's plugins and themes, or the lists that WP-CLI prints as JSON.

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

from wpdiag.attribute.inventory import Installed, Inventory, Library
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
_THEME_STATUS = {"parent"}
_PLUGIN_STATUS = {"must-use", "dropin", "active-network"}
_PLUGINS = frozenset(("akismet", "hello", "hello-dolly"))
"""Plugins that WordPress brings along."""


class InventoryError(Exception):
    """A folder or a list that tells nothing of what is installed; the message is for people."""


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


def read_list(file: Path) -> Inventory:
    """What a list says: the output of ``wp plugin list`` or ``wp theme list`` with ``--format=json``, or both in one
    object with the keys ``plugins`` and ``themes``.

    :raises InventoryError: where it cannot be read or is no such list.
    """
    try:
        with file.open("rb") as stream:
            text = stream.read(_LARGEST + 1)
        if len(text) > _LARGEST:
            raise InventoryError(f"{file}: larger than {_LARGEST >> 20} MB")
        data: Any = json.loads(text.decode("utf-8-sig"))
    except OSError as error:
        raise InventoryError(f"{file}: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise InventoryError(f"{file}: not JSON: {error}") from error
    lists: list[tuple[Any, str]]
    if isinstance(data, dict) and ("plugins" in data or "themes" in data):
        lists = [(data.get("plugins"), "plugin"), (data.get("themes"), "theme")]
    else:
        lists = [(data, _kind_of(data, file))]
    components: list[Installed] = []
    covers: set[str] = set()
    for rows, kind in lists:
        if rows is None and data is not None:
            continue
        if not _is_list(rows):
            raise InventoryError(f"{file}: no list of plugins or themes (make one: wp plugin list --format=json)")
        components += [_listed(row, kind) for row in rows]
        covers |= {"theme"} if kind == "theme" else {"plugin", "mu-plugin", "dropin"}
    return Inventory(components, covers)


def _is_list(rows: Any) -> bool:
    return isinstance(rows, list) and all(
        isinstance(row, dict) and isinstance(row.get("name"), str) and row["name"] for row in rows
    )


def _kind_of(rows: Any, file: Path) -> str:
    """WP-CLI's two lists have the same columns: the words for the states differ, and one theme is active.

    :raises InventoryError: where nothing tells; a wrong guess would rule out everything that is installed.
    """
    if not _is_list(rows):
        return "plugin"  # the caller refuses it
    states = [str(row.get("status")) for row in rows]
    names = [row["name"] for row in rows]
    if any(state in _PLUGIN_STATUS for state in states):
        return "plugin"
    if any(state in _THEME_STATUS for state in states):
        return "theme"
    named = {kind for kind in ("plugin", "theme") if kind in file.name.lower()}
    if len(named) == 1:
        return named.pop()
    if states.count("active") > 1 or _PLUGINS.intersection(names):
        return "plugin"
    if any(re.fullmatch(r"twenty[a-z-]+", name) for name in names):
        return "theme"
    raise InventoryError(
        f"{file}: are these plugins or themes? Name the file plugins.json or themes.json, "
        'or write {"plugins": [...]} or {"themes": [...]}'
    )


def _listed(row: dict[str, Any], kind: str) -> Installed:
    kind = {"must-use": "mu-plugin", "dropin": "dropin"}.get(str(row.get("status")), kind)
    version = row.get("version")
    title = row.get("title")
    return Installed(
        kind=kind,
        slug=_text(row["name"]),
        name=_text(title) if title else None,
        version=_text(version)[:50] if version else None,
    )


def _text(value: object) -> str:
    """On one line, not too long, and text that can be written: JSON may hold halves of characters."""
    return " ".join(str(value)[:200].encode("utf-8", "replace").decode("utf-8").split())


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
