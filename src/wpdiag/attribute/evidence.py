"""Collect the evidence in one diagnostic: whom its place, its stack and the names in it point to."""

from __future__ import annotations

from collections.abc import Iterator

from wpdiag.attribute import weights
from wpdiag.attribute.catalog import Catalog, Known
from wpdiag.attribute.roots import Place, place_of
from wpdiag.lazy import lazy
from wpdiag.model import Diagnostic, Evidence

_PATH = lazy(r"(?:/|[A-Za-z]:\\|\bwp-content/)[^\s'\"():,;<>]+\.php")
_MACHINERY = lazy(r"/wp-content/(?:db|object-cache)\.php$|/(?:mu-plugins)/query-monitor")
_NAMED_THEME = lazy(r"(?:^|[-_])theme(?:$|[-_])|^twenty[a-z]+$")
_VICTIMS = ("php.memory_exhausted", "php.time_limit", "php.call_stack_size")
_MESSENGERS = ("wp.doing_it_wrong.", "wp.deprecated.", "php.memory_exhausted", "php.time_limit")
"""Records whose place tells where the message was made, not who caused it."""
_SYMBOLS = ("function", "name", "class", "method", "parent", "previous_function")


def collect(diagnostic: Diagnostic, catalog: Catalog) -> list[Evidence]:
    """All evidence, unweighed against each other."""
    return [
        *_output(diagnostic),
        *_trace(diagnostic),
        *_location(diagnostic),
        *_domain(diagnostic, catalog),
        *_paths(diagnostic),
        *_symbols(diagnostic, catalog),
    ]


def component_key(kind: str, slug: str) -> str:
    """``plugin:akismet``: how evidence and filters name a component."""
    return f"{kind}:{slug}"


def _piece(kind: str, text: str, place: Place | Known, role: str, weight: float) -> Evidence:
    return Evidence(kind=kind, text=text, component=component_key(place.kind, place.slug), role=role, weight=weight)


def _output(diagnostic: Diagnostic) -> Iterator[Evidence]:
    file = diagnostic.params.get("output_file")
    if file:
        place = place_of(file)
        if place.kind not in ("unknown", "core"):
            yield _piece("output-started", file, place, "caller", weights.OUTPUT_STARTED)


def _trace(diagnostic: Diagnostic) -> Iterator[Evidence]:
    """The innermost call from code that is neither core nor between core and the database or cache."""
    if "output_file" in diagnostic.params:
        return
    for frame in diagnostic.trace:
        if not frame.file:
            continue
        place = place_of(frame.file)
        if place.kind in ("core", "unknown") or _MACHINERY.search(frame.file):
            continue
        text = f"{frame.file}({frame.line}): {frame.call}" if frame.line else frame.call
        yield _piece("stack-trace", text, place, "caller", weights.TRACE_CALLER)
        return


def _location(diagnostic: Diagnostic) -> Iterator[Evidence]:
    location = diagnostic.location
    if location is None:
        return
    place = place_of(location.file)
    if place.kind == "unknown":
        return
    if diagnostic.identifier in _VICTIMS:
        if place.kind != "core":
            yield _piece("file", location.file, place, "victim", weights.VICTIM_FILE)
    elif place.kind == "core":
        if not diagnostic.identifier.startswith(_MESSENGERS) and not location.file.endswith("functions.php"):
            yield _piece("file", location.file, place, "location", weights.CORE_FILE)
    elif "output_file" not in diagnostic.params:
        yield _piece("file", location.file, place, "caller", weights.FILE)


def _domain(diagnostic: Diagnostic, catalog: Catalog) -> Iterator[Evidence]:
    domain = diagnostic.params.get("domain")
    if not domain or domain == "default":
        return
    clue = catalog.find("domains", domain)
    if clue:
        yield _piece("text-domain", domain, clue.known, "owner", weights.DOMAIN_KNOWN)
    else:
        place = Place("theme" if _NAMED_THEME.search(domain) else "plugin", domain, None, "")
        yield _piece("text-domain", domain, place, "owner", weights.DOMAIN_UNKNOWN)


def _paths(diagnostic: Diagnostic) -> Iterator[Evidence]:
    """Files that the message itself names: a failed include, the other party of a redeclaration."""
    if "output_file" in diagnostic.params:
        return
    for match in _PATH.finditer(diagnostic.message[:4000]):
        place = place_of(match[0] if match[0][:4] != "wp-c" else f"/{match[0]}")
        if place.kind not in ("unknown", "core"):
            yield _piece("path-in-message", match[0], place, "owner", weights.MENTIONED_PATH)
            return


def _symbols(diagnostic: Diagnostic, catalog: Catalog) -> Iterator[Evidence]:
    """Names in the message and in a stack without files (``made by``) that the catalogue gives to somebody."""
    if diagnostic.identifier.startswith("php.") and diagnostic.level != "fatal":
        return  # PHP's warnings name PHP's own functions
    names = [(name, "owner") for key in _SYMBOLS if (name := diagnostic.params.get(key))]
    names += [(frame.call, "caller") for frame in diagnostic.trace[:12] if frame.file is None]
    for name, role in names:
        clue = catalog.find_symbol(name.partition("(")[0])
        if clue:
            yield _piece("prefix", f"{name} ({clue.given})", clue.known, role, weights.PREFIX)
            return
