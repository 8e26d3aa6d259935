"""What really happened, as the recorder wrote it down, and whether an issue of a report tells the same."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FATAL, _WARNING, _NOTICE, _DEPRECATED = 1 | 4 | 16 | 64 | 256 | 4096, 2 | 32 | 128 | 512, 8 | 1024, 8192 | 16384
_LEVELS = {_FATAL: "fatal", _WARNING: "warning", _NOTICE: "notice", _DEPRECATED: "deprecated"}
_OWNED = re.compile(r".*/wp-content/(plugins|mu-plugins|themes)/([^/]+?)(?:\.php)?(?:/|$)")
_KINDS = {"plugins": "plugin", "mu-plugins": "mu-plugin", "themes": "theme"}
_FRAME = re.compile(r"^#\d+ (/.+?)\(\d+\): ", re.M)
_DOMAIN = re.compile(r"Translation loading for the <code>(.+?)</code> domain")

Owner = tuple[str, str]
"""Kind and slug of a component."""


@dataclass(frozen=True)
class Truth:
    """One error that PHP, or WordPress' database layer, made."""

    level: str
    message: str
    file: str
    line: int | None
    request: str
    shown: bool
    log: str | None
    calls: tuple[str, ...]

    @property
    def place(self) -> tuple[str, str | None, int | None]:
        """What a report must have right."""
        return self.level, self.file if self.line is not None else None, self.line

    @property
    def head(self) -> str:
        """The first words of the message, as people read them."""
        return words(self.message)[:40]

    def size(self) -> int:
        """About how many bytes it takes in a log."""
        return len(self.message.encode()) + len(self.file) + 80

    def owners(self, verdict: str) -> set[Owner]:
        """Who may be named: the owner of the file; where that is core's, the caller if the text can tell, or nobody."""
        owner = owner_of(self.file)
        if owner and self.level == "error" and self.shown:
            return {owner, ("unknown", "")}  # a page has no callers
        if owner:
            return {owner}
        printed = [found for file in _FRAME.findall(self.message) if (found := owner_of(file))]
        if printed:
            return {printed[0]}
        allowed = {("unknown", ""), ("core", "wordpress")}
        allowed |= {found for file in self.calls if (found := owner_of(file))}
        domain = _DOMAIN.search(self.message)
        if domain and verdict == "possible":
            allowed.add(("plugin", domain[1]))
        return allowed

    def faults(self, issue: dict[str, Any]) -> list[str]:
        """What an issue of the same place tells wrongly."""
        component = issue["component"]
        owners = self.owners(component["verdict"])
        found: list[str] = []
        if self.head not in words(issue["message"]):
            found.append(f"message {issue['message']!r} instead of {self.head!r}")
        if (component["kind"], component["slug"]) not in owners:
            found.append(f"component {component['kind']}:{component['slug']} instead of {sorted(owners)}")
        return found


def owner_of(file: str) -> Owner | None:
    """The component whose file it is; None for core's."""
    match = _OWNED.match(file)
    return (_KINDS[match[1]], match[2]) if match else None


def words(message: str) -> str:
    """The first line of a message without tags and entities; a C string ends at NUL."""
    first = message.partition("\0")[0].strip().partition("\n")[0]
    return " ".join(html.unescape(re.sub(r"</?[a-z][^<>]*>", "", first)).split())


def place_of(issue: dict[str, Any]) -> tuple[str, str | None, int | None]:
    """Level, file and line of an issue."""
    location = issue["location"] or {"file": None, "line": None}
    return issue["level"], location["file"], location["line"]


def read(file: Path) -> list[Truth]:
    """Everything that was recorded, in its order."""
    return [_truth(json.loads(line)) for line in file.read_text("utf-8").splitlines()]


def _truth(record: dict[str, Any]) -> Truth:
    database = record.get("database", False)
    number = record.get("number", 1)
    return Truth(
        level="error" if database else next(level for mask, level in _LEVELS.items() if mask & number),
        message=record["message"],
        file=record["file"],
        line=None if database else record["line"],
        request=record["request"],
        shown=record["shown"],
        log=record["log"],
        calls=tuple(record.get("calls", ())),
    )
