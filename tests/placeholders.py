"""The placeholders of PHP's formats, each filled with one of two texts of its kind; shared by test and table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wpdiag.authoring.coverage import _PLACEHOLDER
from wpdiag.diagnose import diagnose, identity
from wpdiag.model import Entry
from wpdiag.report.fingerprint import fingerprint

PLACE = "/srv/site/wp-content/plugins/shop/shop.php"
NAMES = {"s": ("alpha", "beta"), "S": ("alpha", "beta"), "c": ("x", "y")}
NUMBERS = ("12", "21")


def kinds(template: str) -> list[str]:
    """The types of a format's placeholders, in order."""
    return [found["type"] or "d" for found in _PLACEHOLDER.finditer(joined(template)) if found[0] != "%%"]


def joined(template: str) -> str:
    """A format whose ``%s%s%s`` (class, two colons, function) is one placeholder."""
    return template.replace("%s%s%s", "%s").replace("\\n", "\n")


def format_of(row: dict[str, str]) -> str:
    """The whole format, with the function that PHP writes before it."""
    return row["prefix"].replace("{function}", row["function"] or "sample") + row["template"]


def filled(label: str, template: str, texts: Sequence[str]) -> Entry:
    """The record that a format makes."""
    rest: Iterator[str] = iter(texts)
    said = _PLACEHOLDER.sub(lambda found: "%" if found[0] == "%%" else next(rest), joined(template))
    if "Uncaught" in label:
        said = f"Fatal error:  {label.removeprefix('Fatal error: ')}: {said}"
        tail = f":3\nStack trace:\n#0 {{main}}\n  thrown in {PLACE} on line 3"
        return Entry(text=f"PHP {said} in {PLACE}{tail}")
    return Entry(text=f"PHP {label}:  {said} in {PLACE} on line 3")


def decided(label: str, template: str) -> str | None:
    """``n`` for each placeholder that is a name, ``v`` for each value; None for a message that nobody knows."""
    pairs = [NAMES.get(kind, NUMBERS) for kind in kinds(template)]
    base = [pair[0] for pair in pairs]
    known = diagnose(filled(label, template, base))
    if identity.is_generic(known.identifier):
        return None
    mark = fingerprint(known)
    found = ""
    for number, pair in enumerate(pairs):
        texts = [*base[:number], pair[1], *base[number + 1 :]]
        found += "v" if fingerprint(diagnose(filled(label, template, texts))) == mark else "n"
    return found
