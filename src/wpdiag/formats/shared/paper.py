"""Paragraphs with hanging indents on a page of fixed width, coloured or not.

By hand, for to load rich takes a fifth of the time in which a small log is scanned and reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category, east_asian_width

from wpdiag.lazy import lazy

_WORD = lazy(r"\s*\S+\s*")
_ATTRIBUTES = {"bold": 1, "dim": 2, "underline": 4, "reverse": 7}
_HUES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_COLORS = {name: number for number, name in enumerate(_HUES)}

Piece = tuple[str, str]
"""Text and the codes of its style, as a terminal wants them."""


class Text:
    """Text in styles.

    :param style: ``bold``, ``dim``, ``underline``, ``reverse``, a colour, ``on`` a colour; also of what is appended.
    """

    def __init__(self, text: str, style: str = "") -> None:
        self._style = style
        self.pieces: list[Piece] = [(text, _codes(style))]

    def append(self, text: str, style: str = "") -> Text:
        """Add text; its style may take back (``not bold``) what the whole has."""
        self.pieces.append((text, _codes(f"{self._style} {style}")))
        return self


class Paper:
    """Text that is written down line by line; what comes from a log must be made safe before.

    :param width: columns; 40 at least.
    :param color: whether styles become escape sequences of a terminal.
    """

    def __init__(self, width: int, *, color: bool) -> None:
        self._lines: list[str] = []
        self.width = max(width, 40)
        self._color = color

    def text(self) -> str:
        """All that was written."""
        return "".join(f"{line}\n" for line in self._lines)

    def blank(self) -> None:
        """An empty line."""
        self._lines.append("")

    def field(self, label: str, text: str, style: str = "", shift: int = 0) -> None:
        """A paragraph behind its label; both columns stay."""
        indent = 8 + shift
        line = Text(f"{label:>{max(indent - 1, 0)}} ", style="dim")
        line.append(text, style=f"not dim {style}" if style != "dim" else "dim")
        self.line(line, hang=max(indent, len(label) + 1))

    def code(self, sign: str, line: str) -> None:
        """A line of code; never broken, so that it can be copied."""
        self._write(Text(f"{sign:>11} ", style="dim").append(line, style="not dim").pieces)

    def line(self, text: Text, hang: int = 0) -> None:
        """A paragraph whose second and later lines are indented."""
        whole = "".join(piece for piece, _ in text.pieces)
        for number, (start, end) in enumerate(_lines(whole, self.width, self.width - hang)):
            end = start + len(whole[start:end].rstrip())
            self._write([(" " * hang if number else "", ""), *_cut(text.pieces, start, end)])

    def _write(self, pieces: list[Piece]) -> None:
        self._lines.append(
            "".join(f"\x1b[{codes}m{text}\x1b[0m" if self._color and codes and text else text for text, codes in pieces)
        )


def _cut(pieces: list[Piece], start: int, end: int) -> Iterator[Piece]:
    for text, codes in pieces:
        yield text[max(start, 0) : max(end, 0)], codes
        start, end = start - len(text), end - len(text)


def _lines(text: str, first: int, others: int) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends, broken at blanks, and in words that are longer than a line."""
    if _cells(text) <= first:
        yield 0, len(text)
        return
    start = used = 0
    width = first
    for word in _WORD.finditer(text):
        at, needed = word.start(), _cells(word[0].rstrip())
        if used + needed > width and needed <= others and at > start:
            yield start, at
            start, used, width = at, 0, others
        elif used + needed > width:
            if at > start:
                yield start, at
                start, used, width = at, 0, others
            for place in range(at, word.end()):
                wide = _cells(text[place])
                if used + wide > width and not text[place].isspace():
                    yield start, place
                    start, used, width = place, 0, others
                used += wide
            continue
        used += _cells(word[0])
    yield start, len(text)


def _cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_cell, text))


@lru_cache(maxsize=4096)
def _cell(sign: str) -> int:
    if category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(sign) in ("W", "F") else 1


@lru_cache(maxsize=256)
def _codes(style: str) -> str:
    """The codes of a style (ECMA-48, SGR); empty for none."""
    words = iter(style.split())
    attributes: dict[str, int] = {}
    color = ground = 0
    for word in words:
        if word == "not":
            attributes.pop(next(words), None)
        elif word == "on":
            ground = 40 + _COLORS[next(words)]
        elif word in _ATTRIBUTES:
            attributes[word] = _ATTRIBUTES[word]
        else:
            color = 30 + _COLORS[word]
    return ";".join(str(code) for code in [*sorted(attributes.values()), color, ground] if code)
