"""What the author of a plugin or theme needs to know of an issue: a text to send, without the site's paths."""

from __future__ import annotations

from wpdiag.attribute.roots import place_of
from wpdiag.formats.shared import words
from wpdiag.model import Frame, Issue
from wpdiag.safe import safe, safe_line

_FRAMES = 25
_MESSAGE = 2_000


def letter(issue: Issue) -> str:
    """Subject, what happened, how often and since when, the calls, what would mend it."""
    component = issue.component
    name = words.component_name(component) if component.slug else "your code"
    lines = [
        f"Subject: {name}: {words.title(issue)}",
        "",
        "Hello,",
        "",
        f"the log of our site has this {safe_line(issue.php_level or issue.level)}, which points to {name}"
        + (f" ({component.verdict}, {component.confidence:.0%})." if component.slug else "."),
        "",
        *("    " + line for line in safe(_without_root(issue, issue.message[:_MESSAGE])).splitlines()),
    ]
    if issue.location:
        line = f", line {issue.location.line}" if issue.location.line else ""
        lines.append(f"    in {safe_line(_inside(issue.location.file))}{line}")
    if issue.trace:
        lines += ["", "Calls, the innermost first:", ""]
        lines += [f"    #{number} {_frame(issue, frame)}" for number, frame in enumerate(issue.trace[:_FRAMES])]
    when = f", first {issue.first_seen}, last {issue.last_seen}" if issue.first_seen else ""
    lines += ["", f"It came {words.times(issue.count)}{when}."]
    fix = issue.fix
    if fix and (fix.developer or fix.code):
        lines += ["", "What would mend it:", *(f"- {safe_line(text)}" for text in fix.developer)]
        if fix.code:
            for title, code in (("before", fix.code.before), ("after", fix.code.after)):
                lines += ["", f"    // {title}", *(f"    {line}" for line in code.splitlines())]
    if component.version:
        lines += ["", f"Installed is version {safe_line(component.version)}."]
    lines += [
        "",
        "Versions (please fill in): WordPress …, PHP …" + ("" if component.version else f", {name} …"),
        "",
        "Thank you!",
    ]
    return "\n".join(lines)


def _frame(issue: Issue, frame: Frame) -> str:
    where = f"{_inside(frame.file)}:{frame.line} " if frame.file else ""
    return safe_line(where + _without_root(issue, frame.call))


def _inside(file: str) -> str:
    """The path from the site's folder on; the name alone where that is unknown."""
    place = place_of(file)
    return place.path if place.root else file.replace("\\", "/").rpartition("/")[2]


def _without_root(issue: Issue, text: str) -> str:
    """The text with the folder of the site as ``…``."""
    return text.replace(issue.site, "…") if issue.site else text
