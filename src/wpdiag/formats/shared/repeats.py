"""An issue that was said in many ways: its other lines of code, and how many texts it had."""

from __future__ import annotations

from wpdiag.attribute.roots import place_of
from wpdiag.formats.shared.place import path_of
from wpdiag.model import CodeLine, Issue
from wpdiag.tally.variants import EXACT
from wpdiag.words import ENGLISH, Words

_NUMBERS = 5
"""Line numbers that are written out."""


def lines(issue: Issue, say: Words = ENGLISH) -> str:
    """``also on lines 29, 41``; empty where the issue has one line of code, or lines of several files only."""
    place = issue.location
    if place is None or issue.place_count < 2:
        return ""
    file = place_of(place.file).key
    numbers = sorted(
        {each.line for each in issue.places if each.line and place_of(each.file).key == file} - {place.line}
    )
    if not numbers:
        return ""
    listed = ", ".join(map(str, numbers[:_NUMBERS]))
    if len(numbers) > _NUMBERS:
        return say("also on lines {lines} and {number} more").format(lines=listed, number=len(numbers) - _NUMBERS)
    return (say("also on line {lines}") if len(numbers) == 1 else say("also on lines {lines}")).format(lines=listed)


def texts(issue: Issue, say: Words = ENGLISH) -> str:
    """``40 different texts``; empty where there is one."""
    if issue.variants < 2:
        return ""
    text = say("{count} different texts") if issue.variants < EXACT else say("about {count} different texts")
    return text.format(count=f"{issue.variants:,}")


def spot(place: CodeLine, site: str | None) -> str:
    """``wp-content/plugins/shop/cart.php:28``, safe to print."""
    return path_of(place.file, site) + (f":{place.line}" if place.line else "")
