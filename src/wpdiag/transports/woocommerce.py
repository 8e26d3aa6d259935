"""``woocommerce``: WooCommerce's own logs (wc-logs/fatal-errors-….log; includes/class-woocommerce.php, log_errors()).

A fatal error is told in WooCommerce's words, with the place in the text or in the JSON behind ``CONTEXT:``.
"""

from __future__ import annotations

import re

from wpdiag.lazy import lazy
from wpdiag.transports.clock import canonical
from wpdiag.transports.joined_lines import JoinedLines
from wpdiag.transports.lines import LineTransport

_CONTEXT = lazy(r"\s+CONTEXT: (?P<json>\{.*)\Z", re.S)
_PLACE = lazy(r" in (?P<file>(?:/|[A-Za-z]:[\\/])[^\n]*?)(?::| on line )(?P<line>\d+)\s*\Z")
_PLACE_IN_JSON = lazy(r'"file":"(?P<file>(?:[^"\\]|\\.)*)","line":(?P<line>\d+)')
_BACKTRACE = lazy(r'"backtrace":\[(?P<lines>.*)\]', re.S)
_STRING = lazy(r'"((?:[^"\\]|\\.)*)"')


class WooCommerce(LineTransport):
    """``2026-11-23T16:38:30+00:00 CRITICAL message in FILE:LINE CONTEXT: {…}``; later lines stand bare."""

    name = "wc-log"
    splits = False  # its lines have no mark that tells the begin of a message from its rest
    grows = True
    each_is_a_record = True
    begin = JoinedLines.begin
    prefix = lazy(
        rb"(?P<stamp>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(?P<offset>Z|[+-]\d\d:\d\d) "
        rb"(?P<level>EMERGENCY|ALERT|CRITICAL|ERROR|WARNING|NOTICE|INFO|DEBUG) "
    )

    def stamp(self, match: re.Match[bytes]) -> bytes:
        """With its offset."""
        return canonical(match["stamp"], match["offset"])

    def text(self, match: re.Match[bytes], line: bytes) -> bytes | None:
        """The message; a fatal error is marked, so that it is told from an extension's own words."""
        text = line[match.end() :].rstrip(b"\r")
        return b"\0" + text if match["level"] == b"CRITICAL" else text

    def finished(self, record: bytes) -> bytes:
        """A fatal error as PHP writes it, with its stack trace."""
        if not record.startswith(b"\0"):
            return record
        return _as_php(record[1:].decode("utf-8", "replace")).encode()


def _as_php(text: str) -> str:
    context = _CONTEXT.search(text)
    message = text[: context.start()] if context else text
    trace: list[str] = []
    if context:
        trace = [line for line in _backtrace(context["json"]) if line.startswith("#")]
    message, _, own_trace = message.partition("\nStack trace:\n")
    place = _PLACE.search(message) or (_PLACE_IN_JSON.search(context["json"]) if context else None)
    if place is None:
        return text
    file, line = place["file"], place["line"]
    if place.re.pattern == _PLACE_IN_JSON.pattern:
        file = file.replace("\\/", "/").replace("\\\\", "\\")
    else:
        message = message[: place.start()]
    frames = "\n".join(trace) or own_trace.partition("\n  thrown")[0]
    if message.startswith("Uncaught "):
        return (
            f"PHP Fatal error:  {message} in {file}:{line}\nStack trace:\n{frames or '#0 {main}'}\n"
            f"  thrown in {file} on line {line}"
        )
    return f"PHP Fatal error:  {message} in {file} on line {line}" + (f"\nStack trace:\n{frames}" if frames else "")


def _backtrace(context: str) -> list[str]:
    """The lines of the trace; WooCommerce does not escape backslashes in each version, so JSON may not parse."""
    import json

    try:
        found = json.loads(context).get("backtrace", [])
    except (ValueError, AttributeError, RecursionError):
        lines = _BACKTRACE.search(context)
        found = [line.replace("\\/", "/") for line in _STRING.findall(lines["lines"])] if lines else []
    if isinstance(found, dict):
        found = list(found.values())
    return [line for line in found if isinstance(line, str)] if isinstance(found, list) else []
