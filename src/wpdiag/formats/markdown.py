"""``markdown``: for tickets, comments and job summaries, in the dialect of GitHub and GitLab.

As long as a comment may be (65,536 characters on GitHub); ``--verbose`` lists everything.
"""

from __future__ import annotations

from wpdiag.formats.base import View
from wpdiag.formats.shared import place, words
from wpdiag.formats.shared.markup import block, code, escape, link
from wpdiag.model import LEVELS, Issue, Recovery, Report
from wpdiag.report.urgency import matters

NAME = "markdown"
SUFFIXES = (".md", ".markdown")
FOR_OTHERS = True
"""Secrets are left out unless they are wanted."""

_LONGEST = 60_000
_COMPONENTS = 20


def render(report: Report, view: View) -> str:
    """Summary, a table of components, and the issues, worst first, each with its fix."""
    parts = [_head(report)]
    if report.issues:
        parts.append(_components(report))
    length = sum(map(len, parts))
    ordered = [issue for matter in matters(report.issues) for issue in (matter.issue, *matter.followers)]
    for number, issue in enumerate(ordered):
        text = _issue(issue)
        length += len(text) + 2
        if length > _LONGEST and not view.verbose:
            parts.append(f"… and {words.number(len(report.issues) - number, 'more issue')}.")
            break
        parts.append(text)
    notes = [escape(words.line(note, 500)) for note in report.warnings]
    notes += [
        f"not read: {escape(words.line(words.not_read(source), 500))}" for source in report.sources if source.error
    ]
    if notes:
        shown = notes if view.verbose else notes[:10]
        parts.append("### Notes\n\n" + "\n".join(f"- {note}" for note in shown))
    return "\n\n".join(parts) + "\n"


def _head(report: Report) -> str:
    levels = report.summary.by_level
    counts = ", ".join(f"{levels[level]:,} {level}" for level in LEVELS if level in levels)
    sources = words.number(len(report.sources), "source")
    standing = words.standing(report.summary)
    if not report.issues:
        what = "new" if report.summary.baseline and report.summary.issues else "found"
        return f"## wpdiag: nothing {what}\n\n{sources} read{standing}."
    listed = words.number(len(report.issues), "issue")
    return f"## wpdiag: {listed}\n\nIn {sources}{standing}. Messages by level: {counts}."


def _components(report: Report) -> str:
    rows = ["| Component | Issues | Messages | Worst |", "|---|--:|--:|---|"]
    shares = report.summary.by_component
    for share in shares[:_COMPONENTS]:
        name = code(words.line(f"{share.kind} {share.slug}", 100), in_table=True) if share.slug else share.kind
        rows.append(f"| {name} | {share.issues:,} | {share.count:,} | {share.worst} |")
    if len(shares) > _COMPONENTS:
        rows.append(f"| … and {len(shares) - _COMPONENTS:,} more | | | |")
    return "\n".join(rows)


def _issue(issue: Issue) -> str:
    spot = place.known_spot(issue)
    where = f"{code(f'{spot.path}:{spot.line}')}, " if spot else ""
    lines = [
        f"### {issue.level}: {escape(words.title(issue))}",
        "",
        f"- {code(words.message(issue))}",
        f"- {where}{words.times(issue.count)}{_when(issue)}",
        f"- Responsible: {escape(words.responsible(issue.component))}",
    ]
    if issue.cause:
        lines.append(f"- Follows from {code(issue.cause)}: {escape(words.line(issue.because, 300))}")
    if issue.why:
        lines.append(f"- Why: {escape(words.line(issue.why, 1000))}")
    lines.append(f"- {words.IMPACTS[issue.impact]}. {escape(words.line(issue.fix.visitors if issue.fix else '', 300))}")
    if issue.fix:
        lines += [f"- Way back in: {escape(words.line(step, 500))}" for step in (issue.fix.recover or Recovery()).steps]
        lines.append(f"- **Fix:** {escape(words.fix(issue, 500))}")
        lines += [f"  {number}. {escape(words.line(step, 500))}" for number, step in enumerate(issue.fix.steps, 1)]
        if issue.fix.commands:
            lines += ["", block(issue.fix.commands)]
        lines += ["", *(f"- Check: {escape(words.line(text, 500))}" for text in issue.fix.check)]
        lines += [f"- {escape(words.line(text, 500))}" for text in issue.fix.avoid]
        if issue.fix.links:
            lines += ["", "Read more: " + ", ".join(link(address) for address in issue.fix.links)]
    return "\n".join(lines)


def _when(issue: Issue) -> str:
    return f", last seen {issue.last_seen}" if issue.last_seen else ""
