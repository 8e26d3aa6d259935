"""The manual page ``wpdiag.1``, made from what ``--help`` is made from."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any

from wpdiag import __version__
from wpdiag.config.options import options

_EXITS = (
    ("0", "nothing at or above --fail-on"),
    ("1", "issues that fail"),
    ("2", "wrong usage, rules or configuration; an internal error"),
    ("3", "a source or report could not be read; what could be read is reported, and 1 wins over 3"),
    ("130", "interrupted"),
)
_EXAMPLES = (
    ("Say what is wrong in a log:", "wpdiag scan debug.log"),
    ("Fail a build on warnings and worse:", "wpdiag scan --fail-on warning page.html"),
    ("A page to share, without hosts, names and secrets:", "wpdiag scan --redact -o report.html debug.log"),
    ("Accept what is there, and hear of what is new:", "wpdiag baseline create known.jsonl debug.log"),
)


def manual(context: Any) -> str:
    """The page in the macros of man(7).

    :param context: of click, of the program or any of its commands.
    """
    root = context.find_root()
    lines = [
        f'.TH WPDIAG 1 "" "wpdiag {__version__}" "User Commands"',
        ".SH NAME",
        "wpdiag \\- what is wrong in WordPress and PHP logs and pages, who is responsible, what to do",
        ".SH SYNOPSIS",
        ".B wpdiag",
        ".I COMMAND",
        "[\\fIOPTIONS\\fR] [\\fIARGUMENTS\\fR]",
        ".SH DESCRIPTION",
        *_text(root.command.help or ""),
        ".SH OPTIONS",
        *_options(root),
        ".SH COMMANDS",
        *_commands(root, "wpdiag"),
        ".SH EXIT STATUS",
    ]
    for code, meaning in _EXITS:
        lines += [".TP", f".B {code}", *_text(meaning)]
    lines += [".SH ENVIRONMENT"]
    for option in options().values():
        if option.words:
            lines += [".TP", f".B {_escaped(option.variable)}", *_text(f"The option --{option.key}.")]
    lines += [".SH FILES", ".TP", ".I wpdiag.toml", *_text("Settings of a project; see wpdiag config show.")]
    lines += [".SH EXAMPLES"]
    for what, command in _EXAMPLES:
        lines += [*_text(what), ".PP", ".RS 4", ".EX", _escaped(command), ".EE", ".RE", ".PP"]
    return "\n".join(lines[:-1]) + "\n"


def _commands(context: Any, path: str) -> Iterator[str]:
    """Each command below a group; of a group within, its commands."""
    group = context.command
    for name in sorted(group.list_commands(context)):
        command = group.get_command(context, name)
        inner = command.make_context(name, [], parent=context, resilient_parsing=True)
        if hasattr(command, "list_commands"):
            yield from _commands(inner, f"{path} {name}")
            continue
        yield f".SS {_escaped(f'{path} {name}')}"
        yield f".B {_escaped(f'{path} {name}')}"
        yield _escaped(" ".join(command.collect_usage_pieces(inner)))
        yield ".PP"
        yield from _text(command.help or "")
        yield from _options(inner)
        if command.epilog:
            yield ".PP"
            yield from _text(command.epilog)


def _options(context: Any) -> Iterator[str]:
    for parameter in context.command.get_params(context):
        record = parameter.get_help_record(context)
        if record:
            names, help_ = record
            yield ".TP"
            yield f".B {_escaped(names)}"
            yield from _text(help_)


def _text(text: str) -> Iterator[str]:
    """Paragraphs in lines of at most 80 columns."""
    for number, paragraph in enumerate(re.split(r"\n\s*\n", text.strip())):
        if number:
            yield ".PP"
        for line in textwrap.wrap(" ".join(paragraph.split()), 78, break_on_hyphens=False, break_long_words=False):
            yield _escaped(line)


def _escaped(text: str) -> str:
    """Text that no macro or escape is read from."""
    plain = text.replace("\\", "\\e").replace("-", "\\-")
    plain = "".join(sign if sign.isascii() else f"\\[u{ord(sign):04X}]" for sign in plain)
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain
