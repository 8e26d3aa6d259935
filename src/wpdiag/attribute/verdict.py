"""Weigh the evidence: one component with a confidence, the others as alternatives, or an honest ``unknown``."""

from __future__ import annotations

from wpdiag.attribute import weights
from wpdiag.attribute.catalog import Catalog
from wpdiag.attribute.evidence import collect
from wpdiag.attribute.learnt import Learnt
from wpdiag.attribute.roots import place_of
from wpdiag.model import Alternative, Component, Diagnostic, Evidence, Struct

_ROLES = ("caller", "owner", "victim", "location")


class Attribution(Struct, frozen=True, kw_only=True):
    """A verdict with its reasons, and the site's root as the paths tell it."""

    component: Component
    alternatives: tuple[Alternative, ...]
    evidence: tuple[Evidence, ...]
    site: str | None


def attribute(
    diagnostic: Diagnostic, catalog: Catalog, learnt: Learnt | None = None, first: int | None = None
) -> Attribution:
    """Who is responsible for a diagnostic.

    :param learnt: what the other records of the report tell; without it, the record's own text must do.
    :param first: when it was first seen, in seconds since 1970 UTC.
    """
    evidence = collect(diagnostic, catalog, learnt or Learnt(), first)
    sums: dict[str, float] = {}
    roles: dict[str, str] = {}
    for piece in evidence:
        sums[piece.component] = sums.get(piece.component, 0.0) + piece.weight
        role = roles.get(piece.component, piece.role)
        roles[piece.component] = min(role, piece.role, key=_ROLES.index)
    ranked = sorted(sums, key=lambda key: (_ROLES.index(roles[key]), -sums[key], key))
    rated = [(key, _confidence(sums[key], _rival(key, sums, roles))) for key in ranked]
    return Attribution(
        component=_component(rated[0], roles, catalog) if rated else Component(),
        alternatives=tuple(
            Alternative(kind=key.partition(":")[0], slug=key.partition(":")[2], role=roles[key], confidence=confidence)
            for key, confidence in rated[1:]
        ),
        evidence=tuple(evidence),
        site=_site(diagnostic),
    )


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
    return round((1 - 2**-weight) * weight / (weight + rival / 4), 2)


def _component(rated: tuple[str, float], roles: dict[str, str], catalog: Catalog) -> Component:
    key, confidence = rated
    kind, _, slug = key.partition(":")
    verdict = "certain" if confidence >= weights.CERTAIN else "likely" if confidence >= weights.LIKELY else "possible"
    name = "WordPress" if kind == "core" else catalog.name_of(kind, slug)
    return Component(kind=kind, slug=slug, name=name, role=roles[key], confidence=confidence, verdict=verdict)


def _site(diagnostic: Diagnostic) -> str | None:
    """The root that most paths share; the place before the stack."""
    files = [diagnostic.location.file] if diagnostic.location else []
    files += [frame.file for frame in diagnostic.trace if frame.file]
    files += [diagnostic.params[name] for name in ("output_file", "example") if name in diagnostic.params]
    for file in files:
        root = place_of(file).root
        if root:
            return root
    return None
