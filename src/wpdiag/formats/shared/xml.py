"""XML of hostile text: characters that XML 1.0 has no way to write are written out."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from wpdiag.lazy import lazy
from wpdiag.safe import safe

_NONE_OF_XML = lazy("[\ufffe\uffff]")


def element(name: str, attributes: dict[str, object], text: str | None = None) -> ET.Element:
    """An element; attributes that are None are left out."""
    made = ET.Element(name, {key: clean(str(value)) for key, value in attributes.items() if value is not None})
    if text is not None:
        made.text = clean(text)
    return made


def document(root: ET.Element) -> str:
    """The document with its declaration, indented."""
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def clean(text: str) -> str:
    """Text of characters that XML 1.0 allows."""
    return _NONE_OF_XML.sub(_written_out, safe(text))


def _written_out(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
