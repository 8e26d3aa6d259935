"""What is installed, from WP-CLI's lists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wpdiag.attribute.inventory import InventoryError
from wpdiag.attribute.listed import read_list


def test_lists_of_wp_cli(tmp_path: Path) -> None:
    plugins = [
        {"name": "akismet", "status": "active", "update": "none", "version": "5.0"},
        {"name": "loader", "status": "must-use", "update": "none", "version": ""},
        {"name": "object-cache.php", "status": "dropin", "update": "none", "version": ""},
    ]
    themes = [
        {"name": "blue", "status": "active", "version": "1.2"},
        {"name": "twentytwentyfive", "status": "inactive", "version": "1"},
    ]
    (tmp_path / "p.json").write_text(json.dumps(plugins))
    (tmp_path / "t.json").write_text(json.dumps(themes))
    (tmp_path / "both.json").write_text(json.dumps({"plugins": plugins, "themes": themes}))
    both = read_list(tmp_path / "p.json").merged(read_list(tmp_path / "t.json"))
    for found in (both, read_list(tmp_path / "both.json")):
        assert len(found) == 5
        assert found.get("theme", "blue") is not None
        assert found.get("mu-plugin", "loader") is not None
        assert found.covers == {"plugin", "theme", "mu-plugin", "dropin"}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", '[{"name": {"a": 1}}]', "[1]", '{"a": 1}', "[" * 100_000, "\x00", '[{"status": "active"}]'],
)
def test_what_is_no_list_has_a_message(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(InventoryError, match=r"x\.json: "):
        read_list(tmp_path / "x.json")


def test_a_list_that_does_not_tell_what_it_lists_is_refused(tmp_path: Path) -> None:
    rows = '[{"name": "blue", "status": "active", "version": 1.5}]'
    for name in ("x", "my-themes", "my-plugins"):
        (tmp_path / f"{name}.json").write_text(rows)
    assert read_list(tmp_path / "my-themes.json").covers == {"theme"}
    assert "plugin" in read_list(tmp_path / "my-plugins.json").covers
    with pytest.raises(InventoryError, match="plugins or themes"):
        read_list(tmp_path / "x.json")


def test_halves_of_characters_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "plugins.json").write_text(
        '[{"name": "cyr2lat", "version": "1\\ud800", "title": "a\\nb", "status": {"a": 1}}]'
    )
    found = read_list(tmp_path / "plugins.json").get("plugin", "cyr2lat")
    assert found
    assert (found.version, found.name) == ("1?", "a b")
