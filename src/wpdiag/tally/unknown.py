"""Records that nobody knows: which these are, and what they say without its values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from wpdiag.diagnose import diagnose
from wpdiag.diagnose.identity import is_generic
from wpdiag.diagnose.masking import mask
from wpdiag.diagnose.quick import may_be_known_message, may_be_known_text
from wpdiag.model import Entry
from wpdiag.tally.record_key import Record

Unwrap = Callable[[bytes], Iterator[Entry]]
"""From a body to its entries."""

_LABEL = re.compile(rb"PHP (?:Warning|Notice|Deprecated|Strict Standards): {1,2}")
_CORE_SENTENCES = b"wp-includes/functions.php"
"""The file that raises WordPress' own sentences, which the quick look does not know."""
_MARK = b"PHP message: "
_LONGEST = 2000
"""Characters of a text that are masked."""
_REMEMBERED = 20_000


_judged: dict[str, bool] = {}
"""Whether nobody knows a template of plain text: the ranges of a file ask for the same ones again."""


class Unknown:
    """Finds the records that come out of the diagnosis as nobody's.

    :param unwrap: of the transport that cut the records.
    :param plain: whether a body is the text itself, so that it can be judged without unwrapping it.
    """

    def __init__(self, unwrap: Unwrap, *, plain: bool) -> None:
        self._unwrap = unwrap
        self._plain = plain
        self._unknown: dict[str, bool] = _judged if plain else {}

    def __reduce__(self) -> tuple[Callable[..., Unknown], tuple[Unwrap, bool]]:
        return _unknown_of, (self._unwrap, self._plain)  # what was judged stays in its process

    def template(self, record: Record) -> str | None:
        """What a record says with its values masked; None for one that wpdiag knows."""
        template = mask(record.text[:_LONGEST].decode("utf-8", "replace"))
        unknown = self._unknown.get(template)
        if unknown is None:
            if len(self._unknown) >= _REMEMBERED:
                self._unknown.clear()
            unknown = self._unknown[template] = self.is_unknown(record)
        return template if unknown else None

    def is_unknown(self, record: Record) -> bool:
        """Whether nobody knows what a record says."""
        body, text = record.body, record.text
        if self._plain and _CORE_SENTENCES not in record.place and body.count(b"PHP ") - body.count(_MARK) < 2:
            label = _LABEL.match(text)
            if label and not may_be_known_message(text[label.end() :]):
                return True
            if not label and record.is_free_text and not may_be_known_text(text.decode("utf-8", "replace")):
                return True
        entries = list(self._unwrap(body))
        if len(entries) != 1:
            return False
        found = diagnose(entries[0])
        placed = found.location is not None
        return is_generic(found.identifier) and placed is not record.is_free_text and not found.trace


def _unknown_of(unwrap: Unwrap, plain: bool) -> Unknown:
    return Unknown(unwrap, plain=plain)
