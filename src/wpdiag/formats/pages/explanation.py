"""One issue as a page for people: the verdict, the evidence for it, the alternatives, the rule's advice."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from wpdiag.attribute.doubts import what_would_help
from wpdiag.formats.shared import repeats, words
from wpdiag.formats.shared.advice import write_fix
from wpdiag.formats.shared.marked import marked
from wpdiag.formats.shared.paper import Paper
from wpdiag.model import Evidence, Issue
from wpdiag.safe import safe_line
from wpdiag.words import ENGLISH, Words

_WIDTH = 100
_FRAMES = 12
_IN_MESSAGE = 60
"""Parameters longer than this are not said again when the message has them."""


def explanation(issue: Issue, say: Words = ENGLISH) -> str:
    """What wpdiag understood of an issue, and why it says what it says."""
    place = issue.location
    pieces = list(enumerate(issue.evidence, 1))
    lines = [
        *_paragraph(f"{issue.level.upper()}  {issue.title or issue.identifier}"),
        *_part(issue.message[:2000], pieces, "message", "  "),
        "",
        f"identifier   {safe_line(issue.identifier)}",
        f"fingerprint  {issue.fingerprint}",
        f"rule         {issue.rule or '-'}",
    ]
    if issue.cause:
        lines.append(f"follows from {issue.cause}: {safe_line(say(issue.because))}")
    if place:
        lines += _part(f"{place.file}:{place.line}", pieces, "location", "place        ")
    if issue.place_count > 1:
        lines += [f"place        {repeats.spot(each, issue.site)}  {each.count:,}×" for each in issue.places]
    lines += [f"example      {words.line(text, 200)}" for text in issue.examples]
    for number, frame in enumerate(issue.trace[:_FRAMES]):
        text = f"{frame.file}({frame.line}): {frame.call}" if frame.line else frame.call
        lines += _part(text, pieces, "trace", f"{f'call #{number}':<12} ")
    if len(issue.trace) > _FRAMES:
        lines.append(f"             and {len(issue.trace) - _FRAMES} more calls")
    for request in issue.requests[:3]:
        lines += _part(request, pieces, "request", "request      ")
    for name, value in sorted(issue.params.items()):
        if len(value) > _IN_MESSAGE and value in issue.message:
            continue
        lines += _part(value[:200], pieces, name, f"{safe_line(name):<12} ")
    lines += ["", say("Who is responsible"), *_verdict(issue)]
    if pieces:
        lines += ["", "  no.  weight  role      points to                       because of"]
    lines += [
        f"  {number:>3}  {piece.weight:6.1f}  {piece.role:<8}  {safe_line(piece.component):<30}  "
        f"{piece.kind}: {safe_line(piece.text)[:160]}" + (f" ({safe_line(piece.library)})" if piece.library else "")
        for number, piece in pieces
    ]
    lines += [
        f"  or: {other.kind} {safe_line(other.slug)} ({other.confidence:.0%}, {other.role})"
        for other in issue.alternatives
    ]
    help_ = list(what_would_help(issue))
    if help_:
        lines += ["", say("What would make this surer")]
        for sentence in help_:
            lines += textwrap.wrap(safe_line(sentence), _WIDTH, initial_indent="  - ", subsequent_indent="    ")
    if issue.why:
        lines += ["", say("Why"), *_paragraph(issue.why, "  ")]
    if issue.fix:
        paper = Paper(_WIDTH, color=False)
        write_fix(paper, issue.fix, say)
        lines += ["", say("What to do"), paper.text().rstrip("\n")]
    if issue.component.kind in ("plugin", "theme", "mu-plugin"):
        lines += ["", say("A text for its author, ready to send: the same command with --for-author.")]
    return "\n".join(lines)


def _verdict(issue: Issue) -> Iterator[str]:
    component = issue.component
    if component.kind == "unknown":
        yield "  unknown: nothing in the text names a plugin or theme."
        return
    who = f"{component.kind} {component.slug}" if component.kind != "core" else "WordPress itself"
    name = f" ({component.name}{f' {component.version}' if component.version else ''})" if component.name else ""
    yield f"  {safe_line(who + name)}: {component.verdict} ({component.confidence:.0%}), as {component.role}"


def _part(text: str, pieces: list[tuple[int, Evidence]], part: str, indent: str) -> Iterator[str]:
    """A part of the record behind its name, with the evidence in it marked."""
    wanted = [(number, piece.text) for number, piece in pieces if piece.found_in == part]
    for number, line in enumerate(marked(text, wanted, width=_WIDTH, indent=" " * len(indent))):
        yield indent + line[len(indent) :] if number == 0 else line


def _paragraph(text: str, indent: str = "") -> Iterator[str]:
    yield from textwrap.wrap(safe_line(text), _WIDTH, initial_indent=indent, subsequent_indent=indent)
