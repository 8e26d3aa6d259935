"""``yaml-documents``: what ``gcloud logging read`` prints unless another format is asked for: a document a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from wpdiag.lazy import lazy
from wpdiag.transports.json_lines import oldest_first
from wpdiag.transports.whole import Whole

_BEGINS = lazy(rb"---\r?\n[a-zA-Z]+:")
_TEXT = lazy(rb"^(?:textPayload|jsonPayload):", re.M)


class YamlDocuments(Whole):
    """The documents, oldest first."""

    name = "yaml-documents"
    rank = 1

    @classmethod
    def score(cls, head: bytes) -> float:
        """By the first line and the names of Google's fields."""
        return 0.99 if _BEGINS.match(head) and b"\ninsertId:" in head and _TEXT.search(head) else 0.0

    def lines(self, text: str) -> Iterator[bytes]:
        """Each document as an object; a damaged one ends them."""
        import json  # few sources need it

        return (json.dumps(each, default=str).encode() + b"\n" for each in oldest_first(list(_documents(text))))


def _documents(text: str) -> Iterator[dict[str, Any]]:
    import yaml  # here: few sources need it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for value in yaml.load_all(text, Loader=loader):
            if isinstance(value, dict):
                yield value
    except (yaml.YAMLError, ValueError, RecursionError):
        return
