"""``prefixed``: lines behind a prefix of any make, which is learnt from the lines themselves.

Countless programs put a time, a name or both before each line: ``heroku logs``, ``fly logs``, ``aws logs tail``,
``kubectl logs --prefix --timestamps``, ``stern``, ``docker logs -t``, ``logcli``, ``journalctl -o short-full``, jobs of
GitHub and GitLab. What stands before PHP's messages, or before the line of a server, is the prefix: its words and
numbers differ from line to line, the marks between them do not.
"""

from __future__ import annotations

import re
from collections import Counter

from wpdiag.lazy import lazy
from wpdiag.model.batch import Batch
from wpdiag.transports.carried import inner_kinds
from wpdiag.transports.clock import canonical
from wpdiag.transports.joined_lines import BEGINS, COMPLETE, GOES_ON
from wpdiag.transports.lines import LineTransport
from wpdiag.transports.quoted import is_quoted

_SIGN = lazy(rb"PHP |WordPress database error|\[error\]|\{\"")
_HEAD = 64 << 10
_LINES = 400
"""How much of a source is looked at."""
_LONGEST = 300
"""Bytes up to which a prefix is looked for."""
_MAY_END = lazy(rb"(?<=[\s\]:|>m])(?=[PNWFA\[{<\d])")
"""Where a prefix may end: behind a blank, a mark or a colour; before what a message or a line may begin with."""
_ISO = rb"(\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d)(?:[.,]\d{1,9})?(?: ?(Z|UTC|[+-]\d\d:?\d\d)(?![\w:]))?"
_STAMP = lazy(_ISO)
_TIME = lazy(rb"\d:\d\d|\d{9}|\d\.\d{3}")
_COLOR = lazy(rb"\x1b\[[\d;]*m")
_PIECE = lazy(
    rb"(?P<stamp>" + _ISO + rb")|(?P<color>(?:\x1b\[[\d;]*m)+)|(?P<labels>\{[^{}]*\})"
    rb"|(?P<name>[A-Za-z]+(?![\w.$/@+-]))|(?P<word>[\w.$/@+-]+)|(?P<blank> +)|(?P<mark>.)",
    re.S,
)
_WORD = lazy(rb"\w")
_NEVER = re.compile(rb"(?!)")
_MOST = 12
"""How many forms of prefixes a source may have."""
_MOST_STAMPS = 3
_LEAST = 2
_SHARE = 0.6
"""The share of lines that must have a prefix of a learnt form; of a form without a time, nearly all."""
_SHARE_WITHOUT_TIME = 0.9


class Prefixed(LineTransport):
    """The prefix is that of the first lines; lines without it go on with a record that is not whole."""

    name = "prefixed"
    rank = 3
    mixes = False
    carried = False
    carries = True
    prefix = _NEVER
    _looked = False

    @classmethod
    def score(cls, head: bytes) -> float:
        """The share of lines with a learnt prefix."""
        _, share = _learnt(head)
        return 0.5 + 0.45 * share if share else 0.0

    def look(self, head: bytes) -> None:
        """Learn the prefixes."""
        self.prefix = _learnt(head)[0]
        self._looked = True

    def feed(self, data: bytes) -> Batch:
        """Learn from the first bytes, unless those of the whole source were looked at before."""
        if not self._looked:
            self.look(data)
        return super().feed(data)

    def stamp(self, match: re.Match[bytes]) -> bytes:
        """An ISO time; others are not understood."""
        found = _STAMP.search(match[0])
        if found is None:
            return b""
        offset = b"Z" if found[2] == b"UTC" else found[2]
        return canonical(found[1].replace(b"/", b"-"), offset or b"")

    def text(self, match: re.Match[bytes], line: bytes) -> bytes | None:
        """The text without colours at its ends."""
        text = line[match.end() :].rstrip(b"\r")
        return _COLOR.sub(b"", text) if b"\x1b[" in text else text

    def key(self, match: re.Match[bytes]) -> bytes:
        """The words of the prefix, without its times, numbers and colours."""
        return _STAMP.sub(b"", _COLOR.sub(b"", match[0])).translate(None, b"0123456789")

    def _goes_on(self, line: bytes) -> bool:
        """While the record is not whole, and through its stack."""
        return not _STAMP.match(line) and (bool(GOES_ON.match(line)) or not any(map(COMPLETE.search, self._pending)))


Prefixed.line_start = None  # no source has a line of this kind before its prefix is learnt


def _learnt(head: bytes) -> tuple[re.Pattern[bytes], float]:
    """The prefixes of some lines, and the share of lines that have one; 0 where that is too small."""
    lines = [line for line in head[:_HEAD].split(b"\n")[:_LINES] if line.strip() and not GOES_ON.match(line)]
    found = Counter(filter(None, map(_prefix, filter(_SIGN.search, lines))))
    if not found:
        return _NEVER, 0.0
    timed = all(map(_TIME.search, found))
    forms = Counter[bytes]()
    for prefix, count in found.items():
        forms[_form(prefix, timed=timed)] += count
    pattern = re.compile(b"|".join(form for form, _ in forms.most_common(_MOST)))
    have = sum(1 for line in lines if pattern.match(line))
    share = have / len(lines)
    enough = share >= (_SHARE if timed else _SHARE_WITHOUT_TIME) and have >= _LEAST
    return (pattern, share) if enough else (_NEVER, 0.0)


def _prefix(line: bytes) -> bytes:
    """What stands before PHP's message or before the line of another program; nothing where that is quoted."""
    if _inner(line, 0):
        return b""
    at = next((end.start() for end in _MAY_END.finditer(line, 0, _LONGEST) if _inner(line, end.start())), 0)
    prefix = line[:at]
    none = (
        prefix.count(b'"') % 2
        or not _WORD.search(prefix)
        or len(_STAMP.findall(prefix)) > _MOST_STAMPS
        or is_quoted(line, at, len(line), b"")
    )
    return b"" if none else prefix


def _inner(line: bytes, at: int) -> bool:
    return bool(BEGINS.match(line, at)) or any(kind.prefix.match(line, at) for kind in inner_kinds())


def _form(prefix: bytes, *, timed: bool) -> bytes:
    """A pattern for all prefixes like one: words differ, marks do not; names stay in what has no time to tell it."""
    form = b""
    for piece in _PIECE.finditer(prefix.rstrip(b" ")):
        kind = piece.lastgroup
        if kind == "stamp":
            form += _ISO
        elif kind == "color":
            form += rb"(?:\x1b\[[\d;]*m)+"
        elif kind == "labels":
            form += rb"\{[^{}\n]*\}"
        elif kind == "blank":
            form += b" +"
        elif kind == "word" or (kind == "name" and timed):
            form += rb"[\w.$/@+-]+"
        else:
            form += re.escape(piece[0])
    blanks = len(prefix) - len(prefix.rstrip(b" "))
    return form + (b"(?:" + b" " * blanks + rb"|\s*$)" if blanks else b"")
