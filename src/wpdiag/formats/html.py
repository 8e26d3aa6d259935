"""``html``: one page that needs no network: summary, time line, components, every issue with its evidence and fix.

The page's Content-Security-Policy allows its own style and script, by their hashes, and nothing else.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wpdiag.formats.base import View
from wpdiag.formats.shared import chart, place, repeats, words
from wpdiag.formats.shared.advice import AUDIENCES
from wpdiag.formats.shared.opening import caveat, first_steps, headline
from wpdiag.formats.shared.reasons import reason
from wpdiag.formats.shared.sites import prevalence
from wpdiag.formats.shared.sparkline import sparkline
from wpdiag.formats.shared.timeline import timeline
from wpdiag.model import IMPACTS, LEVELS, Component, Issue, Report, SiteShare
from wpdiag.report.urgency import Matter, matters
from wpdiag.safe import safe
from wpdiag.words import Words

if TYPE_CHECKING:
    from jinja2 import Environment

NAME = "html"
SUFFIXES = (".html", ".htm")

TEMPLATES = Path(__file__).parent / "templates"
_LINK = re.compile(r"https?://[^\s\"'<>]+")
_POLICY = "default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"
_SITES = 200
_ISSUES_OF_A_SITE = 20
_SPARKS = 96
"""Columns of text that the width of the page is taken for where it shows an issue's times."""


def render(report: Report, view: View) -> str:
    """The whole page; with 5,000 issues it stays quick to filter."""
    style, script = _file("report.css"), _file("report.js")
    say = view.words
    found = matters(report.issues)
    line = timeline(report.issues)
    return environment().get_template("report.html").render(
        report=report,
        say=say,
        headline=headline(report, say),
        steps=first_steps(found),
        caveat=caveat(found, say),
        ordered=list(_ordered(found)),
        impacts=_impacts(report.issues, say),
        states=Counter(issue.baseline for issue in report.issues if issue.baseline),
        sites=_sites(report, by_site=view.by_site),
        style=style,
        script=script,
        policy=_POLICY.format(style=_hash(style), script=_hash(script)),
        levels=[level for level in LEVELS if level in report.summary.by_level],
        listed=Counter(issue.level for issue in report.issues),
        line=line,
        columns=chart.columns(line),
        marks=chart.marks(line, report.lessons.updates, say),
        names={_key(issue.component): words.who(issue.component, say) for issue in report.issues},
    ) + "\n"  # fmt: skip


def _ordered(found: Iterable[Matter]) -> Iterator[tuple[Issue, str | None]]:
    """What to do first comes first, what follows from it behind it; with the issue that tells the same fix in full."""
    told: dict[object, str] = {}
    for matter in found:
        for issue in (matter.issue, *matter.followers):
            fix = issue.fix
            same = (issue.rule, fix and (fix.steps, fix.check, fix.avoid, fix.recover, fix.suppress))
            first = told.setdefault(same, issue.fingerprint)
            yield issue, first if first != issue.fingerprint else None


class _Impact(NamedTuple):
    """What some issues do to the site: the word for it, and what that means."""

    key: str
    name: str
    meaning: str
    issues: int


def _impacts(issues: Iterable[Issue], say: Words) -> list[_Impact]:
    counts = Counter(issue.impact for issue in issues)
    found = []
    for key in IMPACTS:
        if counts[key]:
            name, _, meaning = say(words.IMPACTS[key]).partition(": ")
            found.append(_Impact(key, name, meaning, counts[key]))
    return found


class _Site(NamedTuple):
    """A site's row, and its issues with their counts where they are wanted."""

    share: SiteShare
    issues: list[tuple[Issue, int]]
    more: int


class _Sites(NamedTuple):
    """The worst sites; ``of`` has the numbers of their rows by issue."""

    rows: list[_Site]
    of: dict[str, str]
    more: int


def _sites(report: Report, *, by_site: bool) -> _Sites:
    """The sites on which something was found; none where all is of one site.

    :param by_site: whether the issues of each are wanted.
    """
    affected = [share for share in report.summary.sites if share.issues]
    if report.summary.site_count < 2 or not affected:
        return _Sites([], {}, 0)
    numbers = {share.name: number for number, share in enumerate(affected[:_SITES])}
    issues: list[list[tuple[Issue, int]]] = [[] for _ in numbers]
    of = {}
    for issue in report.issues:
        seen = [(numbers[site.name], site.count) for site in issue.sites if site.name in numbers]
        of[issue.fingerprint] = " ".join(str(number) for number, _ in seen)
        for number, count in seen if by_site else ():
            issues[number].append((issue, count))
    rows = [
        _Site(share, listed[:_ISSUES_OF_A_SITE], max(0, len(listed) - _ISSUES_OF_A_SITE))
        for share, listed in zip(affected[:_SITES], issues, strict=True)
    ]
    return _Sites(rows, of, len(affected) - len(rows))


@cache
def environment() -> Environment:
    """What the page's templates are read with; everything is escaped and made safe."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: safe(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
    made.globals.update(
        known_spot=place.known_spot,
        path_of=place.path_of,
        words=words,
        repeats=repeats,
        AUDIENCES=AUDIENCES,
        reason=reason,
        prevalence=prevalence,
        sparkline=lambda histogram: sparkline(histogram, _SPARKS),
        key_of=_key,
        raw=Markup,  # for the page's own style and script alone
        chart=chart,
    )
    made.tests["web_address"] = lambda text: _LINK.fullmatch(text) is not None
    made.filters["day"] = lambda time: time[:16].replace("T", " ")
    made.filters["number"] = lambda number: f"{number:,}"
    return made


def _key(component: Component) -> str:
    return f"{component.kind}:{component.slug}"


def _file(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
