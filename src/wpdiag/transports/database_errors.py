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
    rb"WordPress database error:?(?:</strong>)?\s*\[(?:[^\[\]]|\[[^\[\]]*\]){1,4000}?\](?:<br ?/?>)?"
    rb"(?:\s*<code>[^<]{0,8000}</code>|\s*(?="
    + _SQL
    + rb"\b)[^\r\n<]{0,2000}|[ \t]*[^\r\n<]{0,2000}?(?=WordPress database error|[\r\n<]|$))?"
    rb"|WordPress database error [^\r\n]{1,4000}? for query [^\r\n]{1,8000}"
)
_MARKED = lazy(
    rb"class=[\"']?wpdberror[\"']?[^<>]*>\s*<strong>(?P<words>[^<>]{1,200})</strong>\s*"
    rb"(?P<rest>\[(?:[^\[\]]|\[[^\[\]]*\]){1,4000}?\](?:<br ?/?>)?(?:\s*<code>[^<]{0,8000}</code>)?)"
)
_STRIPPED = lazy(
    rb"(?P<words>[^\[\]<>\r\n]{5,80}?)\s*(?P<rest>\[(?P<error>[^\[\]\r\n]{5,1000})\]\s*"
    + _SQL
    + rb"\b[^\r\n<]{0,2000})"
)


def database_errors(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each error with where it begins, its first words English."""
    if ENGLISH in data:
        yield from ((match.start(), match[0]) for match in _RECORD.finditer(data))
    if b"wpdberror" in data:
        for match in _MARKED.finditer(data):
            if ENGLISH not in match["words"]:
                yield match.start("words"), ENGLISH + b": " + match["rest"]
    elif b"] " in data or b"]\n" in data:
        for match in _STRIPPED.finditer(data):
            known = ENGLISH not in match["words"] and identify(plain(decode(match["error"])))[0] != "db.unknown"
            if known:
                yield match.start("words"), ENGLISH + b": " + match["rest"]
