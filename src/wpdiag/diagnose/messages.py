"""Which kind of fault a PHP message tells of: the first row of the tables that fits gives the identifier."""

from __future__ import annotations

import re
from functools import cache

from wpdiag.diagnose.families import ERRORS, MESSAGES, Row

_UNCAUGHT = re.compile(r"Uncaught (?P<class>\\?[A-Za-z_][\w\\]*(?:@anonymous)?)(?:: (?P<detail>.*))?", re.S)
_NEXT = re.compile(r"\n+Next (?P<class>\\?[A-Za-z_][\w\\]*)", re.S)
_FUNCTION = re.compile(r"(?P<function>[A-Za-z_\\][\w\\]*(?:(?:::|->)\w+)?)\(.{0,300}?\): ", re.S)
_MANUAL = re.compile(r"(?<=\))(?: \[[a-z_]+\.[\w.-]+\])(?=: )")
"""A link to the manual, its tags taken away (docref_root, docref_ext; main/main.c, php_verror)."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled on first use: a scan meets few of the rows, and compiling all would slow each start."""
    return re.compile(pattern, re.S)


def identify(message: str, label: str, level: str) -> tuple[str, dict[str, str]]:
    """Identifier and parameters of a PHP message (plain text, without place and trace).

    :param label: the level as PHP printed it.
    :param level: our level; a message that no row knows is ``php.<level>``, or ``php.parse_error`` by its label.
    """
    message = _MANUAL.sub("", message, count=1)
    if label == "Parse error":
        return "php.parse_error", {"detail": message}
    if message.startswith("Uncaught "):
        return _uncaught(message)
    found = _look_up(MESSAGES, message)
    if found is None and level == "fatal":
        found = _look_up(ERRORS, message)
    identifier, params = found or (f"php.{level}", {})
    called = _FUNCTION.match(message)
    if called and "function" not in params:
        params = params | {"function": called["function"]}
    return identifier, params


def _uncaught(message: str) -> tuple[str, dict[str, str]]:
    match = _UNCAUGHT.match(message)
    if match is None:
        return "php.uncaught", {}
    name = match["class"].lstrip("\\")
    detail = match["detail"] or ""
    params = {"class": name}
    if detail:
        params["detail"] = detail
    if name == "Error":
        found = _look_up(ERRORS, detail)
        if found is not None:
            return found[0], params | found[1]
    found = _look_up(ERRORS, detail) if name in {"TypeError", "ArgumentCountError", "ValueError"} else None
    return f"php.uncaught.{name}", params | (found[1] if found else {})


def _look_up(rows: tuple[Row, ...], message: str) -> tuple[str, dict[str, str]] | None:
    for needle, identifier, pattern in rows:
        if needle in message:
            match = _compiled(pattern).search(message)
            if match:
                return identifier, {name: value for name, value in match.groupdict().items() if value}
    return None
