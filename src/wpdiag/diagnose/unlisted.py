"""Messages of PHP that have no row of their own: found by their family, or by the area of the function that reports."""

from __future__ import annotations

import re
from functools import cache

from wpdiag.diagnose.alternatives import Alternatives
from wpdiag.diagnose.families_code import CODE, Family
from wpdiag.diagnose.families_deprecated import DEPRECATED
from wpdiag.diagnose.families_functions import FUNCTIONS
from wpdiag.diagnose.families_run import RUN
from wpdiag.diagnose.subjects import subjects
from wpdiag.lazy import lazy

_CALL = lazy(
    r"(?P<function>[A-Za-z_\\][\w\\]*(?:(?:::|->)\w+)?)\([^\n]{0,300}?\): (?P<reason>.*)",
    re.S,
)
_OF_LEVEL = {
    "deprecated": (DEPRECATED,),
    "error": (RUN,),
    "fatal": (CODE, RUN),
    "notice": (RUN,),
    "warning": (RUN,),
}
"""The tables for each level; ``error`` is the class Error, thrown and not caught."""


_alternatives = cache(Alternatives)


@cache
def area(function: str) -> str | None:
    """The family of a function of PHP, by its name; None for any other function."""
    for identifier, pattern in FUNCTIONS:
        if _alternatives(pattern).fullmatch(function):
            return identifier
    return None


def family(message: str, level: str) -> tuple[str, dict[str, str]] | None:
    """Identifier and parameters by family; None for a message that is none of PHP's known ones."""
    call = _CALL.match(message)
    function = call["function"] if call else None
    texts = (message, call["reason"]) if call else (message,)
    for table in _OF_LEVEL.get(level, ()):
        for text in texts:
            found = _first(table, text)
            if found is not None:
                return found[0], _with(found[1], function)
    if call and function:
        identifier = area(function.replace("->", "::").lstrip("\\"))
        if identifier:
            return identifier, {"function": function, "reason": call["reason"]}
    return None


def _first(table: tuple[Family, ...], message: str) -> tuple[str, dict[str, str]] | None:
    for identifier, pattern in table:
        match = _alternatives(pattern).match(message)
        if match:
            given = {name: value for name, value in match.groupdict().items() if value}
            return identifier, given or {name: value for name, value in subjects(message).items() if value}
    return None


def _with(params: dict[str, str], function: str | None) -> dict[str, str]:
    return params if function is None or "function" in params else params | {"function": function}
