"""Paragraphs with hanging indents on a page of fixed width, coloured or not."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from rich.console import Console
from rich.text import Text


class Paper:
    """Text that is written down line by line; what comes from a log must be made safe before.

    :param width: columns; 40 at least.
    :param color: whether styles become escape sequences of a terminal.
    """

    def __init__(self, width: int, *, color: bool) -> None:
        self._out = StringIO()
        self._console = Console(
            file=self._out,
            width=max(width, 40),
            color_system="standard" if color else None,
            force_terminal=color,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=False,
            legacy_windows=False,
        )

    def text(self) -> str:
        """All that was written."""
        return self._out.getvalue()

    def blank(self) -> None:
        """An empty line."""
        self._console.print()

    def field(self, label: str, text: str, style: str = "", shift: int = 0) -> None:
        """A paragraph behind its label; both columns stay."""
        indent = 8 + shift
        line = Text(f"{label:>{max(indent - 1, 0)}} ", style="dim")
        line.append(text, style=f"not dim {style}" if style != "dim" else "dim")
        self.line(line, hang=max(indent, len(label) + 1))

    def code(self, sign: str, line: str) -> None:
        """A line of code; never broken, so that it can be copied."""
        self._console.print(Text(f"{sign:>11} ", style="dim").append(line, style="not dim"), soft_wrap=True)

    def line(self, text: Text, hang: int = 0) -> None:
        """A paragraph whose second and later lines are indented."""
        width = self._console.width
        lines = [text] if text.cell_len <= width else _hanging(self._console, text, width, hang)
        for line in lines:
            line.rstrip()
            self._console.print(line, overflow="ignore", no_wrap=True, crop=False)


def _hanging(console: Console, text: Text, width: int, hang: int) -> Iterable[Text]:
    head, *_ = text.wrap(console, width)
    yield head
    rest = text[len(head.plain) :]
    lead = len(rest.plain) - len(rest.plain.lstrip())
    rest = rest[lead:]
    for line in rest.wrap(console, width - hang):
        yield Text(" " * hang).append_text(line)
