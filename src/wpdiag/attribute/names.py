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

_NAMED_THEME = lazy(r"theme$|[-_]child$|^twenty[a-z]+$", re.I)
_SYMBOLS = ("function", "class", "parent", "previous_function", "name")
SYMBOLS = frozenset(_SYMBOLS)
"""The parameters that are names of functions and classes."""
_NAMES: tuple[tuple[str, Kind], ...] = (
    ("hook", "hooks"),
    ("option", "options"),
    ("constant", "constants"),
    ("handle", "handles"),
    ("shortcode", "functions"),
    ("setting", "options"),
    ("missing", "post_types"),
)
ASKED = frozenset((*(name for name, _ in _NAMES), "query", "table", "updated", "namespace", "route", "block"))
"""The parameters that :func:`_tables` and :func:`_parameters` look at."""
_TABLES = lazy(r"\b(?:FROM|JOIN|INTO|UPDATE|TABLE(?: IF EXISTS)?|DESCRIBE)\s+`?(?P<table>\w+)`?", re.I)
_TABLE_PREFIX = lazy(r"^(?:\w+\.)?(?P<prefix>[A-Za-z0-9]*?_(?:\d+_)?)(?P<rest>[a-z]\w+)$")
_REST = lazy(r"/wp-json/(?P<space>[\w.-]+)(?:/v\d|/)|[?&]rest_route=/(?P<query>[\w.-]+)")
_SLUG_LIKE = lazy(r"(?!wp-(?:site-health|block-editor|abilities)$)[a-z0-9]+(?:-[a-z0-9]+)+")
"""Names of one word are short forms more often than slugs."""
_OWN_WORD = lazy(
    r"(?!(?:account|action|address|analytic|appointment|archive|attribute|booking|calendar|campaign|categor|comment|contact"
    r"|counter|course|custom|customer|download|email|employee|export|gallery|groups|histor|import|invoice|language|lesson"
    r"|licen[cs]e|location|logging|member|membership|message|newsletter|notification|option|orders|payment|plugin|posts"
    r"|product|profile|project|queue|rating|recent|referral|registration|report|review|search|security|service|session|setting|shipping"
    r"|simple|slider|social|statistic|student|subscri|survey|system|ticket|traffic|transaction|translation|upload|visitor)"
    r"[a-z]{0,3}_)(?P<word>[a-z]{6,})_",
    re.I,
)
"""The first word of a table, where it is neither short nor what many call theirs."""
_ACTIVATED = lazy(r"do_action\('(?:de)?activate_(?P<slug>[^/'\"]+?)(?:/|\.php')")
"""The hook of a plugin that is switched on or off: ``activate_FOLDER/FILE`` (wp-admin/includes/plugin.php)."""
_MESSENGERS = ("wp.doing_it_wrong.", "wp.deprecated.")
_CARRIED = frozenset(("plugin:action-scheduler",))
"""Libraries that are plugins, too, and that many plugins bring along."""
_CALLERS_SEARCHED = 40


def of_names(diagnostic: Diagnostic, catalog: Catalog, learnt: Learnt) -> Iterator[Evidence]:
    """All that names tell."""
    if diagnostic.params:
        yield from _domain(diagnostic, catalog, learnt)
        yield from _symbols(diagnostic, catalog, learnt)
    if diagnostic.trace:
        yield from _calls(diagnostic, catalog, learnt)
    if not ASKED.isdisjoint(diagnostic.params):  # most have none of them
        yield from _tables(diagnostic, catalog, learnt)
        yield from _parameters(diagnostic, catalog, learnt)
    if diagnostic.request:
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
    there = learnt.like(domain)
    if there:
        yield piece("text-domain", domain, there, "owner", weights.DOMAIN_UNKNOWN + weights.SEEN)
        return
    theme = _NAMED_THEME.search(domain) or learnt.has("theme", f"{domain}-child")
    place = Place("theme" if theme else "plugin", domain, None, "")
    yield piece("text-domain", domain, place, "owner", weights.DOMAIN_UNKNOWN)


def _symbols(diagnostic: Diagnostic, catalog: Catalog, learnt: Learnt) -> Iterator[Evidence]:
    """Functions and classes in the message."""
    if names_no_owner(diagnostic):
        return
    for key in _SYMBOLS:
        name = diagnostic.params.get(key)
        found = name and _whose(name, "prefix", "owner", catalog, learnt, "message")
        if found:
            if found.component == _here(diagnostic):
                return  # its own names say no more than its file
            reporter = diagnostic.identifier.startswith(_MESSENGERS)
            yield replace(found, weight=weights.REPORTER) if reporter else found
            return


def names_no_owner(diagnostic: Diagnostic) -> bool:
    """Whether its functions and classes say nothing: PHP's warnings name PHP's own."""
    return diagnostic.identifier.startswith("php.") and diagnostic.level not in ("fatal", "deprecated")


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
        activated = _ACTIVATED.match(frame.call)
        if activated:
            place = Place("plugin", activated["slug"], None, "")
            yield piece("call", activated[0], place, "caller", weights.ACTIVATED, found_in="trace")
            return
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
    if clue:
        return piece(kind, name, clue.known, role, weights.OWN_NAME, found_in=found_in)
    return _namesake(name, role, catalog, learnt, found_in)


def _namesake(name: str, role: str, catalog: Catalog, learnt: Learnt, found_in: str) -> Evidence | None:
    """A name that begins with a slug."""
    there = learnt.namesake(name)
    known = there or catalog.find_namesake(name)
    if known is None:
        return None
    weight = weights.NAMESAKE_SEEN if there else weights.NAMESAKE
    return piece("namesake", name, known, role, weight, found_in=found_in)


def _tables(diagnostic: Diagnostic, catalog: Catalog, learnt: Learnt) -> Iterator[Evidence]:
    """Tables in the error and its query, without the site's prefix; of unknown ones, the first."""
    query = diagnostic.params.get("query", "")
    names = [diagnostic.params.get("table", ""), *(match["table"] for match in _TABLES.finditer(query))]
    tables = [parts["rest"] for parts in map(_TABLE_PREFIX.match, filter(None, names)) if parts]
    for table in tables:
        clue = catalog.find("tables", table)
        if clue:
            found = piece("table", table, clue.known, "owner", weights.OWN_NAME, found_in=_where(table, diagnostic))
            yield replace(found, weight=weights.CARRIED) if found.component in _CARRIED else found
            return
    for table in tables:
        where = _where(table, diagnostic)
        like = _namesake(table, "owner", catalog, learnt, where)
        first = _OWN_WORD.match(table)
        if first and not like:
            place = Place("plugin", first["word"].lower(), None, "")
            like = piece("namesake", table, place, "owner", weights.TABLE_UNKNOWN, found_in=where)
        if like:
            yield like
            return


def _where(table: str, diagnostic: Diagnostic) -> str:
    return "message" if table in diagnostic.message else "query"


def _parameters(diagnostic: Diagnostic, catalog: Catalog, learnt: Learnt) -> Iterator[Evidence]:
    """What the message names beside functions: a hook, an option, a handle, a REST route, a block."""
    for name, kind in _NAMES:
        value = diagnostic.params.get(name)
        clue = catalog.find(kind, value) if value else None
        if clue and value:
            yield piece(kind.removesuffix("s").replace("_", "-"), value, clue.known, "owner", weights.OWN_NAME)
        elif value:
            like = _namesake(value, "owner", catalog, learnt, "message")
            if like:
                yield like
    updated = diagnostic.params.get("updated")
    if updated:
        yield piece("update", updated, Place("plugin", updated, None, ""), "caller", weights.UPDATE_UNDONE)
    route = (diagnostic.params.get("namespace") or diagnostic.params.get("route") or "").strip("/").partition("/")[0]
    block = diagnostic.params.get("block", "").partition("/")[0]
    for kind, value in (("rest", route), ("blocks", block)):
        if value:
            yield from _space(kind, value, catalog, learnt)


def _space(kind: Kind, value: str, catalog: Catalog, learnt: Learnt) -> Iterator[Evidence]:
    """A namespace of REST routes or blocks: the handbooks ask for the slug."""
    label = kind.removesuffix("s")
    clue = catalog.find(kind, value)
    there = None if clue else learnt.like(value)
    if clue:
        yield piece(label, value, clue.known, "owner", weights.OWN_NAME)
    elif there:
        yield piece(label, value, there, "owner", weights.SPACE_UNKNOWN + weights.SEEN)
    else:
        known = catalog.find_slug(value)
        if known or _SLUG_LIKE.fullmatch(value):
            yield piece(label, value, known or Place("plugin", value, None, ""), "owner", weights.SPACE_UNKNOWN)


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
