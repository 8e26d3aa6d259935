"""Xdebug's error tables in pages (xdebug: src/develop/stack.c), turned into the text that PHP and Xdebug log.

A table has the message in its first row, escaped once more than PHP does it, and a call in each row below. An uncaught
exception has a second row for the exception; the first one says the same.
"""

from __future__ import annotations

import re

from wpdiag.diagnose.php import LABELS
from wpdiag.lazy import lazy

SIGN = b"( ! )</span>"
_TABLE = lazy(
    rb"(?:<br ?/?>\s*)?(?:<font size='1'>)?<table(?:(?!</?table).)*?\( ! \)</span>(?:(?!<table).)*?</table>", re.S
)
_MESSAGE = lazy(
    rf"\( ! \)</span> ?(?P<label>{LABELS}): (?P<text>.*?)"
    r"(?P<place> in [^\s<][^\n<]*? on line )<i>(?P<line>\d+)</i>",
    re.S,
)
_ROW = lazy(
    r"<tr><td[^>]*>(?P<number>\d+)</td><td[^>]*>[^<]*</td><td[^>]*>[^<]*</td><td[^>]*>(?P<call>.*?)\(.*?</td>"
    r"<td title='(?P<file>[^']*)'[^>]*>[^<]*<b>:</b>(?P<line>\d+)</td></tr>",
    re.S,
)
_TAG = lazy(r"<[^>]*>")


def taken_out(page: bytes) -> tuple[bytes, list[bytes]]:
    """The page without the tables, and the record of each: its message in one line, then ``PHP Stack trace:``."""
    records = []

    def take(table: re.Match[bytes]) -> bytes:
        record = _record(table[0].decode("utf-8", "replace"))
        if record:
            records.append(record.encode())
        return b"\n"

    return _TABLE.sub(take, page), records


def _record(table: str) -> str:
    message = _MESSAGE.search(table)
    if message is None:
        return ""
    import html

    text = html.unescape(message["text"])
    place = f"{html.unescape(message['place'])}{message['line']}"
    if "\nStack trace:\n" in text:  # an exception with another one before it brings its stacks along
        return f"{message['label']}: {text}\n  thrown{place}\nPHP Stack trace:\n"
    lines = [f"{message['label']}: {text}{place}"]
    calls = [
        f"PHP {row['number']:>3}. {_TAG.sub('', row['call']).strip()}() {html.unescape(row['file'])}:{row['line']}"
        for row in _ROW.finditer(table)
    ]
    return "\n".join([*lines, "PHP Stack trace:", *calls]) if calls else lines[0]
