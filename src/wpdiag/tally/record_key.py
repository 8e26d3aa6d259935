"""The key under which a record is counted: the same for records that differ in values only, and cheap to find.

A key never joins what :func:`wpdiag.report.fingerprint.fingerprint` tells apart: names stay in it as they are printed.
Only what is known to be a value is left out: numbers and ids, the arguments that PHP prints behind a function's name
(file names, addresses), the arguments of calls in a stack trace, and what a database query holds besides its table.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from wpdiag.diagnose.queries import table_of
from wpdiag.tally.fold import folded

_HOLE = b"<*>"
_LABEL = rb"(?:Warning|Notice|Deprecated|Strict Standards|(?:Recoverable f|Catchable f|F)atal error|Parse error): {1,2}"
_CALL = re.compile(
    _LABEL + rb"(?!(?:include|require)(?:_once)?\()[A-Za-z_\\][\w\\]{0,200}(?:(?:::|->)\w{1,100})?\((?!\): )"
)
"""A message about a call, ``fopen(FILE): reason``."""
_INCLUDED = re.compile(rb"\b(?:include|require)(?:_once)?\(|Failed opening ")
"""The file that is included is a name, even to the numbers in its path."""
_CALL_ENDS = b"): "
_TRACE = b"Stack trace:\n"
_FRAME_ARGUMENTS = re.compile(rb"^(#\d+ (?:\[internal function\]|[^\n]*?\(\d+\)): [^\n(]*)\([^\n]*", re.M)
_ERROR = b"WordPress database error "
_QUERY = b" for query "
_CALLERS = b" made by "
_SEARCHED = 2000
"""Bytes of a query in which its table is looked for."""
_VALUE = re.compile(rb"^(Duplicate entry|Incorrect \w+ value:) '.*'(?= for )", re.S)
_NEAR = re.compile(rb" near '.*", re.S)
_ZONE = re.compile(rb" [^\]\s]{1,40}\] ?")
_FIRST_WORD = re.compile(rb"\s*\S{1,60}")


class Record(NamedTuple):
    """The parts of a body, found without understanding it."""

    body: bytes
    text: bytes
    """What it says, without the words of its wrapper, its place and its stack trace."""
    place: bytes
    """The place in the code, of free text its first word; empty for what is never one of many at its place."""
    head: int
    """Where the place begins; a negative number where there is none."""
    trace: int
    """Where the stack trace begins; a negative number where there is none."""

    @property
    def is_free_text(self) -> bool:
        """Whether it names no place in the code."""
        return self.head < 0


def record_of(body: bytes) -> Record:
    """The parts of a record without its stamp."""
    begin = body.find(b"PHP ")
    if begin >= 0 and body.startswith(b"message: ", begin + 4):
        begin = body.find(b"PHP ", begin + 4)
    trace = body.find(_TRACE)
    end = len(body) if trace < 0 else trace
    line = body.rfind(b" on line ", 0, end)
    at = body.rfind(b" in ", 0, line) if line >= 0 else -1
    if at < 0 and begin < 0:
        zone = _ZONE.match(body)
        begin = zone.end() if zone else 0
        return Record(body, body[begin:end], _lead(body, begin), at, trace)
    text = body[max(begin, 0) : end if at < 0 else at]
    return Record(body, text, b"" if at < 0 or trace >= 0 else body[at:], at, trace)


def key_of(record: Record) -> bytes:
    """The key of a record: records with one key are one issue."""
    body, _, _, at, trace = record
    error = body.find(_ERROR)
    if error >= 0 and (query := body.find(_QUERY, error)) >= 0 and (made := body.rfind(_CALLERS)) > query:
        return _database_key(body, error, query, made)
    end = len(body) if trace < 0 else trace
    key = folded(body[:end]) if at < 0 else _head_key(body[:at]) + body[at:end]
    return key if trace < 0 else key + _trace_key(body[trace:])


def _head_key(head: bytes) -> bytes:
    end = head.find(_CALL_ENDS)
    call = _CALL.search(head, 0, end + len(_CALL_ENDS)) if end >= 0 else None
    if call is not None:
        end = head.find(_CALL_ENDS, call.end())
        return folded(head) if end < 0 else head[: call.end()] + _HOLE + folded(head[end:])
    including = b"include" in head or b"require" in head or b"Failed opening" in head
    return head if including and _INCLUDED.search(head) else folded(head)


def _trace_key(trace: bytes) -> bytes:
    """The calls of a trace without their arguments."""
    return _FRAME_ARGUMENTS.sub(rb"\1(", trace) if b"'" in trace or b"Object(" in trace else trace


def _database_key(body: bytes, error: int, query: int, made: int) -> bytes:
    """The kind of error, the table, and the calls that led to it."""
    said = body[error + len(_ERROR) : query]
    said = folded(_NEAR.sub(_HOLE, _VALUE.sub(rb"\1 <*>", said)))
    asked = body[query + len(_QUERY) : made]
    table = table_of(asked[:_SEARCHED].decode("utf-8", "surrogateescape"))
    what = asked.split(maxsplit=1)[0] + b" " + table.encode("utf-8", "surrogateescape") if table else folded(asked)
    return b"\0".join((body[:error], said, what, body[made:]))


def _lead(body: bytes, begin: int) -> bytes:
    """The first word of free text; nothing of what may be a message of a page or of the database."""
    word = None if b"<" in body or _ERROR in body else _FIRST_WORD.match(body, begin)
    return b"\0" + word[0].strip() if word else b""
