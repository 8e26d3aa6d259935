"""On how many sites something occurs, and what occurs on which, for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from wpdiag.formats.shared import words
from wpdiag.formats.shared.paper import Paper, Text
from wpdiag.model import Issue, Report, Summary
from wpdiag.report.sites import MOST, affected_by, how_many
from wpdiag.safe import safe_line
from wpdiag.words import Words

_VERSIONS = 3
_SITES = 20
_ISSUES = 5


def prevalence(issues: Iterable[Issue], summary: Summary, say: Words) -> str:
    """``on 212 of 340 sites``; empty where not more than one site was seen, or nobody knows the sites."""
    found = how_many(affected_by(issues))
    if summary.site_count < 2 or not found:
        return ""
    text = say("on {count} of {all} sites") if summary.site_count < MOST else say("on about {count} of {all} sites")
    return text.format(count=f"{found:,}", all=f"{summary.site_count:,}")


def versions(issues: Iterable[Issue]) -> str:
    """``6.1: 200, 6.0: 12``: which version of the component is on how many sites, as far as it is known."""
    known = {site.name: site.version for issue in issues for site in issue.sites if site.version}
    counts = Counter(known.values())
    if not counts:
        return ""
    most = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    listed = ", ".join(f"{safe_line(version)[:40]}: {count:,}" for version, count in most[:_VERSIONS])
    return listed + (", …" if len(most) > _VERSIONS else "")


def write_sites(paper: Paper, report: Report, say: Words, *, everything: bool) -> None:
    """The listed issues of each site, the worst site first."""
    issues: dict[str, list[tuple[Issue, int]]] = {}
    for issue in report.issues:
        for site in issue.sites:
            issues.setdefault(site.name, []).append((issue, site.count))
    affected = [share for share in report.summary.sites if share.name in issues]
    for share in affected if everything else affected[:_SITES]:
        paper.blank()
        title = Text(safe_line(share.name), style="bold underline")
        total = sum(count for _, count in issues[share.name])
        title.append(f"   {words.times(total, say)}", style="not bold not underline dim")
        paper.line(title)
        listed = issues[share.name]
        for issue, count in listed if everything else listed[:_ISSUES]:
            paper.field(
                f"{count:,}×", f"{issue.level}: {words.title(issue)} ({words.component_name(issue.component, say)})"
            )
        if len(listed) > _ISSUES and not everything:
            paper.field("", say("and {number} more; --verbose lists them").format(number=len(listed) - _ISSUES), "dim")
    if len(affected) > _SITES and not everything:
        more = say("and {number} more sites; --verbose lists them")
        paper.blank()
        paper.line(Text(more.format(number=f"{len(affected) - _SITES:,}"), style="dim"))
