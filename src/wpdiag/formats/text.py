"""``text``: the report for people. By what it does to the site, then by component; each fix once; at the end what to do
first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

from wpdiag.attribute.roots import place_of
from wpdiag.formats.base import View
from wpdiag.formats.shared import repeats, words
from wpdiag.formats.shared.advice import write_fix
from wpdiag.formats.shared.opening import caveat, first_steps, headline
from wpdiag.formats.shared.paper import Paper, Text
from wpdiag.formats.shared.reasons import reason
from wpdiag.formats.shared.sites import prevalence, versions, write_sites
from wpdiag.formats.shared.sparkline import sparkline
from wpdiag.lazy import lazy
from wpdiag.model import LEVELS, Issue, Report, Summary, worst
from wpdiag.report.urgency import Matter, matters, share_of_noise
from wpdiag.safe import safe_line

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
_HEADLINES = {"unread": "bold red", "clean": "bold green", "issues": "bold"}
_SITE = "The site as a whole"
_NOBODY = "Nobody named: the text does not tell who is responsible"
_POINTER = lazy(r" Please see [^.]{1,80} for more information\.(?: \(This message was added in version [^)]*\))?")
_SAMPLES = 4
_FOLLOWERS = 3
_MESSAGE = 300


def render(report: Report, view: View) -> str:
    """The report as text for a terminal or a file."""
    page = _Page(view, report.summary)
    page.head(report)
    found = matters(report.issues)
    for impact, members in groupby(found, key=lambda matter: matter.impact):
        page.impact(impact, list(members))
    if found:
        page.first_things(found)
    if view.by_site:
        write_sites(page.paper, report, view.words, everything=view.verbose)
    page.foot(report)
    return page.paper.text()


def render_issues(report: Report, view: View) -> str:
    """The issues of a report, without what it says of all of them."""
    page = _Page(view, report.summary)
    for impact, members in groupby(matters(report.issues), key=lambda matter: matter.impact):
        page.impact(impact, list(members))
    return page.paper.text()


class _Page:
    """Everything that came from a log passes :func:`safe_line`."""

    def __init__(self, view: View, summary: Summary) -> None:
        self._summary = summary
        self._where = ""
        self.paper = Paper(view.width, color=view.color)
        self._say = view.words
        self._verbose = view.verbose
        self._explained: set[str] = set()
        self._said: set[str] = set()

    def head(self, report: Report) -> None:
        first = headline(report, self._say)
        levels = report.summary.by_level
        counts = ", ".join(f"{levels[level]:,} {level}" for level in LEVELS if level in levels)
        line = Text(first.text, style=_HEADLINES[first.state])
        if first.state != "issues":
            self.paper.line(line)
            return
        self.paper.line(line.append(f"  ({counts})", style="not bold"))
        noise = share_of_noise(report.issues)
        if 0 < noise < 1:
            said = self._say("{share} of the messages listed are noise; it stands last.").format(share=f"{noise:.0%}")
            self.paper.line(Text(said, style="dim"))

    def impact(self, impact: str, found: list[Matter]) -> None:
        """All that does the same to the site."""
        self.paper.blank()
        self.paper.line(Text(self._say(words.IMPACTS[impact]).upper(), style="bold reverse"))
        for members in _by_component(found):
            self._component(members)

    def _component(self, found: list[Matter]) -> None:
        self.paper.blank()
        total = sum(matter.issue.count for matter in found)
        title = Text(self._heading(found[0].issue), style="bold underline")
        issues = [matter.issue for matter in found]
        where = prevalence(issues, self._summary, self._say)
        known = versions(issues) if where else ""
        self._where = where
        count = " ".join(filter(None, (words.times(total, self._say), where, f"({known})" if known else "")))
        title.append(f"   {count}", style="not bold not underline dim")
        self.paper.line(title)
        rules: dict[tuple[int, str], list[Matter]] = {}
        for matter in sorted(found, key=lambda matter: -matter.issue.count):
            rules.setdefault((LEVELS.index(matter.issue.level), matter.issue.rule or ""), []).append(matter)
        for _, members in sorted(rules.items()):
            self._rule(members)

    def _rule(self, found: list[Matter]) -> None:
        first = found[0].issue
        self.paper.blank()
        title = Text(" ")
        title.append(f" {first.level.upper()} ", style=_STYLES[first.level])
        title.append(f" {safe_line(first.title or first.message)[:80]}", style="bold")
        self.paper.line(title, hang=2)
        shown = found if self._verbose else found[:_SAMPLES]
        for matter in shown:
            self._issue(matter.issue, alone=len(found) == 1)
        if len(found) > len(shown):
            rest = found[len(shown) :]
            count = words.times(sum(matter.issue.count for matter in rest), self._say)
            more = self._say("and {number} more like these ({times}); --verbose lists them")
            self.paper.field("", more.format(number=f"{len(rest):,}", times=count), "dim")
        self._followers([follower for matter in found for follower in matter.followers])
        explained = first.rule is not None and first.rule in self._explained and not self._verbose
        if first.why and not explained:
            self.paper.field(self._say("why"), safe_line(first.why))
        if first.fix:
            said = None if self._verbose else self._said
            write_fix(self.paper, first.fix, self._say, brief=explained, everything=self._verbose, said=said)
        if first.rule:
            self._explained.add(first.rule)

    def _issue(self, issue: Issue, *, alone: bool) -> None:
        message = _POINTER.sub("", safe_line(issue.message)) or self._say("(no message)")
        if len(message) > _MESSAGE and not self._verbose:
            message = message[: _MESSAGE - 1] + "…"
        self.paper.field(f"{issue.count:,}×", message)
        standing = self._say(words.STANDINGS.get(issue.baseline or "", ""))
        sites = prevalence([issue], self._summary, self._say)
        sites = "" if sites == self._where else sites
        times = " ".join(filter(None, (self._when(issue), sparkline(issue.histogram, self.paper.width))))
        where = (_where(issue), repeats.lines(issue, self._say), repeats.texts(issue, self._say))
        details = " · ".join(filter(None, (*where, times, sites, standing)))
        if details:
            self.paper.field("", details, "dim")
        for text in issue.examples if self._verbose else ():
            self.paper.field(self._say("e.g."), words.line(text, _MESSAGE), "dim")
        who = self._who(issue)
        if who and (alone or self._verbose):
            self.paper.field(self._say("who"), who)
        if self._verbose:
            self.paper.field("", f"{issue.fingerprint} {safe_line(issue.identifier)}", "dim")

    def _followers(self, issues: list[Issue]) -> None:
        """What goes away with its cause: named, not explained again."""
        shown = issues if self._verbose else issues[:_FOLLOWERS]
        for issue in shown:
            title = safe_line(issue.title or issue.message)[:80]
            text = f"{title}, {words.times(issue.count, self._say)}. {self._say(issue.because)}"
            self.paper.field(self._say("then"), text)
            where = _where(issue)
            if where:
                self.paper.field("", where, "dim")
        if len(issues) > len(shown):
            more = self._say("and {number} more follow from it; --verbose lists them")
            self.paper.field("", more.format(number=f"{len(issues) - len(shown):,}"), "dim")

    def first_things(self, found: list[Matter]) -> None:
        """The first steps; what one update does away with is counted together."""
        self.paper.blank()
        self.paper.line(Text(self._say("What to do first"), style="bold underline"))
        for number, step in enumerate(first_steps(found), 1):
            what = f"{step.issue.level}: {safe_line(step.issue.title)}"
            if len(step.issues) > 1:
                what += self._say(", and {number} more").format(number=f"{len(step.issues) - 1:,}")
            times = words.times(step.messages, self._say)
            self.paper.field(f"{number}.", f"{words.fix(step.issue)} ({what}, {times})", shift=-4)
        note = caveat(found, self._say)
        if note:
            self.paper.field("", note, "dim", shift=-4)

    def foot(self, report: Report) -> None:
        broken = [source for source in report.sources if source.error]
        if not broken and not report.warnings:
            return
        self.paper.blank()
        for warning in report.warnings:
            self.paper.field(self._say("note"), safe_line(warning), "dim", shift=-4)
        for source in broken:
            self.paper.field(self._say("note"), words.not_read(source), "dim", shift=-4)

    def _heading(self, issue: Issue) -> str:
        if _is_of_the_site(issue):
            return self._say(_SITE)
        if issue.component.kind == "unknown":
            return self._say(_NOBODY)
        return words.component_name(issue.component, self._say)

    def _who(self, issue: Issue) -> str:
        component = issue.component
        if component.kind == "unknown":
            return ""
        key = f"{component.kind}:{component.slug}"
        reasons = dict.fromkeys(reason(piece, self._say) for piece in issue.evidence if piece.component == key)
        return f"{self._say(component.verdict)} ({component.confidence:.0%}): " + "; ".join(list(reasons)[:2])

    def _when(self, issue: Issue) -> str:
        if not issue.first_seen or not issue.last_seen:
            return ""
        first, last = datetime.fromisoformat(issue.first_seen), datetime.fromisoformat(issue.last_seen)
        if first == last:
            return f"{first:%Y-%m-%d %H:%M:%S} UTC"
        end = f"{last:%H:%M}" if first.date() == last.date() else f"{last:%Y-%m-%d %H:%M}"
        return self._say("{first} to {last} UTC").format(first=f"{first:%Y-%m-%d %H:%M}", last=end)


def _by_component(found: Iterable[Matter]) -> Iterator[list[Matter]]:
    """Matters by component, the component with the worst and most frequent issue first."""
    groups: dict[tuple[str, str], list[Matter]] = {}
    for matter in found:
        issue = matter.issue
        key = (_SITE, "") if _is_of_the_site(issue) else (issue.component.kind, issue.component.slug)
        groups.setdefault(key, []).append(matter)
    yield from sorted(
        groups.values(),
        key=lambda members: (
            LEVELS.index(worst(*(matter.issue.level for matter in members))),
            -sum(matter.issue.count for matter in members),
        ),
    )


def _is_of_the_site(issue: Issue) -> bool:
    """Findings about pages, the site and its server concern the whole site where no component is named."""
    return issue.component.kind == "unknown" and issue.identifier.startswith(("page.", "http.", "site.", "server."))


def _where(issue: Issue) -> str:
    if issue.location is None:
        return ""
    place = place_of(issue.location.file)
    path = place.path if place.root else issue.location.file
    return safe_line(path) + (f":{issue.location.line}" if issue.location.line else "")
