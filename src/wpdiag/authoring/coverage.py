"""How much of what WordPress and PHP can say is understood: tables of messages, put through diagnosis and rules."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from wpdiag.advise.book import RuleBook
from wpdiag.advise.rule import Rule
from wpdiag.diagnose import diagnose
from wpdiag.diagnose.plain import plain
from wpdiag.lazy import lazy
from wpdiag.model import Component, Diagnostic, Entry

Row = dict[str, str]
Check = tuple[Diagnostic, bool, bool]
"""A diagnostic, whether it is identified, whether its parameters are right."""

_PLACEHOLDER = lazy(
    r"%%|%(?:\d+\$)?[-+0# ']*(?:\*|\d+)?(?:\.(?:\*|\d+))?(?:hh?|ll?|[zZjtpq])?(?P<type>[a-zA-Z])|\" ?PRI\w+ ?\"?"
)
_PLACE = " in /srv/site/wp-content/plugins/shop/shop.php on line 3"
_CORE = " in /srv/site/wp-includes/functions.php on line 6131"
_UNCAUGHT = "Fatal error: Uncaught "
_GENERIC = frozenset(
    [
        "log.text",
        "php.deprecated",
        "php.fatal",
        "php.notice",
        "php.uncaught",
        "php.uncaught.Error",
        "php.uncaught.Exception",
        "php.warning",
    ]
)
"""Identifiers that say no more than the level does."""
_SEE = (
    ' Please see <a href="https://developer.wordpress.org/advanced-administration/debug/debug-wordpress/">'
    "Debugging in WordPress</a> for more information. (This message was added in version {since}.)"
)


class Figure(msgspec.Struct):
    """What is counted for one table; ``missing`` has a line for each row that falls short."""

    table: str
    rows: int = 0
    identified: int = 0
    right: int = 0
    ruled: int = 0
    specific: int = 0
    missing: list[str] = []


def is_specific(rule: Rule) -> bool:
    """Whether a rule is for one kind of fault, not for a family of them."""
    match = rule.match
    return not match.identifier.endswith("*") or bool(match.message or match.params or match.slug)


def read(folder: Path) -> dict[str, list[Row]]:
    """The tables in a folder, JSON or CSV, by name; a missing one is left out.

    :raises OSError, ValueError: for a file that cannot be read, or is no table.
    """
    tables = {}
    for name in TABLES:
        as_json, as_csv = folder / f"{name}.json", folder / f"{name}.csv"
        if as_json.is_file():
            rows = msgspec.json.decode(as_json.read_bytes(), type=list[dict[str, object]])
            tables[name] = [{key: _text(value) for key, value in row.items()} for row in rows]
        elif as_csv.is_file():
            with as_csv.open(encoding="utf-8", newline="") as lines:
                tables[name] = [{key: value or "" for key, value in row.items()} for row in csv.DictReader(lines)]
    return tables


def measure(book: RuleBook, tables: dict[str, list[Row]]) -> list[Figure]:
    """Count for every table how many rows are identified, with the right parameters, and have a rule."""
    return [_measure(book, name, rows) for name, rows in tables.items()]


def _measure(book: RuleBook, name: str, rows: Iterable[Row]) -> Figure:
    figure = Figure(table=name)
    for row in rows:
        checked = TABLES[name](row)
        if checked is None:
            continue
        found, identified, right = checked
        rule = book.find(found, Component())
        figure.rows += 1
        figure.identified += identified
        figure.right += identified and right
        figure.ruled += rule is not None
        figure.specific += rule is not None and is_specific(rule)
        if not identified or not right or rule is None:
            what = "no identifier" if not identified else ("no rule" if rule is None else "parameters")
            figure.missing.append(f"{what}: {found.identifier}: {found.php_level}: {found.message}")
    return figure


def _doing_it_wrong(row: Row) -> Check | None:
    function, since = row["function"], row["since_version"]
    if row.get("dynamic"):
        return None
    detail = _fill(row["message_template"])
    text = f"Function {function} was called <strong>incorrectly</strong>. {detail}{_SEE.format(since=since or '3.1.0')}"
    found = _core("Notice", text)
    named = found.identifier.startswith("wp.doing_it_wrong.") and found.params.get("function") == function
    return found, named, found.params.get("since") == (since or "3.1.0")


def _deprecated(row: Row) -> Check | None:
    if row.get("dynamic"):
        return None
    kind, name, since = row["kind"], row["name"], row["version"]
    instead, advice = row["replacement"], _fill(row["message"])
    subject = f"{kind.capitalize()} {name}"
    if kind == "constructor":
        parent = row.get("parent_class", "")
        subject = f"The called constructor method for {name} class" + (f" in {parent}" if parent else "")
        instead = "__construct()"
    if kind == "argument":
        subject = f"Function {name} was called with an argument that"
        tail = f"! {advice}" if advice else " with no alternative available."
        text = f"{subject} is <strong>deprecated</strong> since version {since}{tail}"
    else:
        tail = f"! Use {instead} instead." if instead else " with no alternative available."
        text = f"{subject} is <strong>deprecated</strong> since version {since}{tail}" + (
            f" {advice}" if advice else ""
        )
    found = _core("Deprecated", text)
    named = found.identifier.startswith(f"wp.deprecated.{kind}.") and found.params.get("name") == name
    right = found.params.get("since") == since and found.params.get("replacement", "") == instead
    return found, named, right and found.params.get("detail", "") == " ".join(plain(advice).split())


def _php(row: Row) -> Check | None:
    label = row.get("level_label", "")
    template, prefix = row["template"], row.get("prefix", "")
    function = row.get("function") or _FUNCTIONS.get(row.get("scope", "").removeprefix("ext/"), "")
    if label == "mysqlnd client error":
        label, prefix, template = "Warning", "{function}(): ", f"(HY000/2000): {template}"
    if not label or (prefix and not function):
        return None
    message = _fill(prefix).replace("{function}", function) + _fill(template)
    if label.startswith(_UNCAUGHT):
        class_ = label.removeprefix(_UNCAUGHT)
        at = "/srv/site/wp-content/plugins/shop/shop.php"
        text = f"PHP Fatal error:  Uncaught {class_}: {message} in {at}:3\nStack trace:\n#0 {{main}}\n"
        text += f"  thrown in {at} on line 3"
    else:
        text = f"PHP {label}:  {message}{_PLACE}"
    found = diagnose(Entry(text=text))
    right = not prefix or "{function}" not in prefix or bool(found.params.get("function"))
    return found, found.identifier not in _GENERIC, right


def _php_symbol(row: Row) -> Check | None:
    if not row.get("rendered"):
        return None
    found = diagnose(Entry(text=f"PHP Deprecated:  {row['rendered']}{_PLACE}"))
    name = found.params.get("function") or found.params.get("constant")
    named = found.identifier in {"php.deprecated_function", "php.deprecated_constant"} and name == row["name"]
    advice = found.params.get("advice", "")
    return found, named, found.params.get("since", "") == row["since"] and advice == row["message"]


def _core(label: str, text: str) -> Diagnostic:
    return diagnose(Entry(text=f"PHP {label}:  {text}{_CORE}"))


def _fill(template: str) -> str:
    """A template with something in place of its placeholders."""
    template = template.replace("\\n", "\n").replace("%s%s%s", "Shop::total")
    return _PLACEHOLDER.sub(_sample, template)


def _sample(match: re.Match[str]) -> str:
    if match[0] == "%%":
        return "%"
    return {"s": "sample", "c": "x"}.get(match["type"] or "d", "3")


def _text(value: object) -> str:
    return "" if value is None or value is False else str(value)


_FUNCTIONS = {
    "main": "fopen",
    "standard": "fopen",
    "Zend": "array_map",
    "mysqli": "mysqli_query",
    "mysqlnd": "mysqli_query",
    "mbstring": "mb_strlen",
    "curl": "curl_setopt",
    "date": "strtotime",
    "pcre": "preg_match",
    "spl": "spl_autoload_register",
}
"""A function for the messages of a table that does not name one."""

TABLES: dict[str, Callable[[Row], Check | None]] = {
    "core_doing_it_wrong": _doing_it_wrong,
    "core_deprecated": _deprecated,
    "php_messages": _php,
    "php_deprecated_symbols": _php_symbol,
}
"""What is measured, and how a row is put to the test."""
