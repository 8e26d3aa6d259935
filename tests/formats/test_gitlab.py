"""GitLab's Code Quality report: the keys and values that its documentation asks for."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from wpdiag.formats import gitlab
from wpdiag.formats.base import View
from wpdiag.model import Report

# "Code Quality report format" of GitLab's documentation, as a schema.
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/.]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def read(report: Report) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(gitlab.render(report, View()).encode())
    jsonschema.validate(entries, SCHEMA)
    return entries


@pytest.mark.parametrize(("name", "count"), [("empty", 0), ("one", 1), ("many", 5000), ("hostile", 11)])
def test_valid_with_fingerprints_of_their_own(name: str, count: int, request: pytest.FixtureRequest) -> None:
    entries = read(request.getfixturevalue(name))
    assert len(entries) == count
    assert len({entry["fingerprint"] for entry in entries}) == count


def test_one(one: Report) -> None:
    (entry,) = read(one)
    assert entry["severity"] == "blocker"
    assert entry["location"] == {"path": "wp-content/plugins/my shop/inc/cart.php", "lines": {"begin": 30}}
    assert "Plugin my shop" in entry["description"]
