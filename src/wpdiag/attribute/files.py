"""Evidence in files: where the error happened, where output began, who called, which paths the message names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from wpdiag.attribute import weights
from wpdiag.attribute.piece import piece
from wpdiag.attribute.roots import Place, place_of
from wpdiag.lazy import lazy
from wpdiag.model import Diagnostic, Evidence, Frame

_PATH = lazy(r"(?:/|[A-Za-z]:[\\/]|\bwp-content[\\/])[^\s'\"():,;<>]+\.php")
_CALLED_IN = lazy(r"\b(?:called in|passed in) (?P<file>(?:/|[A-Za-z]:[\\/])[^\n]+?) on line \d+")
_MACHINERY = lazy(r"/(?:db|object-cache|advanced-cache)\.php$|/(?:mu-plugins|plugins)/query-monitor/")
REPORTS = lazy(
    r"_?(?:wc_)?(?:_?doing_it_wrong|_?deprecated_\w+|(?:do_action|apply_filters)_deprecated|trigger_error)\b"
)
"""Functions with which a component reports that others use it wrongly."""
_HANDED_IN = frozenset(("php.member_function_on_null", "php.property_on_null", "php.uncaught.TypeError"))
"""Fatal errors of code that got something it did not expect."""
_MISSING = frozenset(("php.undefined_function", "php.undefined_method"))
_FOREIGN_CLASS = lazy(
    r"(?!WP_|WP\b|wpdb\b|Walker|Requests|WpOrg|PHPMailer|SimplePie|Theme_|Plugin_|Core_|Automatic_|Language_|Custom_|Bulk_)"
    r"[A-Za-z_][\w\\]*(?:->|::)|[A-Za-z_]\w*\\"
)
_NOT_THERE = frozenset(("php.include_failed", "php.open_failed", "php.no_such_file"))
_TWO_PARTIES = ("php.redeclared.", "php.incompatible_signature")
_VICTIMS = ("php.memory_exhausted", "php.time_limit", "php.call_stack_size")
_MESSENGERS = ("wp.doing_it_wrong.", "wp.deprecated.", "wp.trigger_error.", *_VICTIMS)
"""Records whose place tells where the message was made, not who caused it."""
_FOR_OTHERS = ("functions.php", "class-wp-hook.php")
"""Files of core's in which messages are made, and callbacks called, for everybody."""
_MISUSED = (
    "php.null_to_parameter",
    "php.uncaught.TypeError",
    "php.uncaught.ArgumentCountError",
    "php.unsupported_operands",
)


@lru_cache(maxsize=20_000)
def is_machinery(file: str) -> bool:
    """Whether a file only passes on what others do: drop-ins between core and database or cache, Query Monitor."""
    return _MACHINERY.search(file.replace("\\", "/")) is not None


def of_files(diagnostic: Diagnostic) -> Iterator[Evidence]:
    """All that files tell."""
    started = diagnostic.params.get("output_file")
    if started:
        place = place_of(started)
        if _is_component(place):
            yield piece("output-started", started, place, "caller", weights.OUTPUT_STARTED)
        late = place_of(diagnostic.location.file) if diagnostic.location else place
        if diagnostic.location and _is_component(late):
            yield piece(
                "headers-late", diagnostic.location.file, late, "location", weights.SENT_LATE, found_in="location"
            )
        return
    if diagnostic.identifier.startswith(_VICTIMS):
        yield from _victim(diagnostic)
        return
    called = _called_in(diagnostic.message)
    if called and _is_component(place_of(called["file"])):
        yield piece("called-in", called["file"], place_of(called["file"]), "caller", weights.CALLED_IN)
    yield from _own(diagnostic)
    yield from _named(diagnostic, called["file"] if called else None)


def _called_in(message: str) -> re.Match[str] | None:
    return _CALLED_IN.search(message) if "ed in " in message else None


def _victim(diagnostic: Diagnostic) -> Iterator[Evidence]:
    """Where memory or time ran out, be it the place or, below core's code, the nearest call of the stack."""
    files = [diagnostic.location.file] if diagnostic.location else []
    for file in [*files, *(frame.file for frame in diagnostic.trace if frame.file)]:
        place = place_of(file)
        if _is_component(place) and not is_machinery(file):
            where = "location" if files and file == files[0] else "trace"
            yield piece("file", file, place, "victim", weights.VICTIM_FILE, found_in=where, library=place.library)
            return


def _own(diagnostic: Diagnostic) -> Iterator[Evidence]:
    """The file of the error, and the calls that led there: the innermost code of a component is whose code did it."""
    location = diagnostic.location
    place = place_of(location.file) if location else None
    own: Place | None = None
    if location and place and _is_component(place) and not diagnostic.identifier.startswith(_MESSENGERS):
        passes_on = is_machinery(location.file) and _nearest(diagnostic.trace, None)
        own = None if passes_on else place
        if own:
            weight = _weight(diagnostic, place)
            yield piece("file", location.file, place, "caller", weight, found_in="location", library=place.library)
    frame = _nearest(diagnostic.trace, own)
    if frame and frame.file:
        caller = place_of(frame.file)
        text = f"{frame.file}({frame.line}): {frame.call}" if frame.line else frame.call
        weight = weights.CALLED_INTO if own else weights.TRACE_CALLER
        if _others_inside(diagnostic.trace, frame):
            weight = weights.INCLUDED
        yield piece("stack-trace", text, caller, "caller", weight, found_in="trace", library=caller.library)
    elif location and place and place.kind == "core" and _at_fault(diagnostic.identifier, location.file):
        weight = weights.CORE_MISUSED if diagnostic.identifier.startswith(_MISUSED) else weights.CORE_FILE
        yield piece("file", location.file, place, "location", weight, found_in="location")


def _weight(diagnostic: Diagnostic, place: Place) -> float:
    """How much the file of an error tells of whose fault it is."""
    identifier, message = diagnostic.identifier, diagnostic.message
    fell = identifier in _HANDED_IN and diagnostic.level == "fatal"
    fell = fell or (identifier.startswith(_TWO_PARTIES) and not _other_party(diagnostic, place))
    called = _called_in(message)
    if fell or (called and place_of(called["file"]).kind == "core"):
        return weights.FILE_FELL
    if identifier in _MISSING:
        return weights.FILE_MISSES
    return weights.FILE_RENAMED if place.renamed else weights.FILE


def _other_party(diagnostic: Diagnostic, place: Place) -> bool:
    """Whether the message names a file of another component."""
    others = (place_of(match[0]) for match in _PATH.finditer(diagnostic.message[:4000]))
    return any(_is_component(other) and (other.kind, other.slug) != (place.kind, place.slug) for other in others)


def _others_inside(trace: tuple[Frame, ...], frame: Frame) -> bool:
    """Whether calls inside of an include, in a stack without places, are of classes that are not core's."""
    if frame.line is not None:
        return False
    inside = trace[: trace.index(frame)]
    return any(each.file is None and _FOREIGN_CLASS.match(each.call) for each in inside)


def _at_fault(identifier: str, file: str) -> bool:
    """Whether a fault in this file of core's may be core's: some files of it work for everybody."""
    return not identifier.startswith(_MESSENGERS) and not file.endswith(_FOR_OTHERS)


def _nearest(trace: tuple[Frame, ...], own: Place | None) -> Frame | None:
    """The innermost call from a component's code.

    Behind the code of the component itself, or of one that reports a wrong use of its functions, another one's is
    looked for; a report without other callers is the reporter's own fault.
    """
    skipped = own
    reporter: Frame | None = None
    for frame in trace:
        if not frame.file or is_machinery(frame.file):
            continue
        place = place_of(frame.file)
        if not _is_component(place) or (skipped and (place.kind, place.slug) == (skipped.kind, skipped.slug)):
            continue
        if skipped is None and REPORTS.match(frame.call):
            skipped, reporter = place, frame
            continue
        return frame
    return reporter


def _named(diagnostic: Diagnostic, called: str | None) -> Iterator[Evidence]:
    """Files that the message itself names: a failed include, the other party of a redeclaration."""
    if ".php" not in diagnostic.message:
        return
    for match in _PATH.finditer(diagnostic.message[:4000]):
        place = place_of(match[0])
        here = diagnostic.location and place_of(diagnostic.location.file)
        if here and (here.kind, here.slug) == (place.kind, place.slug):
            continue
        if _is_component(place) and match[0] != called:
            role = "caller" if diagnostic.identifier.startswith(_TWO_PARTIES) else "owner"
            missing = here and here.kind == "core" and diagnostic.identifier in _NOT_THERE
            weight = weights.MISSING_PATH if missing else weights.MENTIONED_PATH
            yield piece("path-in-message", match[0], place, role, weight)
            return


def _is_component(place: Place) -> bool:
    return place.kind not in ("unknown", "core")
