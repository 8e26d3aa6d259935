"""``monolog``: the lines of Monolog's LineFormatter: Acorn (Sage themes), Wonolog, plugins that bring Monolog along.

The place of an error is in the context behind the message: ``{"exception":"[object] (Error(code: 0): … at FILE:LINE)``,
with the stack below ``[stacktrace]`` (LineFormatter::formatException()), or ``{"file":"…","line":12}``. What a plugin
caught and tells in its own words is no error of PHP's.
"""

from __future__ import annotations

import re

from wpdiag.diagnose.php import LABELS
from wpdiag.lazy import lazy
from wpdiag.transports.clock import canonical
from wpdiag.transports.joined_lines import JoinedLines
from wpdiag.transports.lines import LineTransport

_LABELS = {"NOTICE": "Notice", "WARNING": "Warning", "DEPRECATED": "Deprecated", "PARSE": "Parse error"}
"""By Monolog's level or PHP's constant; whatever is graver ended the request."""
_OBJECT = "[object] ("
_EXCEPTION = lazy(
    r"\[object\] \((?P<type>[\w\\@]{1,200})\(code: [^)]{0,40}\): (?P<message>.{0,8000}?) at "
    r"(?P<file>(?:/|[A-Za-z]:[\\/])[^\n\"]{1,1000}?):(?P<line>\d{1,9})\)",
    re.S,
)
_TRACE = lazy(r"\[stacktrace\]\n(?P<frames>(?:#\d+ [^\n]*(?:\n|$))+)")
_PLACE = lazy(r'"file":"(?P<file>(?:[^"\\]|\\.)+)","line":"?(?P<line>\d+)')
_CONTEXT = lazy(r" (?:\{\"|(?:\{\}|\[\]) (?:\{\}|\[\]|\{\")|(?:\{\}|\[\])\s*\Z)")
"""Where the context and Monolog's extra begin: an object with names, or an empty one."""
_OWN_LABEL = lazy(
    rf"(?:User )?(?P<label>{LABELS}): "
    r"|(?:Fatal Error \()?E_(?:USER_|CORE_|COMPILE_|RECOVERABLE_)?(?P<constant>[A-Z]+)\)?: "
)
"""Symfony's words, or those of Monolog's own ErrorHandler."""
_ESCAPE = lazy(r"\\([\"\\/n])")


class Monolog(LineTransport):
    """``[2026-11-23T16:43:10.123456+00:00] channel.LEVEL: message {context} []``; later lines stand bare."""

    name = "monolog"
    splits = False  # its lines have no mark that tells PHP's errors from the rest
    grows = True
    each_is_a_record = True
    begin = JoinedLines.begin
    prefix = lazy(
        rb"\[(?P<stamp>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)(?:\.\d+)?(?P<offset>Z|[+-]\d\d:?\d\d)?\] "
        rb"(?P<channel>[\w.-]{1,60})\."
        rb"(?P<level>DEBUG|INFO|NOTICE|WARNING|ERROR|CRITICAL|ALERT|EMERGENCY): "
    )

    def stamp(self, match: re.Match[bytes]) -> bytes:
        """In the site's zone unless an offset stands there."""
        return canonical(match["stamp"], match["offset"] or b"")

    def text(self, match: re.Match[bytes], line: bytes) -> bytes | None:
        """The channel, the level and the text; :meth:`finished` takes them apart."""
        return b"\0".join((match["channel"], match["level"], line[match.end() :].rstrip(b"\r")))

    def finished(self, record: bytes) -> bytes:
        """An error with its place as PHP writes it, anything else without the context."""
        channel, level, text = record.decode("utf-8", "replace").split("\0", 2)
        begins = _CONTEXT.search(text) if text.rstrip().endswith(("}", "]")) else None
        message, context = (text[: begins.start()], text[begins.start() :]) if begins else (text, "")
        exception = _EXCEPTION.match(context, max(context.find(_OBJECT), 0))
        if message.startswith("PHP "):
            return message.encode()
        if exception is None:
            return _with_place(message, level, _PLACE.search(context), php="php" in channel.lower()).encode()
        return _of_exception(message, level, exception, context).encode()


def _with_place(message: str, level: str, place: re.Match[str] | None, *, php: bool) -> str:
    own = _OWN_LABEL.match(message)
    if place is None or not (own or php):
        return message
    label = _label(own, level) or "Fatal error"
    return f"PHP {label}:  {message[own.end() if own else 0 :]} in {_plain(place['file'])} on line {place['line']}"


def _of_exception(message: str, level: str, exception: re.Match[str], context: str) -> str:
    thrown = _plain(exception["message"])
    file, line = _plain(exception["file"]), exception["line"]
    own = _OWN_LABEL.match(thrown)
    label = own and _label(own, level)
    if own and label:
        return f"PHP {label}:  {thrown[own.end() :]} in {file} on line {line}"
    if level in ("DEBUG", "INFO") or not (message.startswith("Uncaught ") or message.strip() == thrown.strip()):
        return message
    trace = _TRACE.search(_plain(context))
    frames = trace["frames"].rstrip("\n") if trace else "#0 {main}"
    return (
        f"PHP Fatal error:  Uncaught {_plain(exception['type'])}: {thrown} in {file}:{line}\nStack trace:\n{frames}\n"
        f"  thrown in {file} on line {line}"
    )


def _label(own: re.Match[str] | None, level: str) -> str | None:
    return (own["label"] if own else None) or _LABELS.get(own["constant"] if own else level)


def _plain(text: str) -> str:
    """Text without JSON's escapes."""
    return _ESCAPE.sub(lambda match: "\n" if match[1] == "n" else match[1], text)
