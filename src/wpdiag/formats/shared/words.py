"""The same words for the same things in every format; everything that came from a log is safe on one line."""

from __future__ import annotations

from wpdiag.model import Component, Issue, Source, Summary
from wpdiag.safe import safe_line
from wpdiag.words import ENGLISH, Words

_KINDS = {
    "plugin": "Plugin",
    "theme": "Theme",
    "mu-plugin": "Must-use plugin",
    "dropin": "Drop-in",
    "core": "WordPress core",
}
KINDS = tuple(_KINDS.values())
"""What kinds of components are called."""
_NAME = 100
IMPACTS = {
    "down": "Down: visitors get an error instead of the page",
    "broken": "Broken: something does not work",
    "exposed": "Exposed: others see or can do what they must not",
    "future": "Works today: the next PHP or WordPress may break it",
    "noise": "Noise: nothing is broken",
}
"""What an issue does to the site, as a heading."""
STANDINGS = {
    "known": "known",
    "returned": "returned: it was gone",
    "escalating": "escalating: ten times as often as usual",
}
"""How an issue stands beside a baseline; a new one needs no word."""
STATES = {"new": "new", "escalating": "escalating", "returned": "returned", "known": "known"}
"""The same in one word."""
NOUNS = ("issue", "source", "note", "message", "hour", "day")
"""What is counted with :func:`number`."""
_NOBODY = "nobody named"


def short(text: str, longest: int) -> str:
    """At most so many characters; an ellipsis says that there was more."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def line(text: str, longest: int) -> str:
    """A text from a log on one line, at most so long."""
    return short(safe_line(text[: longest * 2]), longest)


def component_name(component: Component, say: Words = ENGLISH) -> str:
    """``Plugin Cyr-To-Lat 6.0 (cyr2lat)``; ``unknown`` where nobody is named."""
    if component.kind == "unknown":
        return "unknown"
    kind = say(_KINDS.get(component.kind, component.kind.capitalize()))
    if component.kind == "core":
        return kind
    slug = line(component.slug, _NAME)
    name = line(component.name or "", _NAME)
    version = f" {line(component.version, 40)}" if component.version else ""
    return f"{kind} {name}{version} ({slug})" if name and name != slug else f"{kind} {slug}{version}"


def component_key(component: Component) -> str:
    """``plugin:cyr2lat``; ``unknown`` where nobody is named."""
    return safe_line(f"{component.kind}:{component.slug}") if component.slug else component.kind


def who(component: Component, say: Words = ENGLISH) -> str:
    """The component's name; ``nobody named`` where it is unknown."""
    return say(_NOBODY) if component.kind == "unknown" else component_name(component, say)


def responsible(component: Component, say: Words = ENGLISH) -> str:
    """The component with how sure that is: ``Plugin shop, certain (98%)``."""
    if component.kind == "unknown":
        return say(_NOBODY)
    return f"{component_name(component, say)}, {say(component.verdict)} ({component.confidence:.0%})"


def verdict(issue: Issue) -> str:
    """Who is responsible, and how the issue stands beside a baseline: ``Plugin shop, likely (70%); known``."""
    return "; ".join(filter(None, (responsible(issue.component), STANDINGS.get(issue.baseline or ""))))


def title(issue: Issue) -> str:
    """The rule's title, else the start of the message."""
    return line(issue.title or issue.message, 120) or safe_line(issue.identifier)


def message(issue: Issue, longest: int = 300) -> str:
    """What PHP or WordPress said."""
    return line(issue.message, longest) or "(no message)"


def fix(issue: Issue, longest: int = 300) -> str:
    """What to do in one sentence; empty where no rule tells."""
    return line(issue.fix.summary, longest) if issue.fix else ""


def times(count: int, say: Words = ENGLISH) -> str:
    """``once`` or ``1,234 times``."""
    return say("once") if count == 1 else say("{count} times").format(count=f"{count:,}")


def number(count: int, noun: str, say: Words = ENGLISH) -> str:
    """``1 issue``, ``2 issues``; other languages set the number behind the noun, so that it needs no case."""
    text = "{count} " + noun + ("" if count == 1 else "s")
    return say(text).format(count=f"{count:,}")


def standing(summary: Summary, say: Words = ENGLISH) -> str:
    """``: 1 new, 5 known; 2 gone, 1 ignored``, to follow the number of issues, of which gone and ignored ones are none.

    Empty without a baseline and without ignored issues.
    """
    states: list[tuple[str, int]] = []
    others = [(say("{count} ignored"), summary.ignored)]
    beside = summary.baseline
    if beside:
        states = [
            (say("{count} escalating"), beside.escalating),
            (say("{count} returned"), beside.returned),
            (say("{count} known"), beside.known),
        ]
        others.insert(0, (say("{count} gone"), len(beside.gone)))
    first = [say("{count} new").format(count=f"{beside.new:,}")] if beside else []
    within, without = (
        [text.format(count=f"{count:,}") for text, count in counts if count] for counts in (states, others)
    )
    return (": " + ", ".join(first + within) if beside else "") + ("; " + ", ".join(without) if without else "")


def beside(summary: Summary) -> str:
    """``; baseline: 1 new, 5 known; 2 gone, 1 ignored``, to follow other numbers; empty as :func:`standing`."""
    return ("; baseline" if summary.baseline else "") + standing(summary)


def not_read(source: Source) -> str:
    """Why a source was not read to its end."""
    return f"{safe_line(source.name)}: {safe_line(source.error or '')}"
