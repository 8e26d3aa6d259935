"""Collect the evidence for one record, in its own text and in what the other records of the report taught."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wpdiag.attribute import weights
from wpdiag.attribute.catalog import Catalog
from wpdiag.attribute.files import of_files
from wpdiag.attribute.learnt import Learnt
from wpdiag.attribute.names import of_names
from wpdiag.attribute.piece import component_key, piece
from wpdiag.attribute.roots import Place, place_of
from wpdiag.model import Diagnostic, Evidence, Location


def collect(diagnostic: Diagnostic, catalog: Catalog, learnt: Learnt, first: int | None = None) -> list[Evidence]:
    """All evidence, unweighed against each other.

    :param first: when the record was first seen, in seconds since 1970 UTC.
    """
    if "output_file" in diagnostic.params:
        return [*of_files(diagnostic), *_printed(diagnostic, learnt)]
    found = [*of_files(diagnostic), *of_names(diagnostic, catalog, learnt)]
    if first is not None:
        found += _updated(first, {each.component for each in found}, catalog, learnt)
    return found


def _printed(diagnostic: Diagnostic, learnt: Learnt) -> Iterator[Evidence]:
    """Output began where core printed a message: whoever caused that message."""
    file, line = diagnostic.params["output_file"], diagnostic.params.get("output_line", "")
    if line.isdigit() and place_of(file).kind == "core":
        owner = learnt.printed_by(Location(file=file, line=int(line)))
        if owner:
            yield piece("message-printed", file, owner, "caller", weights.OUTPUT_WAS_MESSAGE)


def _updated(first: int, candidates: set[str], catalog: Catalog, learnt: Learnt) -> Iterator[Evidence]:
    """Components updated shortly before, where they are suspects already or there are none."""
    for name, seconds in learnt.updated_before(first):
        for kind in ("plugin", "theme"):
            slug = catalog.slug_of(kind, name) or re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
            if component_key(kind, slug) in candidates or (not candidates and learnt.has(kind, slug)):
                text = f"{name} updated {seconds // 60} minutes before"
                yield piece("updated", text, Place(kind, slug, None, ""), "owner", weights.UPDATED, found_in="report")
