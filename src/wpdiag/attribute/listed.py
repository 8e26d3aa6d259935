"""Read what is installed from the lists that WP-CLI prints as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from wpdiag.attribute.inventory import Installed, Inventory, InventoryError

_LARGEST = 16 << 20
_THEME_STATUS = {"parent"}
_PLUGIN_STATUS = {"must-use", "dropin", "active-network"}
_PLUGINS = frozenset(("akismet", "hello", "hello-dolly"))
"""Plugins that WordPress brings along."""


def read_list(file: Path) -> Inventory:
    """What a list says: the output of ``wp plugin list`` or ``wp theme list`` with ``--format=json``, or both in one
    object with the keys ``plugins`` and ``themes``.

    :raises InventoryError: where it cannot be read or is no such list.
    """
    data = _json(file)
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


def _json(file: Path) -> Any:
    try:
        with file.open("rb") as stream:
            text = stream.read(_LARGEST + 1)
        if len(text) > _LARGEST:
            raise InventoryError(f"{file}: larger than {_LARGEST >> 20} MB")
        return json.loads(text.decode("utf-8-sig"))
    except OSError as error:
        raise InventoryError(f"{file}: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise InventoryError(f"{file}: not JSON: {error}") from error


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
