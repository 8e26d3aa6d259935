"""What is wrong with a value that does not fit, in words for people; msgspec's own are for programmers."""

from __future__ import annotations

import re
from collections.abc import Callable

_TYPES = {
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "null": "nothing",
}
_Words = Callable[[re.Match[str]], str]
_PHRASES: tuple[tuple[str, _Words], ...] = (
    (r"Expected `(\w+)(?: \| null)?`, got `(\w+)`", lambda m: f"must be {_type(m[1])}, not {_type(m[2])}"),
    (r"Expected `\w+(?: \| null)?` >= (\S+)", lambda m: f"must be {_number(m[1])} or more"),
    (r"Expected `\w+(?: \| null)?` <= (\S+)", lambda m: f"must be {_number(m[1])} or less"),
    (r"Expected `\w+(?: \| null)?` of length >= 1", lambda _: "must not be empty"),
    (r"Invalid enum value '(.*)'", lambda m: f"'{m[1]}' is not possible"),
    (r"Object missing required field `([^`]+)`", lambda m: f"needs '{m[1]}'"),
    (r"Object contains unknown field `([^`]+)`", lambda m: f"no key '{m[1]}'"),
    (r"Invalid RFC3339 encoded date", lambda _: "is no date; write it like 2026-11-23"),
)
"""What msgspec says, and what that means; anything else stays as it is."""


def misfit(error: Exception) -> str:
    """What a :class:`msgspec.ValidationError` says: ``expires: is no date; write it like 2026-11-23``."""
    said, _, path = str(error).partition(" - at `")
    for pattern, words in _PHRASES:
        match = re.fullmatch(pattern, said, re.DOTALL)
        if match:
            said = words(match)
            break
    place = path.removesuffix("`").removeprefix("$").removeprefix(".")
    return f"{place}: {said}" if place else said


def _type(name: str) -> str:
    return _TYPES.get(name, name)


def _number(text: str) -> str:
    return text.removesuffix(".0")
