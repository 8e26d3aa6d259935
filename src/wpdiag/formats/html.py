"""``html``: one page that needs no network: summary, time line, components, every issue with its evidence and fix.

The page's Content-Security-Policy allows its own style and script, by their hashes, and nothing else.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wpdiag.formats.base import View
from wpdiag.formats.safe import safe
from wpdiag.formats.shared import place, words
from wpdiag.formats.shared.timeline import Timeline, timeline
from wpdiag.model import LEVELS, Component, Issue, Report
from wpdiag.report.urgency import matters

if TYPE_CHECKING:
    from jinja2 import Environment

NAME = "html"
SUFFIXES = (".html", ".htm")

_TEMPLATES = Path(__file__).parent / "templates"
_LINK = re.compile(r"https?://[^\s\"'<>]+")
_POLICY = "default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"
_WIDTH, _HEIGHT, _BASE = 960, 150, 130


def render(report: Report, view: View) -> str:
    """The whole page; with 5,000 issues it stays quick to filter."""
    style, script = _file("report.css"), _file("report.js")
    line = timeline(report.issues)
    levels = [level for level in LEVELS if level in report.summary.by_level]
    return _environment().get_template("report.html").render(
        report=report,
        ordered=list(_ordered(report.issues)),
        style=style,
        script=script,
        policy=_POLICY.format(style=_hash(style), script=_hash(script)),
        levels=levels,
        listed={level: sum(issue.level == level for issue in report.issues) for level in levels},
        line=line,
        columns=_columns(line),
        marks=_marks(line, report.lessons.updates),
        names={_key(issue.component): words.component_name(issue.component) for issue in report.issues},
    ) + "\n"  # fmt: skip


def _ordered(issues: Iterable[Issue]) -> Iterator[tuple[Issue, str | None]]:
    """What to do first comes first, what follows from it behind it; with the issue that tells the same fix in full."""
    told: dict[object, str] = {}
    for matter in matters(issues):
        for issue in (matter.issue, *matter.followers):
            fix = issue.fix
            same = (issue.rule, fix and (fix.steps, fix.check, fix.avoid, fix.recover, fix.suppress))
            first = told.setdefault(same, issue.fingerprint)
            yield issue, first if first != issue.fingerprint else None


class _Column(NamedTuple):
    """A bar as it is drawn: its place, its label, and its pieces from the most severe (at the bottom) up."""

    x: float
    width: float
    label: str
    start: str
    pieces: list[tuple[str, float, float]]


def _columns(line: Timeline) -> list[_Column]:
    columns = []
    step = _WIDTH / max(len(line.bars), 12)
    for number, bar in enumerate(line.bars):
        pieces = []
        top = float(_BASE)
        for level, count in bar.counts.items():
            height = max(count / line.highest * (_BASE - 10), 2.0)
            top -= height
            pieces.append((level, round(top, 2), round(height, 2)))
        start = f"{bar.start:%Y-%m-%d %H:%M}" if line.hours < 24 else f"{bar.start:%Y-%m-%d}"
        counts = ", ".join(f"{count:,} {level}" for level, count in bar.counts.items())
        columns.append(
            _Column(round(number * step, 2), round(max(step - 1.5, 1), 2), f"{start}: {counts}", start, pieces)
        )
    return columns


class _Mark(NamedTuple):
    """Updates within the time of one bar: the middle of the bar, and what was updated when."""

    x: float
    label: str


def _marks(line: Timeline, updates: Iterable[tuple[int, str]]) -> list[_Mark]:
    """Where the time line shows that something was updated."""
    if not line.bars:
        return []
    step = _WIDTH / max(len(line.bars), 12)
    began = line.bars[0].start.timestamp()
    told: dict[int, list[str]] = {}
    for time, name in sorted(updates):
        number = int((time - began) // (line.hours * 3600))
        if 0 <= number < len(line.bars):
            told.setdefault(number, []).append(f"{datetime.fromtimestamp(time, UTC):%Y-%m-%d %H:%M} update of {name}")
    return [_Mark(round((number + 0.5) * step, 2), "; ".join(labels)) for number, labels in told.items()]


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: safe(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
    environment.globals.update(
        known_spot=place.known_spot,
        path_of=place.path_of,
        words=words,
        key_of=_key,
        raw=Markup,  # for the page's own style and script alone
        width=_WIDTH,
        height=_HEIGHT,
        base=_BASE,
    )
    environment.tests["web_address"] = lambda text: _LINK.fullmatch(text) is not None
    environment.filters["day"] = lambda time: time[:16].replace("T", " ")
    return environment


def _key(component: Component) -> str:
    return f"{component.kind}:{component.slug}"


def _file(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
