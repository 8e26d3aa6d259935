"""The draft of a rule from a record that somebody met."""

from __future__ import annotations

import re

import yaml

from wpdiag.advise import RuleBook
from wpdiag.diagnose import diagnose
from wpdiag.diagnose.masking import HOLE, mask
from wpdiag.diagnose.plain import one_line
from wpdiag.model import Component, Diagnostic, Entry

_STAMP = re.compile(r"^\[[^\]]{10,40}\] ")
_WORDS = 6
_GENERAL = ("log.", "php.warning", "php.notice", "php.fatal", "php.deprecated")
_NEAR = "PHP Warning:  something else in /var/www/html/wp-content/plugins/shop/shop.php on line 3"


class DraftError(Exception):
    """No rule can be drafted; the message says why."""


def draft(text: str, book: RuleBook) -> str:
    """A rule file with one rule for this record: it passes ``wpdiag rules test``, the words are to be written.

    :param text: a record as in ``debug.log``, with or without its stamp.
    :raises DraftError: for text that is no record.
    """
    record = _STAMP.sub("", text.strip("\n"))
    diagnostic = diagnose(Entry(text=record))
    if diagnostic.identifier == "log.text" and not record.strip():
        raise DraftError("--from-line: there is no text")
    known = book.find(diagnostic, Component())
    rule = {
        "id": _id(diagnostic, book),
        "title": "Say in a few words what is wrong",
        "match": _match(diagnostic),
        "why": "Say in two or three sentences what happened, for somebody who does not program.",
        "fix": {
            "summary": "Update {name|the plugin or theme}.",
            "audience": known.fix.audience if known else "admin",
            "steps": ["Update {plugin} in the dashboard under Plugins."],
            "commands": ["wp plugin update {plugin}"],
        },
        "examples": {"match": [record], "no_match": [_NEAR]},
    }
    head = f"# Now explained by: {known.id}\n" if known else ""
    return head + yaml.safe_dump({"rules": [rule]}, allow_unicode=True, sort_keys=False, width=118)


def _is_own(diagnostic: Diagnostic) -> bool:
    """Whether the identifier says more than the level."""
    return bool(diagnostic.params) and not diagnostic.identifier.startswith(_GENERAL)


def _steady(diagnostic: Diagnostic) -> list[str]:
    """The first words of the message's longest part that does not vary."""
    return max(mask(one_line(diagnostic.message)).split(HOLE), key=len).split()[:_WORDS]


def _match(diagnostic: Diagnostic) -> dict[str, object]:
    """The identifier; and where that is a family's, the words of the message that do not vary."""
    match: dict[str, object] = {"identifier": diagnostic.identifier}
    if not _is_own(diagnostic):
        match["message"] = re.escape(" ".join(_steady(diagnostic))).replace("\\ ", " ")
        if diagnostic.identifier.startswith("log."):
            match["identifier"] = "log.*"
    else:
        named = next((name for name in ("function", "class", "hook", "domain") if name in diagnostic.params), None)
        if named:
            match["params"] = {named: f"^{re.escape(diagnostic.params[named])}$"}
    return match


def _id(diagnostic: Diagnostic, book: RuleBook) -> str:
    """A free id from the identifier and what it is about."""
    about = diagnostic.params.get("function") or diagnostic.params.get("class") or ""
    named = (
        f"{diagnostic.identifier.partition('.')[2]} {about}" if _is_own(diagnostic) else " ".join(_steady(diagnostic))
    )
    words = re.findall(r"[a-z0-9]+", named.lower())
    name = "my-" + "-".join(dict.fromkeys(words))[:50].strip("-")
    number = 2
    free = name
    while book.get(free):
        free, number = f"{name}-{number}", number + 1
    return free
