"""The settings in force, as ``wpdiag config show`` prints them."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from wpdiag.config.layers import Origin, Resolved
from wpdiag.config.options import options
from wpdiag.lazy import lazy

_WIDTH = 40
_CONTROLS = lazy("[\x7f-\x9f]")


def as_json(resolved: Resolved) -> str:
    """An object with, for each key, its value, the layer that it comes from, and the name of the variable or file."""
    rows = {
        key: {"value": value, "origin": origin.layer, "name": origin.name or None}
        for key, (value, origin) in _rows(resolved).items()
    }
    return json.dumps(rows, indent=2) + "\n"


def as_text(resolved: Resolved) -> str:
    """TOML, a setting a line, with its origin as a comment; what is not set is a comment as a whole."""
    lines = []
    for key, (value, origin) in _rows(resolved).items():
        said = f"{key} = {_toml(value)}" if value is not None else f"# {key} is not set"
        where = f"{origin.layer}: {origin.name}" if origin.name else origin.layer
        lines.append(f"{said:<{_WIDTH}}  # {where}")
    return "\n".join(lines) + "\n"


def _rows(resolved: Resolved) -> dict[str, tuple[Any, Origin]]:
    values = msgspec.to_builtins(resolved.settings, enc_hook=str)
    return {
        option.key: (_masked(values[option.key]) if option.secret else values[option.key], resolved.origins[name])
        for name, option in options().items()
    }


def _masked(values: list[str]) -> list[str]:
    return ["***" for _ in values]


def _toml(value: Any) -> str:
    """JSON's strings, numbers and booleans are TOML's, too, but for some control characters."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return _CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))
