"""JSON Schemas (draft 2020-12) of the report, of rule files and of the configuration."""

from __future__ import annotations

import inspect
from typing import Any

import msgspec

from wpdiag.advise.rule import RuleFile
from wpdiag.config import Settings
from wpdiag.config.options import options
from wpdiag.model import Report

_TYPES: dict[str, tuple[type, str]] = {
    "report": (Report, "wpdiag report, version 1"),
    "rules": (RuleFile, "wpdiag rule file"),
    "config": (Settings, "wpdiag.toml"),
}


def schema_of(what: str) -> dict[str, Any]:
    """The schema of ``report``, ``rules`` or ``config``.

    In a report no key is ever missing, so every property is required there.

    :raises KeyError: for anything else.
    """
    kind, title = _TYPES[what]
    schema = msgspec.json.schema(kind, schema_hook=lambda _: {"type": "string"})  # paths
    if what == "report":
        for definition in schema["$defs"].values():
            if "properties" in definition:
                definition["required"] = list(definition["properties"])
                for value in definition["properties"].values():
                    value.pop("default", None)
    if what == "config":
        properties = schema["$defs"]["Settings"]["properties"]
        for option in options().values():
            if not option.file:
                del properties[option.key]
    _settle(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}


def _settle(node: Any) -> None:
    """Put each paragraph of a description on one line and ``null`` last of several types, here and in all below.

    How docstrings are indented, and in which order types come, depends on the releases of msgspec and Python.
    """
    if isinstance(node, list):
        for item in node:
            _settle(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "description" and isinstance(value, str):
                paragraphs = inspect.cleandoc(value).split("\n\n")
                node[key] = "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
            else:
                _settle(value)
        if "anyOf" in node:
            node["anyOf"].sort(key=lambda kind: kind == {"type": "null"})
