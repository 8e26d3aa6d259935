"""Which kind of fault a PHP message tells of: the first row of the tables that fits gives the identifier."""

from __future__ import annotations

import re
from functools import cache

from wpdiag.diagnose import database, written
from wpdiag.diagnose.families import ERRORS, MESSAGES, Row
from wpdiag.lazy import lazy

Found = tuple[str, dict[str, str]]

_DURING = lazy(r"During (?:class fetch|inheritance of \S+(?: with variance dependencies)?): (?=Uncaught )")
_UNCAUGHT = re.compile(r"Uncaught (?P<class>\\?[A-Za-z_][\w\\]*(?:@anonymous)?)(?:: (?P<detail>.*))?", re.S)
_FUNCTION = re.compile(r"(?P<function>[A-Za-z_\\][\w\\]*(?:(?:::|->)\w+)?)\((?P<given>.{0,300}?)\): ", re.S)
_ARGUMENT = lazy(
    r"(?P<function>[A-Za-z_\\][\w\\]*(?:::\w+)?)\(\)(?:: Argument #(?P<argument>\d+)(?: \(\$(?P<parameter>\w+)\))?|: )"
)
_MANUAL = re.compile(r"(?<=\))(?: \[[a-z_]+\.[\w.-]+\])(?=: )")
"""A link to the manual, its tags taken away (docref_root, docref_ext; main/main.c, php_verror)."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled on first use: a scan meets few of the rows, and compiling all would slow each start."""
    return re.compile(pattern, re.S)


def identify(message: str, label: str, level: str) -> Found:
    """Identifier and parameters of a PHP message (plain text, without place and trace).

    :param label: the level as PHP printed it.
    :param level: our level; a message that no row knows is ``php.<level>``, or ``php.parse_error`` by its label.
    """
    message = _MANUAL.sub("", message, count=1)
    if label == "Parse error":
        return "php.parse_error", {"detail": message}
    if message.startswith("During "):
        message = _DURING.sub("", message, count=1)
    if message.startswith("Uncaught "):
        return _uncaught(message)
    found = database.identify_client(message) if message.startswith("mysqli") else None
    found = found or _look_up(MESSAGES, message)
    if found is None and level == "fatal":
        found = _look_up(ERRORS, message)
    identifier, params = found or _written(message) or _family(message, level) or (f"php.{level}", {})
    called = _FUNCTION.match(message)
    if called and "function" not in params:
        params = params | {"function": called["function"]}
    if identifier in {"php.deprecated_function", "php.deprecated_constant"}:
        params = _symbol(params) | params
    return identifier, params


def _symbol(params: dict[str, str]) -> dict[str, str]:
    from wpdiag.diagnose.php_symbols import symbol  # a long table, and few records need it

    return symbol(params.get("function") or params.get("constant", ""))


def _uncaught(message: str) -> Found:
    match = _UNCAUGHT.match(message)
    if match is None:
        return "php.uncaught", {}
    name = match["class"].lstrip("\\")
    detail = match["detail"] or ""
    params = {"class": name}
    if detail:
        params["detail"] = detail
    if name == "Error":
        found = _look_up(ERRORS, detail) or _family(detail, "error")
        if found is not None:
            return found[0], params | found[1]
    if name.endswith("PHPMailer\\Exception"):
        mail = _written(detail)
        if mail is not None:
            return mail[0], params | mail[1]
    found = _look_up(ERRORS, detail) if name in {"TypeError", "ArgumentCountError", "ValueError"} else None
    if found is None:
        called = _ARGUMENT.match(detail)
        found = ("", {key: value for key, value in called.groupdict().items() if value}) if called else None
    return f"php.uncaught.{name}", params | (found[1] if found else {})


def _written(message: str) -> Found | None:
    """A sentence of WordPress or a library that a plugin passed to trigger_error(); the level stays PHP's."""
    found = written.identify(message)
    return (found[0], found[2]) if found else None


def _look_up(rows: tuple[Row, ...], message: str) -> Found | None:
    for needle, identifier, pattern in rows:
        if needle in message:
            match = _compiled(pattern).search(message)
            if match:
                return identifier, {name: value for name, value in match.groupdict().items() if value}
    return None


def _family(message: str, level: str) -> Found | None:
    """The family of a message that has no row of its own; the tables are read only when one is met."""
    from wpdiag.diagnose.unlisted import family

    return family(message, level)
