"""Weigh the evidence: one component with a confidence, the others as alternatives, or an honest ``unknown``."""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from wpdiag.attribute import weights
from wpdiag.attribute.catalog import Catalog
from wpdiag.attribute.evidence import collect
from wpdiag.attribute.inventory import Inventory
from wpdiag.attribute.learnt import Learnt
from wpdiag.attribute.roots import place_of
from wpdiag.model import Alternative, Component, Diagnostic, Evidence, Struct

_LEAST = 0.1
_NOTHING = Learnt()
_ROLES = ("caller", "owner", "victim", "location")


class Attribution(Struct, frozen=True, kw_only=True):
    """A verdict with its reasons, and the site's root as the paths tell it."""

    component: Component
    alternatives: tuple[Alternative, ...]
    evidence: tuple[Evidence, ...]
    site: str | None
    absent: frozenset[str] = frozenset()
    """Components that the record names but that are not installed: ``plugin:shop``."""


def attribute(
    diagnostic: Diagnostic, catalog: Catalog, learnt: Learnt | None = None, first: int | None = None
) -> Attribution:
    """Who is responsible for a diagnostic.

    :param learnt: what the other records of the report tell; without it, the record's own text must do.
    :param first: when it was first seen, in seconds since 1970 UTC.
    """
    learnt = learnt or _NOTHING
    evidence = collect(diagnostic, catalog, learnt, first)
    inventory = learnt.inventory
    absent: frozenset[str] = frozenset()
    if inventory:
        absent = frozenset(piece.component for piece in evidence if not _may_be(piece, inventory))
        evidence = [piece for piece in evidence if _may_be(piece, inventory)]
    first_of_all, alternatives = _weighed(tuple([(piece.component, piece.role, piece.weight) for piece in evidence]))
    return Attribution(
        component=_component(first_of_all, catalog, inventory) if first_of_all else Component(),
        alternatives=alternatives,
        evidence=tuple(evidence),
        site=_site(diagnostic),
        absent=absent,
    )


@lru_cache(maxsize=4096)
def _weighed(
    pieces: tuple[tuple[str, str, float], ...],
) -> tuple[Alternative | None, tuple[Alternative, ...]]:
    """Whom evidence speaks for most, and the others.

    :param pieces: component, role and weight of each.
    """
    if not pieces:
        return None, ()
    sums: dict[str, float] = {}
    roles: dict[str, str] = {}
    for key, role, weight in pieces:
        sums[key] = sums.get(key, 0.0) + weight
        roles[key] = min(roles.get(key, role), role, key=_ROLES.index)
    ranked = sorted(sums, key=lambda key: (_ROLES.index(roles[key]), -sums[key], key))
    rated = [(key.partition(":"), roles[key], _confidence(sums[key], _rival(key, sums, roles))) for key in ranked]
    first, *others = (
        Alternative(kind=kind, slug=slug, role=role, confidence=confidence)
        for (kind, _, slug), role, confidence in rated
    )
    return first, tuple(others)


def _rival(key: str, sums: dict[str, float], roles: dict[str, str]) -> float:
    """The most that speaks for anybody else in the same role or a stronger one.

    A caller is not doubted because somebody else's name is in the message. Core is no rival: others' faults surface
    there.
    """
    rank = _ROLES.index(roles[key])
    return max(
        (
            weight
            for other, weight in sums.items()
            if other != key and not other.startswith("core:") and _ROLES.index(roles[other]) <= rank
        ),
        default=0.0,
    )


def _confidence(weight: float, rival: float) -> float:
    """How sure: what speaks for it, less a share of what speaks for the strongest other."""
    weight = max(weight, _LEAST)
    return round((1 - 2**-weight) * weight / (weight + rival / 4), 2)


def shared(attribution: Attribution, callers: list[tuple[Attribution, int]]) -> Attribution:
    """A verdict where several components do the same: the most frequent one, as sure as its share is large.

    :param callers: a verdict for each way in which the message came about, and how often it did.
    """
    shares: dict[tuple[str, str], int] = {}
    for other, count in callers:
        key = (other.component.kind, other.component.slug)
        shares[key] = shares.get(key, 0) + max(count, 1)
    if len(shares) < 2:
        return attribution
    total = sum(shares.values())
    (kind, slug), _ = max(shares.items(), key=lambda item: (item[1], item[0]))
    main = next(each for each, _ in callers if (each.component.kind, each.component.slug) == (kind, slug))
    confidence = round(main.component.confidence * shares[kind, slug] / total, 2)
    others = tuple(
        Alternative(kind=other, slug=name, role="caller", confidence=round(count / total, 2))
        for (other, name), count in sorted(shares.items(), key=lambda item: (-item[1], item[0]))
        if (other, name) != (kind, slug)
    )
    return replace(
        main,
        component=replace(main.component, confidence=confidence, verdict=_verdict(confidence)),
        alternatives=(*others, *main.alternatives),
    )


def _verdict(confidence: float) -> str:
    return "certain" if confidence >= weights.CERTAIN else "likely" if confidence >= weights.LIKELY else "possible"


_BY_NAME = frozenset(("message", "query", "request", "report"))


def _may_be(piece: Evidence, inventory: Inventory) -> bool:
    """Whether a piece is worth something: names point to nobody who is not installed, files prove that somebody was."""
    kind, _, slug = piece.component.partition(":")
    by_name = piece.found_in in _BY_NAME and "/" not in piece.text.replace("\\", "/")
    return not (by_name and inventory.rules_out(kind, slug))


def _component(found: Alternative, catalog: Catalog, inventory: Inventory | None) -> Component:
    kind, slug = found.kind, found.slug
    installed = inventory.get(kind, slug) if inventory else None
    version = installed.version if installed else None
    name = (installed.name if installed else None) or catalog.name_of(kind, slug)
    if kind == "core":
        name, version = "WordPress", inventory.wordpress if inventory else None
    return Component(
        kind=kind,
        slug=slug,
        name=name,
        version=version,
        role=found.role,
        confidence=found.confidence,
        verdict=_verdict(found.confidence),
    )


def _site(diagnostic: Diagnostic) -> str | None:
    """The root that most paths share; the place before the stack."""
    if diagnostic.location and (root := place_of(diagnostic.location.file).root):
        return root
    files = [frame.file for frame in diagnostic.trace if frame.file]
    files += [diagnostic.params[name] for name in ("output_file", "example") if name in diagnostic.params]
    for file in files:
        root = place_of(file).root
        if root:
            return root
    return None
