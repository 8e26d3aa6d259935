"""The schemas are the same whatever msgspec and Python make of docstrings."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from wpdiag.schemas import schema_of

SCHEMAS = ("report", "rules", "config")
MAKE = msgspec.json.schema


def described(node: Any) -> Iterator[str]:
    """Every description in the schema."""
    if isinstance(node, list):
        for item in node:
            yield from described(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "description" and isinstance(value, str):
                yield value
            else:
                yield from described(value)


def indent(text: str) -> str:
    """The docstring as Python before 3.13 and msgspec before 0.23 hand it on."""
    return inspect.cleandoc(text).replace("\n", "\n    ")


@pytest.mark.parametrize("what", SCHEMAS)
def test_a_description_has_one_line_for_each_paragraph(what: str) -> None:
    texts = list(described(schema_of(what)))
    assert texts
    for text in texts:
        assert all(line == " ".join(line.split()) for line in text.split("\n"))


@pytest.mark.parametrize("what", SCHEMAS)
@pytest.mark.parametrize("form", [inspect.cleandoc, indent])
def test_the_form_of_docstrings_changes_nothing(what: str, form: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = schema_of(what)

    def made(*args: Any, **options: Any) -> Any:
        return json.loads(json.dumps(MAKE(*args, **options)), object_hook=formed)

    def formed(found: dict[str, Any]) -> dict[str, Any]:
        return found | (
            {"description": form(found["description"])} if isinstance(found.get("description"), str) else {}
        )

    monkeypatch.setattr(msgspec.json, "schema", made)
    assert schema_of(what) == json.loads(json.dumps(expected))
