"""``wpdiag watch``: follow logs, and tell what is new in them as it appears."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from wpdiag.cli.options import with_settings
from wpdiag.config import Resolved

if TYPE_CHECKING:
    from collections.abc import Callable

    from wpdiag.formats.base import View
    from wpdiag.incremental import Incremental
    from wpdiag.model import Report
    from wpdiag.watching import Event

_QUIET = 2.0
"""Seconds after which the last record of a log is taken for finished: somebody is waiting for it."""
_MESSAGE = 200


def register(parent: typer.Typer) -> None:
    """Add the command to the program."""
    parent.command()(watch)


@with_settings("read", "state", "level", "component", "rule", "baseline", "redact", "color", "quiet", "verbose")
def watch(
    resolved: Resolved,
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Files, folders and globs.")
    ] = None,
    format_: Annotated[Literal["text", "jsonl"], typer.Option("--format", "-f", help="How to print it.")] = "text",
    interval: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="How often to look.")] = 1.0,
) -> None:
    """Follow logs as they grow: print each new issue as it appears, and how often known ones came again.

    What the logs have at the beginning is known; with --state, what was read before. What a baseline knows, or
    [[ignore]] ignores, is not printed. Ctrl-C ends it (exit code 130).
    """
    import time

    from msgspec.structs import replace

    from wpdiag.cli.exits import tell
    from wpdiag.cli.outputs import put
    from wpdiag.cli.reading import complain, state_of
    from wpdiag.cli.screen import view as view_of
    from wpdiag.formats.shared.words import number
    from wpdiag.watching import Watch
    from wpdiag.words import words_of

    settings = resolved.settings
    scan, chosen = _scanner(resolved, sources or []), _chooser(resolved)
    view = replace(view_of(settings.color, to_terminal=True, verbose=settings.verbose), words=words_of(settings.lang))
    watched, complaints = Watch(), set[tuple[str, str]]()
    with state_of(settings.state, _QUIET) as state:
        known_at_the_beginning = state.is_first
        while True:
            report = chosen(scan(state))
            now_wrong = {(source.name, source.error) for source in report.sources if source.error}
            complain(sorted(now_wrong - complaints))
            complaints = now_wrong
            events = watched.look(report.issues)
            if known_at_the_beginning:
                if not settings.quiet:
                    tell(f"{number(len(events), 'issue')} so far; waiting for more, Ctrl-C ends")
                known_at_the_beginning = False
            elif events:
                put(_lines(events) if format_ == "jsonl" else _text(events, report, view), utf8=format_ == "jsonl")
            state.commit()
            time.sleep(interval)


def _scanner(resolved: Resolved, sources: list[str]) -> Callable[[Incremental], Report]:
    """What there is to do at each look; ends the program with one clear line where a setting is wrong."""
    from wpdiag.cli.exits import fail
    from wpdiag.cli.reading import scanner
    from wpdiag.cli.settings import check, default_sources
    from wpdiag.sources import every
    from wpdiag.sources.names import is_web

    settings = resolved.settings
    words = default_sources(sources, settings.site)
    if "-" in words:
        fail("standard input cannot be followed; name files, folders or globs")
    if any(map(is_web, words)):
        fail("web addresses cannot be followed; wpdiag scan reads them")
    checked = check(resolved)
    scan = scanner(sources, settings, checked)
    return lambda state: scan(every(words, checked.limits), state=state)


def _chooser(resolved: Resolved) -> Callable[[Report], Report]:
    """What of a report is to be told, and how much of it; ends the program where there is no baseline to read."""
    from datetime import UTC, datetime

    from wpdiag.cli.gates import baseline_in
    from wpdiag.gate.judge import judge, only_new
    from wpdiag.redact import Standins, redact
    from wpdiag.report.select import listed

    settings = resolved.settings
    baseline = baseline_in(settings.baseline) if settings.baseline else None
    name = Standins()  # the same for all that this run prints

    def chosen(report: Report) -> Report:
        judged = judge(
            report,
            ignores=settings.ignore,
            baseline=baseline,
            components=settings.component,
            rules=settings.rule,
            whole=False,
            today=datetime.now(UTC).date(),
        )
        found = listed(only_new(judged.report), settings.level, None)
        return redact(found, name) if settings.redact else found

    return chosen


def _lines(events: list[Event]) -> str:
    import msgspec

    from wpdiag.safe import safe_json

    return safe_json("".join(msgspec.json.encode(event).decode() + "\n" for event in events))


def _text(events: list[Event], report: Report, view: View) -> str:
    from msgspec.structs import replace

    from wpdiag.formats.text import render_issues
    from wpdiag.safe import safe_line

    text = render_issues(replace(report, issues=tuple(event.issue for event in events if event.issue)), view)
    for event in events:
        if event.issue is None:
            message = safe_line(event.message)[:_MESSAGE]
            who = safe_line(event.component)
            text += f"\n{event.count:,}× again ({event.total:,} in all)  {event.level}  {who}: {message}"
    return text.strip("\n") + "\n\n"
