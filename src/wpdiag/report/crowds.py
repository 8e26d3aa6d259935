"""What nobody knows: one issue for each text while they are a handful, else one for the place that says them all."""

from __future__ import annotations

from collections.abc import Iterable

from wpdiag.diagnose.identity import is_generic
from wpdiag.report.fingerprint import place_fingerprint
from wpdiag.report.group import Group
from wpdiag.tally.cells import HANDFUL, HANDFUL_OF_FREE_TEXT


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
