"""``http``: an answer of a server with its headers, as ``curl -i`` saves it: the body, and what Query Monitor put into
headers of AJAX and REST answers (its output/headers/php_errors.php): JSON with type, message, file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import tzinfo

from wpdiag.diagnose.php import LABELS
from wpdiag.lazy import lazy
from wpdiag.model import Entry
from wpdiag.model.batch import Batch
from wpdiag.transports.base import BlockTransport, best, decode
from wpdiag.transports.composite import Composite, joined
from wpdiag.transports.parts import TOO_LONG, Parts

_STATUS = lazy(rb"HTTP/[\d.]+ \d{3}\b[^\r\n]*\r?\n")
_ERROR = lazy(rb"x-qm-php_errors-error-\d+: *(\{[^\r\n]*\})", re.I)
_LABEL = lazy(rf"(?:{LABELS})\Z")
_END_OF_HEADERS = lazy(rb"\r?\n\r?\n")


class QueryMonitorHeaders(BlockTransport):
    """The headers that Query Monitor adds, a record each."""

    name = "query-monitor-headers"

    @classmethod
    def score(cls, head: bytes) -> float:
        """By the name of the first header, for headers that were saved alone."""
        return 0.9 if _ERROR.match(head) else 0.0

    def boundary(self, block: bytes) -> int:
        """A header is a line."""
        return block.rfind(b"\n") + 1

    def cut(self, block: bytes) -> Batch:
        """The errors as PHP would log them."""
        found = (_as_php(match[1]) for match in _ERROR.finditer(block))
        return Batch([record for record in found if record], [])

    def unwrap(self, body: bytes) -> Iterator[Entry]:
        """The record as one entry."""
        yield Entry(text=decode(body))


class HttpAnswer(Composite):
    """Headers, and a body of whatever kind; read whole."""

    name = "http"
    rank = 1
    block_size = 4 << 20

    def __init__(self, zone: tzinfo | None = None, written: float | None = None) -> None:
        super().__init__(zone, written)
        self._whole = Parts()

    @classmethod
    def score(cls, head: bytes) -> float:
        """By the status line."""
        return 0.98 if _STATUS.match(head) else 0.0

    def feed(self, data: bytes) -> Batch:
        """Nothing is known before the end: a redirect has further headers behind it."""
        if not self._whole.add(data):
            self.damaged = TOO_LONG.format("document")
        return Batch([], [])

    def finish(self) -> Batch:
        """What is in the headers, and in the body of the last answer."""
        return joined(iter([*self._answers(), super().finish()]))

    def _answers(self) -> Iterator[Batch]:
        whole = self._whole.take()
        at = 0
        while _STATUS.match(whole, at):
            end = _END_OF_HEADERS.search(whole, at)
            begins, at = at, end.end() if end else len(whole)
            yield self.read(QueryMonitorHeaders, whole[begins:at])
        rest = whole[at:]
        if rest.strip():
            yield self.read(best(rest[: 64 << 10], without=(HttpAnswer,)), rest)


def _as_php(data: bytes) -> bytes | None:
    try:
        import json

        error = json.loads(data)
        label = str(error["type"]).partition("-")[0].capitalize().replace("Strict", "Strict Standards")
        file, line, message = str(error["file"]), int(error["line"]), str(error["message"])
    except (ValueError, KeyError, TypeError):
        return None
    if not _LABEL.match(label):
        return None
    place = file if file[:1] == "/" or file[1:2] == ":" else f"/{file}"
    stack = error.get("stack") if isinstance(error.get("stack"), list) else []
    calls = "".join(f"\n#{number} [internal function]: {call}" for number, call in enumerate(stack[:20]))
    trace = f"\nStack trace:{calls}" if calls else ""
    return f"PHP {label}:  {message} in {place} on line {line}{trace}".encode("utf-8", "replace")
