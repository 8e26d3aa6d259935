"""Evidence in names: text domains, functions, classes, tables, hooks, handles, routes, blocks, the page asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from msgspec.structs import replace

from wpdiag.attribute import weights
from wpdiag.attribute.catalog import Catalog, Kind
from wpdiag.attribute.files import REPORTS
from wpdiag.attribute.learnt import Learnt
from wpdiag.attribute.piece import component_key, piece
from wpdiag.attribute.roots import Place, place_of
from wpdiag.lazy import lazy
from wpdiag.model import Diagnostic, Evidence

_NAMED_THEME = lazy(r"(?:^|[-_])theme(?:$|[-_])|^twenty[a-z]+$")
_SYMBOLS = ("function", "class", "parent", "previous_function", "name")
_NAMES: tuple[tuple[str, Kind], ...] = (
    ("hook", "hooks"),
    ("option", "options"),
    ("constant", "constants"),
    ("handle", "handles"),
    ("shortcode", "functions"),
    ("setting", "options"),
    ("missing", "post_types"),
)
_TABLES = lazy(r"\b(?:FROM|JOIN|INTO|UPDATE|TABLE(?: IF EXISTS)?|DESCRIBE)\s+`?(?P<table>\w+)`?", re.I)
_TABLE_PREFIX = lazy(r"^(?:\w+\.)?(?P<prefix>[A-Za-z0-9]*?_(?:\d+_)?)(?P<rest>[a-z]\w+)$")
_REST = lazy(r"/wp-json/(?P<space>[\w.-]+)(?:/v\d|/)|[?&]rest_route=/(?P<query>[\w.-]+)")
_SLUG_LIKE = lazy(r"(?!wp-(?:site-health|block-editor|abilities)$)[a-z0-9]+(?:-[a-z0-9]+)+")
"""Names of one word are short forms more often than slugs."""
_MESSENGERS = ("wp.doing_it_wrong.", "wp.deprecated.")
_CARRIED = frozenset(("plugin:action-scheduler",))
"""Libraries that are plugins, too, and that many plugins bring along."""
_CALLERS_SEARCHED = 40


def of_names(diagnostic: Diagnostic, catalog: Catalog, learnt: Learnt) -> Iterator[Evidence]:
    """All that names tell."""
    yield from _domain(diagnostic, catalog, learnt)
    yield from _symbols(diagnostic, catalog, learnt)
    yield from _calls(diagnostic, catalog, learnt)
    yield from _tables(diagnostic, catalog)
    yield from _parameters(diagnostic, catalog, learnt)
    yield from _request(diagnostic, catalog)


def _domain(diagnostic: Diagnostic, catalog: Catalog, learnt: Learnt) -> Iterator[Evidence]:
    domain = diagnostic.params.get("domain")
    if not domain or domain == "default":
        return
    clue = catalog.find("domains", domain)
    if clue:
        seen = weights.SEEN if learnt.has(clue.known.kind, clue.known.slug) else 0.0
        yield piece("text-domain", domain, clue.known, "owner", weights.DOMAIN_KNOWN + seen)
        return
    kind = learnt.kind_of(domain)
    place = Place(kind or ("theme" if _NAMED_THEME.search(domain) else "plugin"), domain, None, "")
    yield piece("text-domain", domain, place, "owner", weights.DOMAIN_UNKNOWN + (weights.SEEN if kind else 0.0))


def _symbols(diagnostic: Diagnostic, catalog: Catalog, learnt: Learnt) -> Iterator[Evidence]:
    """Functions and classes in the message."""
    if diagnostic.identifier.startswith("php.") and diagnostic.level not in ("fatal", "deprecated"):
        return  # PHP's warnings name PHP's own functions
    for key in _SYMBOLS:
        name = diagnostic.params.get(key)
        found = name and _whose(name, "prefix", "owner", catalog, learnt, "message")
        if found:
            if found.component == _here(diagnostic):
                return  # its own names say no more than its file
            reporter = diagnostic.identifier.startswith(_MESSENGERS)
            yield replace(found, weight=weights.REPORTER) if reporter else found
            return


def _here(diagnostic: Diagnostic) -> str | None:
    """The component in whose file the error is."""
    place = place_of(diagnostic.location.file) if diagnostic.location else None
    return component_key(place.kind, place.slug) if place else None


def _calls(diagnostic: Diagnostic, catalog: Catalog, learnt: Learnt) -> Iterator[Evidence]:
    """The innermost call whose name has an owner, in a stack without files (``made by``).

    Where a component reports that others use it wrongly, its own calls are passed over.
    """
    reporter: str | None = None
    carried: Evidence | None = None
    for frame in diagnostic.trace[:_CALLERS_SEARCHED]:
        if frame.file is not None:
            continue
        found = _whose(frame.call.partition("(")[0], "call", "caller", catalog, learnt, "trace")
        if found is None or found.component == reporter:
            continue
        if found.component in _CARRIED:
            carried = carried or replace(found, role="owner", weight=weights.CARRIED)
            continue
        if reporter is None and REPORTS.match(frame.call):
            reporter = found.component
            continue
        yield found
        return
    if carried:
        yield carried


def _whose(name: str, kind: str, role: str, catalog: Catalog, learnt: Learnt, found_in: str) -> Evidence | None:
    defined = learnt.owner_of(name)
    if defined:
        weight = weights.LEARNT if defined.whole else weights.LEARNT_NAMESPACE
        return piece(f"{kind}-defined-in", name, defined, role, weight, found_in=found_in)
    clue = catalog.find_symbol(name)
    return piece(kind, name, clue.known, role, weights.OWN_NAME, found_in=found_in) if clue else None


def _tables(diagnostic: Diagnostic, catalog: Catalog) -> Iterator[Evidence]:
    """Tables in the error and its query, without the site's prefix."""
    query = diagnostic.params.get("query", "")
    names = [diagnostic.params.get("table", ""), *(match["table"] for match in _TABLES.finditer(query))]
    for name in filter(None, names):
        parts = _TABLE_PREFIX.match(name)
        clue = catalog.find("tables", parts["rest"]) if parts else None
        if clue and parts:
            where = "message" if parts["rest"] in diagnostic.message else "query"
            found = piece("table", parts["rest"], clue.known, "owner", weights.OWN_NAME, found_in=where)
            yield replace(found, weight=weights.CARRIED) if found.component in _CARRIED else found
            return


def _parameters(diagnostic: Diagnostic, catalog: Catalog, learnt: Learnt) -> Iterator[Evidence]:
    """What the message names beside functions: a hook, an option, a handle, a REST route, a block."""
    for name, kind in _NAMES:
        value = diagnostic.params.get(name)
        clue = catalog.find(kind, value) if value else None
        if clue and value:
            yield piece(kind.removesuffix("s").replace("_", "-"), value, clue.known, "owner", weights.OWN_NAME)
    updated = diagnostic.params.get("updated")
    if updated:
        yield piece("update", updated, Place("plugin", updated, None, ""), "caller", weights.UPDATE_UNDONE)
    route = (diagnostic.params.get("namespace") or diagnostic.params.get("route") or "").strip("/").partition("/")[0]
    block = diagnostic.params.get("block", "").partition("/")[0]
    for kind, value in (("rest", route), ("blocks", block)):
        clue = catalog.find(kind, value) if value else None
        if clue and value:
            yield piece(kind.removesuffix("s"), value, clue.known, "owner", weights.OWN_NAME)
        elif kind == "rest" and value and (learnt.kind_of(value) or _SLUG_LIKE.fullmatch(value)):
            seen = learnt.kind_of(value)
            guess = Place(seen or "plugin", value, None, "")
            yield piece(kind, value, guess, "owner", weights.REST_UNKNOWN + (weights.SEEN if seen else 0.0))


def _request(diagnostic: Diagnostic, catalog: Catalog) -> Iterator[Evidence]:
    """The admin page or REST namespace that was asked for: its component ran, whoever did it."""
    request = diagnostic.request
    if not request:
        return
    rest = _REST.search(request)
    space = (rest["space"] or rest["query"]) if rest else None
    clue = catalog.find("rest", space) if space else None
    if clue is None and "page=" in request:
        space = next(iter(parse_qs(urlsplit(request).query).get("page", [])), None)
        clue = catalog.find("pages", space) if space else None
    if clue and space:
        yield piece("request", space, clue.known, "owner", weights.REQUEST, found_in="request")
