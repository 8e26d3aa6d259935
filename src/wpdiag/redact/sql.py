"""Values in database queries, and in what the database says about them."""

from __future__ import annotations

import re

from wpdiag.lazy import lazy
from wpdiag.redact.standins import Name

_STATEMENT = lazy(
    r"\b(?:SELECT\b.+?\bFROM\b|INSERT\s+(?:\w+\s+)?INTO\b|UPDATE\s+\S+\s+SET\b|DELETE\s+(?:\S+\s+)?FROM\b|REPLACE\s+INTO\b"
    r"|(?:CREATE|ALTER|DROP)\s+USER\b|GRANT\s+\w+|SET\s+(?:PASSWORD|NAMES|SESSION|GLOBAL)\b|LOAD\s+DATA\b|(?-i:CALL)\s+\w+\s*\()"
    r"|\b(?-i:SELECT|VALUES|(?<!SHOW VARIABLES )WHERE)\b",
    re.I | re.S,
)
_PIECE = lazy(
    r"(?P<end> made by (?=[\w\\{]))|(?P<text>'(?:[^'\\]|\\.|'')*(?:'|\\?\Z)|\"(?:[^\"\\]|\\.|\"\")*(?:\"|\\?\Z))"
    r"|(?P<number>\b0x[0-9A-Fa-f]+\b|(?<![\w.`<>$-])\d+(?:\.\d+)?(?![\w.`]))",
    re.S,
)
_QUOTED = (
    lazy(r"(?P<before>Duplicate entry ')(?P<value>.*?)(?P<after>' for key)", re.S),
    lazy(r"(?P<before> near ')(?P<value>.*)(?P<after>' at line \d)", re.S),
    lazy(r"(?P<before>\bnear ')(?P<value>(?:(?!' at line \d).)*)(?P<after>\Z)", re.S),
    lazy(r"(?P<before>[Ii]ncorrect \w+ value: ')(?P<value>.*?)(?P<after>'(?: for column|\Z|$))", re.S),
    lazy(r"(?P<before>[Ii]ncorrect \w+ value: ')(?P<value>[^']*)(?P<after>'|\Z)"),
    lazy(r"(?P<before>the value of ')(?P<value>[^']*)(?P<after>')"),
    lazy(r"(?P<before>Duplicate entry ')(?P<value>(?:(?!' for key).)*)(?P<after>\Z)", re.S),
)


def sql(text: str, name: Name) -> str:
    """Literals of queries, and values that the database quotes."""
    for pattern in _QUOTED:
        text = pattern.sub(lambda match: f"{match['before']}{name('value', match['value'])}{match['after']}", text)
    start = _STATEMENT.search(text)
    if start is None:
        return text
    return text[: start.start()] + statement(text[start.start() :], name)


def statement(query: str, name: Name) -> str:
    """A query with its literals replaced, up to where WordPress says who made it."""
    done: list[str] = []
    at = 0
    for match in _PIECE.finditer(query):
        if match["end"]:
            break
        found = match[0]
        done.append(query[at : match.start()])
        if match["number"]:
            done.append(name("value", found))
        else:
            quote = found[0]
            closed = len(found) > 1 and found.endswith(quote)
            inner = found[1:-1] if closed else found[1:]
            done.append(quote + (name("value", inner) if inner else "") + quote * closed)
        at = match.end()
    return "".join(done) + query[at:]
