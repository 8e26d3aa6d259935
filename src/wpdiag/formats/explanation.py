"""One issue as a page for people: the verdict, the evidence for it, the alternatives, the rule's advice."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from wpdiag.formats.safe import safe_line
from wpdiag.model import Issue

_WIDTH = 88


def explanation(issue: Issue) -> str:
    """What wpdiag understood of an issue, and why it says what it says."""
    component = issue.component
    place = issue.location
    lines = [
        *_paragraph(f"{issue.level.upper()}  {issue.title or issue.identifier}"),
        *_paragraph(issue.message[:1000], "  "),
        "",
        f"identifier   {safe_line(issue.identifier)}",
        f"fingerprint  {issue.fingerprint}",
        f"rule         {issue.rule or '-'}",
    ]
    if place:
        lines.append(f"place        {safe_line(place.file)}:{place.line}")
    lines += [f"{safe_line(name):<12} {safe_line(value)[:200]}" for name, value in sorted(issue.params.items())]
    lines += ["", "Who is responsible"]
    if component.kind == "unknown":
        lines.append("  unknown: nothing in the text names a plugin or theme. A stack trace would.")
    else:
        lines.append(
            f"  {component.kind} {safe_line(component.slug)}: {component.verdict} ({component.confidence:.0%}), "
            f"as {component.role}"
        )
    lines += [f"  {piece.weight:4.1f}  {piece.kind}: {safe_line(piece.text)[:200]} -> {piece.component} ({piece.role})"
              for piece in issue.evidence]  # fmt: skip
    lines += [f"  or: {other.kind} {safe_line(other.slug)} ({other.confidence:.0%}, {other.role})"
              for other in issue.alternatives]  # fmt: skip
    if issue.why:
        lines += ["", "Why", *_paragraph(issue.why, "  ")]
    if issue.fix:
        lines += ["", "What to do", *_paragraph(issue.fix.summary, "  ")]
        for number, step in enumerate(issue.fix.steps, 1):
            lines += textwrap.wrap(safe_line(step), _WIDTH, initial_indent=f"  {number}. ", subsequent_indent="     ")
        lines += [f"  $ {safe_line(command)}" for command in issue.fix.commands]
        lines += [f"  {safe_line(link)}" for link in issue.fix.links]
    return "\n".join(lines)


def _paragraph(text: str, indent: str = "") -> Iterator[str]:
    yield from textwrap.wrap(safe_line(text), _WIDTH, initial_indent=indent, subsequent_indent=indent)
