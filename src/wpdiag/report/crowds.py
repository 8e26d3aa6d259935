"""What nobody knows: one issue for each text while they are a handful, else one for the place that says them all."""

from __future__ import annotations

from collections.abc import Iterable

from wpdiag.attribute.roots import place_of
from wpdiag.diagnose.identity import is_generic
from wpdiag.diagnose.plain import one_line
from wpdiag.digest import hex_digest
from wpdiag.model import Diagnostic
from wpdiag.report.group import Group
from wpdiag.tally.cells import HANDFUL, HANDFUL_OF_FREE_TEXT


def place_fingerprint(diagnostic: Diagnostic) -> str:
    """16 hexadecimal digits: of identifier, file and line; of free text, of its first word."""
    location = diagnostic.location
    if location is None:
        where = one_line(diagnostic.message).lstrip().partition(" ")[0]
    else:
        where = f"{place_of(location.file).key}:{location.line}"
    return hex_digest(f"{diagnostic.identifier}\0{where}".encode("utf-8", "surrogatepass"), 8)


def collapse(groups: Iterable[Group]) -> dict[str, Group]:
    """The groups by fingerprint; those of one place are one where it says more than a handful of unknown things."""
    kept: dict[str, Group] = {}
    crowds: dict[str, list[Group]] = {}
    for group in groups:
        if group.collapsed or (is_generic(group.diagnostic.identifier) and len(group.places.counts) < 2):
            crowds.setdefault(place_fingerprint(group.diagnostic), []).append(group)
        else:
            kept[group.fingerprint] = group
    for mark, crowd in crowds.items():
        most = HANDFUL if crowd[0].places.counts else HANDFUL_OF_FREE_TEXT
        if len(crowd) > most or any(group.collapsed for group in crowd):
            whole = Group(mark, crowd[0].diagnostic)
            whole.collapsed = True
            for group in crowd:
                whole.merge(group)
            kept[mark] = whole
        else:
            kept.update({group.fingerprint: group for group in crowd})
    return kept
