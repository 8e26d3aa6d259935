"""Collect the evidence for one record, in its own text and in what the other records of the report taught."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from wpdiag.attribute import weights
from wpdiag.attribute.catalog import Catalog
from wpdiag.attribute.files import of_files
from wpdiag.attribute.learnt import Learnt
from wpdiag.attribute.names import ASKED, SYMBOLS, names_no_owner, of_names
from wpdiag.attribute.piece import component_key, piece
from wpdiag.attribute.roots import Place, place_of
from wpdiag.model import Diagnostic, Evidence, Location
from wpdiag.versions import is_at_least

_BORNE_UPON = ASKED | {"domain", "output_file"}
"""Parameters of which other records may tell whose they are."""


def collect(diagnostic: Diagnostic, catalog: Catalog, learnt: Learnt, first: int | None = None) -> list[Evidence]:
    """All evidence, unweighed against each other.

    :param first: when the record was first seen, in seconds since 1970 UTC.
    """
    if "output_file" in diagnostic.params:
        return [*of_files(diagnostic), *_printed(diagnostic, learnt)]
    found = [*of_files(diagnostic), *of_names(diagnostic, catalog, learnt)]
    if learnt.inventory:
        found += list(_has_the_fix(diagnostic, found, learnt))
        found += list(_library_versions(found, learnt))
    if first is not None:
        found += _updated(first, {each.component for each in found}, catalog, learnt)
    return found


def rests_on_itself(diagnostic: Diagnostic, learnt: Learnt) -> bool:
    """Whether nothing that the other records of the report tell can bear on a diagnostic, as is so for most."""
    return (
        not learnt.inventory
        and not learnt.knows_updates
        and _BORNE_UPON.isdisjoint(diagnostic.params)
        and (names_no_owner(diagnostic) or SYMBOLS.isdisjoint(diagnostic.params))
        and all(frame.file for frame in diagnostic.trace)
    )


def _printed(diagnostic: Diagnostic, learnt: Learnt) -> Iterator[Evidence]:
    """Output began where core printed a message: whoever caused that message."""
    file, line = diagnostic.params["output_file"], diagnostic.params.get("output_line", "")
    if line.isdigit() and place_of(file).kind == "core":
        owner = learnt.printed_by(Location(file=file, line=int(line)))
        if owner:
            yield piece("message-printed", file, owner, "caller", weights.OUTPUT_WAS_MESSAGE)


def _has_the_fix(diagnostic: Diagnostic, found: list[Evidence], learnt: Learnt) -> Iterator[Evidence]:
    """Owners whose installed version has the fix: then their texts, tables or hooks are used by somebody else."""
    for component in sorted({each.component for each in found if each.role == "owner"}):
        kind, _, slug = component.partition(":")
        installed = learnt.inventory.get(kind, slug) if learnt.inventory else None
        fixed = learnt.fixes.find(kind, slug, diagnostic.identifier, diagnostic.params.get("domain"))
        if installed and installed.version and fixed and is_at_least(installed.version, fixed.fixed_in):
            text = f"{installed.version} is installed, fixed in {fixed.fixed_in}"
            yield piece("has-the-fix", text, installed, "owner", weights.HAS_THE_FIX, found_in="report")


def _library_versions(found: list[Evidence], learnt: Learnt) -> Iterator[Evidence]:
    """Who brings along which version of a library that the fault is in: whoever is first loads it for all."""
    for each in found:
        shipping = learnt.inventory.shipping(each.library) if learnt.inventory and each.library else []
        if len({version for _, version in shipping}) > 1:
            text = ", ".join(f"{version} in {component.slug}" for component, version in shipping)
            yield replace(each, kind="library-versions", text=text, weight=0.0, found_in="report")


def _updated(first: int, candidates: set[str], catalog: Catalog, learnt: Learnt) -> Iterator[Evidence]:
    """Components updated shortly before, where they are suspects already or there are none."""
    for name, seconds in learnt.updated_before(first):
        for kind in ("plugin", "theme"):
            slug = catalog.slug_of(kind, name) or re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
            if component_key(kind, slug) in candidates or (not candidates and learnt.has(kind, slug)):
                text = f"{name} updated {seconds // 60} minutes before"
                yield piece("updated", text, Place(kind, slug, None, ""), "owner", weights.UPDATED, found_in="report")
