"""One record in, one diagnostic out: PHP's own, wpdb's, WordPress', a page that replaces the site, or free text."""

from __future__ import annotations

from wpdiag.diagnose import database, messages, page, php, probe, server, translated, wordpress, written
from wpdiag.diagnose.plain import plain
from wpdiag.diagnose.queries import table_of
from wpdiag.diagnose.trace import printed_frames, summary_frames
from wpdiag.model import Diagnostic, Entry, Frame, Location

_QUERY_SHOWN = 2000
_TOO_EARLY = "._load_textdomain_just_in_time"


def diagnose(entry: Entry) -> Diagnostic:
    """Understand one record; whatever nobody knows comes out as free text of level ``info``."""
    text = entry.text
    if database.begins(text):
        found = _database(entry)
        if found is not None:
            return found
    if text.startswith(probe.BEGINS):
        return probe.diagnose_probe(entry) or _free(entry, "log.text", "info", {})
    parts = php.take_apart(text, shown=entry.shown)
    if parts is not None:
        return _php(entry, parts)
    if entry.shown:
        kind = page.identify(text)
        if kind is not None:
            return _free(entry, *kind, {})
    if text.startswith(server.SLOW):
        return _slow(entry)
    line = wordpress.identify_log_line(text) or written.identify(text) or server.identify(text)
    if line is not None:
        return _free(entry, *line)
    return _free(entry, "log.text", "info", {}, trace=printed_frames(text) if "[function] => " in text else ())


def _php(entry: Entry, parts: php.Parts) -> Diagnostic:
    level = php.LEVEL_OF[parts.label]
    message = plain(parts.message)
    known = None
    if _may_be_wordpress(parts):
        known = wordpress.identify(parts.message, level)
        if known is None or (known[0].endswith(_TOO_EARLY) and "domain" not in known[1]):  # translated in part
            known = translated.identify(parts.message, level) or known
    identifier, params = known or messages.identify(message, parts.label, level)
    summary = params.get("backtrace")
    return Diagnostic(
        identifier=identifier,
        level=level,
        php_level=parts.label,
        message=message,
        raw=parts.message,
        params=params,
        location=parts.location,
        trace=parts.trace or (summary_frames(summary) if summary else ()),
        truncated=entry.truncated or not parts.complete,
        shown=entry.shown,
        request=entry.request,
    )


def _may_be_wordpress(parts: php.Parts) -> bool:
    """WordPress' sentences all come from one core file; only where the place was cut off may another record be one."""
    return parts.location is None or parts.location.file.replace("\\", "/").endswith("wp-includes/functions.php")


def _database(entry: Entry) -> Diagnostic | None:
    taken = database.take_apart(entry.text)
    if taken is None:
        return None
    error, query, callers = taken
    identifier, params = database.identify(error)
    if query:
        params = params | {"query": query[:_QUERY_SHOWN]}
        table = None if "table" in params else table_of(query)
        if table:
            params["table"] = table
    return Diagnostic(
        identifier=identifier,
        level="error",
        php_level=None,
        message=f"WordPress database error {plain(error)}",
        raw=entry.text,
        params=params,
        trace=callers,
        truncated=entry.truncated,
        shown=entry.shown,
        request=entry.request,
    )


def _free(
    entry: Entry, identifier: str, level: str, params: dict[str, str], trace: tuple[Frame, ...] = ()
) -> Diagnostic:
    return Diagnostic(
        identifier=identifier,
        level=level,
        php_level=None,
        message=plain(entry.text),
        raw=entry.text,
        params=params,
        trace=trace,
        truncated=entry.truncated,
        shown=entry.shown,
        request=entry.request,
    )


def _slow(entry: Entry) -> Diagnostic:
    trace = server.slow_frames(entry.text)
    call = trace[0].call if trace else ""
    return Diagnostic(
        identifier="server.slow_request",
        level="notice",
        php_level=None,
        message=f"A request took longer than the slow log allows, in {call}" if call else "A request took too long",
        raw=entry.text,
        params={"call": call} if call else {},
        location=Location(file=trace[0].file, line=trace[0].line or 0) if trace and trace[0].file else None,
        trace=trace,
    )
