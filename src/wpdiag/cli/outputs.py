"""Where reports are written: ``-o report.json``, ``-o json:report``, and the screen."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec

from wpdiag.cli.exits import discard_output, fail, tell
from wpdiag.cli.writing import obstacle, write_file
from wpdiag.formats import base, names
from wpdiag.formats.base import Convention, View
from wpdiag.model import Report


class Output(msgspec.Struct, frozen=True):
    """The name of a format, and the file that it goes to; None is the screen."""

    name: str
    file: Path | None = None

    @classmethod
    def on_screen(cls, name: str) -> Output:
        """Standard output in the format of a name; ends the program where there is none."""
        if name not in names():
            fail(f"no format '{name}'; there are: {', '.join(names())}")
        return cls(name)

    @classmethod
    def parse(cls, word: str) -> Output:
        """A file, its format given in front or by its ending; ends the program where neither tells, or where the file
        cannot be written: better now than after a long scan."""
        name, colon, rest = word.partition(":")
        if colon and name in names():
            output = cls(name, Path(rest))
        elif found := base.by_suffix(word):
            output, rest = cls(found.NAME, Path(word)), word
        elif colon and name.isalpha() and len(name) > 1:  # a drive has one letter
            fail(f"--output {word}: no format '{name}'; there are: {', '.join(names())}")
        elif word == "-":
            fail("--output -: what goes to standard output is told by --format")
        else:
            fail(f"--output {word}: which format? Write FORMAT:{word}, with one of: {', '.join(names())}")
        if rest in ("", "-"):
            fail(f"--output {word}: no file; what goes to standard output is told by --format {output.name}")
        reason = obstacle(Path(rest))
        if reason:
            fail(f"--output {word}: cannot write: {reason}")
        return output

    @classmethod
    def parse_all(cls, words: Iterable[str]) -> list[Output]:
        """One for each file; ends the program where two go to the same."""
        outputs: dict[Path, Output] = {}
        for word in words:
            output = cls.parse(word)
            other = outputs.setdefault((output.file or Path()).resolve(), output)
            if other != output:
                fail(f"--output {word}: {other.file} is written as {other.name} already")
        return list(outputs.values())

    def render(self, report: Report, view: View) -> str:
        """The report in this format."""
        return base.rendered(base.by_name(self.name), report, view)

    def exit_code(self, report: Report, view: View) -> int | None:
        """The exit code that the readers of this format expect; None where it is wpdiag's own."""
        form = base.by_name(self.name)
        return form.exit_code(report, view) if isinstance(form, Convention) else None


def write_all(report: Report, outputs: list[Output], view: View) -> bool:
    """Write the report to every file; one line for each that cannot be written.

    :returns: whether all were.
    """
    whole = True
    for output in outputs:
        if output.file is None:
            continue
        try:
            write_file(output.file, output.render(report, view))
        except OSError as error:
            whole = False
            tell(f"{output.file}: cannot write: {error.strerror or error}")
    return whole


def show(screen: Output, report: Report, view: View, others: list[Output]) -> None:
    """Print the report; beside text, the service that runs this gets its own form."""
    from wpdiag.cli import ci

    text = screen.render(report, view)
    if screen.name == "text":
        text = ci.guarded(text) + ci.own_form(report, view)
    try:
        put(text, utf8=screen.name != "text")
    except BrokenPipeError:  # head has seen enough; the exit code is still the report's
        discard_output()
    if screen.name in ("text", "github"):
        complaint = ci.write_summary(report, view)
        if complaint:
            tell(complaint)
    if screen.name == "text":
        said = ci.hint({output.name for output in others})
        if said:
            tell(said)


def put(text: str, *, utf8: bool) -> None:
    """Print to standard output, for people in the encoding of their terminal, as well as that can."""
    if utf8 and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    encoding = (sys.stdout.encoding or "utf-8").lower().replace("_", "-")
    if encoding not in ("utf-8", "utf8"):
        from wpdiag.cli.signs import fitted  # hardly anybody needs it

        text = fitted(text, encoding)
    sys.stdout.write(text)
    sys.stdout.flush()


def check_ranges(**ranges: str | None) -> None:
    """End the program where a range for monitoring is none."""
    from wpdiag.formats.nagios import Range

    for option, text in ranges.items():
        try:
            Range.parse(text or "")
        except ValueError:
            fail(f"--{option} {text}: no range; write it like 10, 5:10, 10: or @1:5")
