"""``mail``: WordPress' mail about a fatal error, saved or pasted (wp-includes: class-wp-recovery-mode-email-service).

The sentence with the error is translated, in part and in any order; the error's type, the line, the file and the
message, which comes last, are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wpdiag.lazy import lazy
from wpdiag.model import Entry
from wpdiag.model.batch import Batch
from wpdiag.transports.base import BlockTransport, decode
from wpdiag.transports.loose import loose_entries

_TYPE = r"E_(?:(?P<user>USER_)?(?:(?P<recoverable>RECOVERABLE_)|CORE_|COMPILE_)?ERROR|(?P<parse>PARSE))"
_FILE = r"(?P<file>(?:/|[A-Za-z]:[\\/])[^\n]*?\.\w{2,5}(?:\(\d+\) : eval\(\)'d code)?)"
_SENTENCE = lazy(rf"^(?=[^\n]*\b{_TYPE}\b)(?=[^\n]*?\s(?P<line>\d+)\b)[^\n]*?{_FILE}(?![\w/\\])[^\n]*?[:：]\s", re.M)
_SIGN = lazy(_TYPE.encode())
_HEADER = lazy(
    rb"(?:From |(?:Return-Path|Received|Delivered-To|From|To|Subject|Date|Message-ID|MIME-Version|X-[\w-]+): )", re.I
)
_END = lazy(r"\n\s*thrown\s*(?:\n|$)|\n\s*\n(?!Next )|\Z")


class Mail(BlockTransport):
    """A mail or its text: read whole, one record for each error it tells of."""

    name = "mail"
    block_size = 4 << 20

    @classmethod
    def score(cls, head: bytes) -> float:
        """The sentence, or what is encoded behind the headers of a mail."""
        if _HEADER.match(head) and (b"\nMIME-Version:" in head or b"\nSubject:" in head):
            return 0.8
        return 0.75 if _SIGN.search(head) and _SENTENCE.search(decode(head)) else 0.0

    def boundary(self, block: bytes) -> int:
        """A mail is read whole."""
        return 0

    def cut(self, block: bytes) -> Batch:
        """The errors in the text of the mail."""
        text = decode(_text_of(block)).replace("\r\n", "\n")
        records = []
        for sentence in _SENTENCE.finditer(text):
            end = _END.search(text, sentence.end())
            records.append(_as_php(sentence, text[sentence.end() : end.start() if end else None]).encode())
        return Batch(records or [text.encode()], [])

    def unwrap(self, body: bytes) -> Iterator[Entry]:
        """The error as PHP logs it, or whatever else the mail quotes."""
        if body.startswith(b"PHP ") and b"\n" not in body.partition(b"\nStack trace:")[0]:
            yield Entry(text=decode(body))
        else:
            yield from loose_entries(body)


def _as_php(sentence: re.Match[str], message: str) -> str:
    label = (
        "Parse error" if sentence["parse"] else "Recoverable fatal error" if sentence["recoverable"] else "Fatal error"
    )
    place = f"in {sentence['file']} on line {sentence['line']}"
    first, traced, trace = message.strip().partition("\nStack trace:\n")
    if traced:
        return f"PHP {label}:  {first}\nStack trace:\n{trace}\n  thrown {place}"
    return f"PHP {label}:  {first} {place}"


def _text_of(data: bytes) -> bytes:
    """The plain text of a mail, decoded; anything that is no mail as it is."""
    if not _HEADER.match(data):
        return data
    from email import message_from_bytes, policy
    from email.message import EmailMessage

    mail = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
    part = mail.get_body(("plain", "html"))
    try:
        return str(part.get_content()).encode("utf-8", "replace") if part else data
    except (LookupError, ValueError, AttributeError):
        return data
