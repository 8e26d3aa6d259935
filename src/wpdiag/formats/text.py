"""``text``: the report for people. Worst first, by component; each fix once; at the end what to do first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from io import StringIO
from itertools import groupby

from rich.console import Console
from rich.text import Text

from wpdiag.attribute.roots import place_of
from wpdiag.formats.base import View
from wpdiag.formats.safe import safe_line
from wpdiag.formats.shared import words
from wpdiag.formats.shared.reasons import reason
from wpdiag.lazy import lazy
from wpdiag.model import LEVELS, Component, Issue, Report, worst

NAME = "text"
SUFFIXES = (".txt",)

_STYLES = {
    "fatal": "bold white on red",
    "error": "bold red",
    "warning": "bold yellow",
    "notice": "bold cyan",
    "deprecated": "bold magenta",
    "info": "dim",
}
_SITE = "The site as a whole"
_POINTER = lazy(r" Please see [^.]{1,80} for more information\.(?: \(This message was added in version [^)]*\))?")
_SAMPLES = 4
_MESSAGE = 300
_FIRST_STEPS = 3


def render(report: Report, view: View) -> str:
    """The report as text for a terminal or a file."""
    out = StringIO()
    console = Console(
        file=out,
        width=max(view.width, 40),
        color_system="standard" if view.color else None,
        force_terminal=view.color,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
        legacy_windows=False,
    )
    page = _Page(console, view)
    page.head(report)
    for issues in _by_component(report.issues):
        page.component(issues)
    if report.issues:
        page.first_things(report)
    page.foot(report)
    return out.getvalue()


class _Page:
    """Writes paragraphs with hanging indents; everything that came from a log passes :func:`safe_line`."""

    def __init__(self, console: Console, view: View) -> None:
        self._console = console
        self._verbose = view.verbose
        self._explained: set[str] = set()

    def head(self, report: Report) -> None:
        readable = [source for source in report.sources if source.bytes or not source.error]
        counts = ", ".join(
            f"{report.summary.by_level[level]:,} {level}" for level in LEVELS if level in report.summary.by_level
        )
        sources = f"{len(readable)} source" + ("s" if len(readable) != 1 else "")
        if not readable:
            self._line(Text("Nothing could be read.", style="bold red"))
            return
        if not report.summary.diagnostics:
            self._line(Text(f"Nothing found in {sources}.", style="bold green"))
            return
        issues = f"{report.summary.issues:,} issue" + ("s" if report.summary.issues != 1 else "")
        self._line(Text(f"{issues} in {sources}", style="bold").append(f"  ({counts})", style="not bold"))

    def component(self, issues: list[Issue]) -> None:
        self._console.print()
        total = sum(issue.count for issue in issues)
        title = Text(_heading(issues[0]), style="bold underline")
        title.append(f"   {words.times(total)}", style="not bold not underline dim")
        self._line(title)
        for _, members in groupby(sorted(issues, key=_rule_order), key=lambda issue: (issue.level, issue.rule)):
            self._rule(list(members))

    def _rule(self, issues: list[Issue]) -> None:
        first = issues[0]
        self._console.print()
        title = Text(" ")
        title.append(f" {first.level.upper()} ", style=_STYLES[first.level])
        title.append(f" {safe_line(first.title or first.message)[:80]}", style="bold")
        self._line(title, hang=2)
        shown = issues if self._verbose else issues[:_SAMPLES]
        for issue in shown:
            self._issue(issue, alone=len(issues) == 1)
        if len(issues) > len(shown):
            rest = issues[len(shown) :]
            count = sum(issue.count for issue in rest)
            self._field("", f"and {len(rest):,} more like these ({words.times(count)}); --verbose lists them", "dim")
        explained = first.rule is not None and first.rule in self._explained and not self._verbose
        if first.why and not explained:
            self._field("why", safe_line(first.why))
        self._fix(first, steps=not explained)
        if first.rule:
            self._explained.add(first.rule)

    def _issue(self, issue: Issue, *, alone: bool) -> None:
        message = _POINTER.sub("", safe_line(issue.message)) or "(no message)"
        if len(message) > _MESSAGE and not self._verbose:
            message = message[: _MESSAGE - 1] + "…"
        self._field(f"{issue.count:,}×", message)
        where = _where(issue)
        when = _when(issue)
        details = " · ".join(filter(None, (where, when)))
        if details:
            self._field("", details, "dim")
        who = _who(issue)
        if who and (alone or self._verbose):
            self._field("who", who)
        if self._verbose:
            self._field("", f"{issue.fingerprint} {safe_line(issue.identifier)}", "dim")

    def _fix(self, issue: Issue, *, steps: bool) -> None:
        """The fix; its steps stand in full where a rule comes first, and are not said again."""
        fix = issue.fix
        if fix is None:
            return
        audience = "" if fix.audience == "admin" else f" (for {_AUDIENCES[fix.audience]})"
        self._field("fix", safe_line(fix.summary) + audience, "green")
        for number, step in enumerate(fix.steps if steps else (), 1):
            self._field(f"{number}.", safe_line(step), shift=4)
        for command in fix.commands:
            self._field("$", safe_line(command), "bold", shift=4)
        if self._verbose:
            for link in fix.links:
                self._field("", safe_line(link), "blue")

    def first_things(self, report: Report) -> None:
        self._console.print()
        self._line(Text("What to do first", style="bold underline"))
        done: set[tuple[str, str]] = set()
        number = 0
        for issue in report.issues:
            summary = safe_line(issue.fix.summary) if issue.fix else ""
            key = (f"{issue.component.kind}:{issue.component.slug}", summary)
            if not summary or key in done:
                continue
            done.add(key)
            number += 1
            self._field(
                f"{number}.",
                f"{summary} ({issue.level}: {safe_line(issue.title)}, {words.times(issue.count)})",
                shift=-4,
            )
            if number == _FIRST_STEPS:
                break

    def foot(self, report: Report) -> None:
        broken = [source for source in report.sources if source.error]
        if not broken and not report.warnings:
            return
        self._console.print()
        for warning in report.warnings:
            self._field("note", safe_line(warning), "dim", shift=-4)
        for source in broken:
            self._field("note", words.not_read(source), "dim", shift=-4)

    def _field(self, label: str, text: str, style: str = "", shift: int = 0) -> None:
        indent = 8 + shift
        line = Text(f"{label:>{max(indent - 1, 0)}} ", style="dim")
        line.append(text, style=f"not dim {style}" if style != "dim" else "dim")
        self._line(line, hang=max(indent, len(label) + 1))

    def _line(self, text: Text, hang: int = 0) -> None:
        width = self._console.width
        lines = [text] if text.cell_len <= width else _hanging(self._console, text, width, hang)
        for line in lines:
            line.rstrip()
            self._console.print(line, overflow="ignore", no_wrap=True, crop=False)


_AUDIENCES = {"developer": "the developer", "host": "your host", "admin": "you"}


def _hanging(console: Console, text: Text, width: int, hang: int) -> Iterable[Text]:
    """Lines of a paragraph whose second and later lines are indented."""
    head, *_ = text.wrap(console, width)
    yield head
    rest = text[len(head.plain) :]
    lead = len(rest.plain) - len(rest.plain.lstrip())
    rest = rest[lead:]
    for line in rest.wrap(console, width - hang):
        yield Text(" " * hang).append_text(line)


def _by_component(issues: Iterable[Issue]) -> Iterator[list[Issue]]:
    """Issues by component, the component with the worst and most frequent issue first."""
    groups: dict[tuple[str, str], list[Issue]] = {}
    for issue in issues:
        key = (_SITE, "") if _is_of_the_site(issue) else (issue.component.kind, issue.component.slug)
        groups.setdefault(key, []).append(issue)
    yield from sorted(
        groups.values(),
        key=lambda members: (
            LEVELS.index(worst(*(issue.level for issue in members))),
            -sum(issue.count for issue in members),
        ),
    )


def _rule_order(issue: Issue) -> tuple[int, str, int]:
    return LEVELS.index(issue.level), issue.rule or "", -issue.count


def _is_of_the_site(issue: Issue) -> bool:
    """Findings about pages, the site and its server concern the whole site where no component is named."""
    return issue.component.kind == "unknown" and issue.identifier.startswith(("page.", "http.", "site.", "server."))


def _heading(issue: Issue) -> str:
    return _SITE if _is_of_the_site(issue) else _component_name(issue.component)


def _component_name(component: Component) -> str:
    if component.kind == "unknown":
        return "Nobody named: the text does not tell who is responsible"
    return words.component_name(component)


def _who(issue: Issue) -> str:
    component = issue.component
    if component.kind == "unknown":
        return ""
    key = f"{component.kind}:{component.slug}"
    reasons = dict.fromkeys(reason(piece) for piece in issue.evidence if piece.component == key)
    return f"{component.verdict} ({component.confidence:.0%}): " + "; ".join(list(reasons)[:2])


def _where(issue: Issue) -> str:
    if issue.location is None:
        return ""
    place = place_of(issue.location.file)
    path = place.path if place.root else issue.location.file
    return safe_line(path) + (f":{issue.location.line}" if issue.location.line else "")


def _when(issue: Issue) -> str:
    if not issue.first_seen or not issue.last_seen:
        return ""
    first, last = datetime.fromisoformat(issue.first_seen), datetime.fromisoformat(issue.last_seen)
    if first == last:
        return f"{first:%Y-%m-%d %H:%M:%S} UTC"
    if first.date() == last.date():
        return f"{first:%Y-%m-%d %H:%M} to {last:%H:%M} UTC"
    return f"{first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M} UTC"
