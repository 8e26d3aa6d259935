"""``markdown``: what people paste into tickets and forums: fenced logs, messages between back-quotes and asterisks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wpdiag.diagnose.php import LABELS
from wpdiag.lazy import lazy
from wpdiag.model.batch import Batch
from wpdiag.transports.base import RECORD_LIMIT, best, known
from wpdiag.transports.composite import Composite, joined

_FENCE = lazy(rb"^[ \t>]*(?:`{3,}|~{3,})[^\n`]*$", re.M)
_BOLD_LABEL = lazy(rf"\*\*(?:PHP )?({LABELS})\s?:?\*\*\s?:?\s+".encode())
_QUOTED = lazy(rf"^[ \t>*-]*`(?:\[[^\]\n]{{15,60}}\] )?(?:PHP )?(?:{LABELS}): ".encode(), re.M)
_PROOF = (_BOLD_LABEL, _QUOTED)
_QUOTE_MARKS = lazy(rb"^[ \t]*(?:> ?)+", re.M)
_ITEM = lazy(rb"^[ \t]*[*-] (?=[`*])", re.M)
_MARKS = lazy(rb"`+|\*\*|(?<![\w/*])\*(?=\S)|(?<=\S)\*(?![\w/*])")
_LINK = lazy(rb"\[([^\]\n]{1,200})\]\(\s*<?https?://[^)]{1,500}\)")


class Markdown(Composite):
    """Read whole; what stands in fences is read as what it is, the rest as text without its marks."""

    name = "markdown"
    rank = 0
    block_size = 1 << 20

    _text = b""

    @classmethod
    def score(cls, head: bytes) -> float:
        """Fences or marked messages, in a text that does not begin as a log does."""
        first = head.lstrip()[:400]
        if any(kind.line_start and kind.line_start.match(first) for kind in known() if kind.mixes):
            return 0.0
        fenced = len(_FENCE.findall(head)) > 1 and (b" on line " in head or b"PHP " in head)
        return 0.995 if fenced or any(proof.search(head) for proof in _PROOF) else 0.0

    def feed(self, data: bytes) -> Batch:
        """Nothing until the end, or until the text is too long to be a paste."""
        self._text += data
        if len(self._text) < RECORD_LIMIT:
            return Batch([], [])
        text, self._text = self._text, b""
        return joined(self._sections(text))

    def finish(self) -> Batch:
        """All records."""
        text, self._text = self._text, b""
        return joined(iter([*self._sections(text), super().finish()]))

    def _sections(self, text: bytes) -> Iterator[Batch]:
        plain = next(kind for kind in known() if kind.name == "text")
        for number, section in enumerate(_FENCE.split(text)):
            section = _QUOTE_MARKS.sub(b"", section)
            if number % 2:
                yield self.read(best(section, without={type(self)}), section.strip(b"\n") + b"\n")
            else:
                section = _LINK.sub(rb"\1", _BOLD_LABEL.sub(rb"\1: ", _ITEM.sub(b"", section)))
                section = _MARKS.sub(b"", section)
                kind = best(section, without={type(self)}) if section.strip() else plain
                yield self.read(kind, section + b"\n")
