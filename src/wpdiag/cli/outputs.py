"""Where reports are written: ``-o report.json``, ``-o json:report``, and the screen."""

from __future__ import annotations

from pathlib import Path

import msgspec

from wpdiag.cli.exits import fail
from wpdiag.formats import base
from wpdiag.formats.base import View
from wpdiag.model import Report


class Output(msgspec.Struct, frozen=True):
    """The name of a format, and the file that it goes to; None is the screen."""

    name: str
    file: Path | None = None

    @classmethod
    def on_screen(cls, name: str) -> Output:
        """Standard output in the format of a name; ends the program where there is none."""
        if name not in base.names():
            fail(f"no format '{name}'; there are: {', '.join(base.names())}")
        return cls(name)

    @classmethod
    def parse(cls, word: str) -> Output:
        """A file, its format given in front or by its ending; ends the program where neither tells."""
        name, colon, rest = word.partition(":")
        if colon and name in base.names():
            return cls(name, Path(rest))
        found = base.by_suffix(word)
        if found is None:
            fail(f"--output {word}: which format? Write FORMAT:{word}, with one of: {', '.join(base.names())}")
        return cls(found.NAME, Path(word))

    def render(self, report: Report, view: View) -> str:
        """The report in this format."""
        return base.by_name(self.name).render(report, view)


def write_all(report: Report, outputs: list[Output], view: View) -> None:
    """Write the report to every file; ends the program with one line where that cannot be done."""
    for output in outputs:
        if output.file is None:
            continue
        try:
            output.file.write_text(output.render(report, view), encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            fail(f"{output.file}: cannot write: {error.strerror or error}")
