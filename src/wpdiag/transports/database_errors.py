"""Find wpdb's errors in pages and text, in any language of the site: WordPress translates only the words before them.

wpdb::print_error() (wp-includes/class-wpdb.php) shows ``<p class="wpdberror"><strong>words:</strong> [error]`` and
``<br /><code>query</code>``; with the tags stripped, the error in brackets is followed by SQL.
"""

from __future__ import annotations

from collections.abc import Iterator

from wpdiag.diagnose.database import identify
from wpdiag.diagnose.plain import plain
from wpdiag.lazy import lazy
from wpdiag.transports.base import decode

ENGLISH = b"WordPress database error"
_SQL = rb"(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|SHOW|ALTER|CREATE|DROP|DESCRIBE|TRUNCATE)"
_RECORD = lazy(
    rb"WordPress database error:?(?:</strong>)?\s*\[(?:[^\[\]]|\[[^\[\]]{0,1000}\]){1,4000}?\](?:<br ?/?>)?"
    rb"(?:\s*<code>[^<]{0,8000}</code>|\s*(?="
    + _SQL
    + rb"\b)[^\r\n<]{0,2000}|[ \t]*+[^\r\n<]{0,2000}?(?=WordPress database error|[\r\n<]|$))?"
    rb"|WordPress database error [^\r\n]{1,4000}? for query [^\r\n]{1,8000}"
)
_MARKED = lazy(
    rb"class=[\"']?wpdberror[\"']?[^<>]{0,400}>\s*<strong>(?P<words>[^<>]{1,200})</strong>\s*"
    rb"(?P<rest>\[(?:[^\[\]]|\[[^\[\]]{0,1000}\]){1,4000}?\](?:<br ?/?>)?(?:\s*<code>[^<]{0,8000}</code>)?)"
)
_STRIPPED = lazy(rb"\]\s*+" + _SQL + rb"\b")
"""The end of an error in brackets, and where its query begins: rare, unlike what may stand before them."""
_QUERY = lazy(rb"[^\r\n<]{0,2000}")
_ERROR = lazy(rb"[^\[\]\r\n]{5,1000}")
_LONGEST_ERROR = 1000
_LONGEST_WORDS = 80
_LEAST_WORDS = 5
_BLANKS = 200
"""Between the words and the bracket."""


def database_errors(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each error with where it begins, its first words English."""
    if ENGLISH in data:
        yield from ((match.start(), match[0]) for match in _RECORD.finditer(data))
    if b"wpdberror" in data:
        for match in _MARKED.finditer(data):
            if ENGLISH not in match["words"]:
                yield match.start("words"), ENGLISH + b": " + match["rest"]
    else:
        yield from _stripped(data)


def _stripped(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Errors whose tags are gone: looked for from their ends backwards, over a bounded number of bytes."""
    position = 0
    for match in _STRIPPED.finditer(data):
        end = match.start()
        bracket = data.rfind(b"[", max(position, end - _LONGEST_ERROR - 1), end)
        error = _ERROR.fullmatch(data, bracket + 1, end) if end >= position and bracket >= 0 else None
        query = _QUERY.match(data, match.end())
        if error is None or query is None:
            continue
        first = max(position, bracket - _BLANKS - _LONGEST_WORDS)
        before = data[first:bracket].rstrip()
        begins = max(before.rfind(mark) for mark in (b"[", b"]", b"<", b">", b"\r", b"\n")) + 1
        begins = max(begins, len(before) - _LONGEST_WORDS)
        words = before[begins:]
        position = query.end()
        if len(words) < _LEAST_WORDS or ENGLISH in words:
            continue
        if identify(plain(decode(error[0])))[0] != "db.unknown":
            yield first + begins, ENGLISH + b": " + data[bracket:position]
