"""Advice that knows in which version a fault was fixed, and perhaps which version is installed."""

from __future__ import annotations

from msgspec.structs import replace

from wpdiag.fixes import Fixed
from wpdiag.model import Component, Fix
from wpdiag.versions import is_at_least
from wpdiag.words import ENGLISH, Words

_HERE = (
    "You already have the fix: installed is {name} {installed}, fixed in {fixed_in}. So the caller is probably "
    "someone else."
)
_UPDATE = "Update {name}: installed is {installed}, fixed in {fixed_in}."
_UPDATE_UNKNOWN = "Update {name} to {fixed_in} or later, where this is fixed."
TEXTS = (_HERE, _UPDATE, _UPDATE_UNKNOWN)


def with_version(fix: Fix, fixed: Fixed | None, component: Component, say: Words = ENGLISH) -> Fix:
    """The fix with the version to update to, or with the news that it is installed already."""
    if fixed is None:
        return fix
    installed, commands = component.version, fix.commands
    if installed and is_at_least(installed, fixed.fixed_in):
        text = _HERE
        commands = tuple(command for command in commands if " update " not in command)
    else:
        text = _UPDATE if installed else _UPDATE_UNKNOWN
    return replace(
        fix,
        summary=say(text).format(name=component.name or component.slug, installed=installed, fixed_in=fixed.fixed_in),
        commands=commands,
        fixed_in=fixed.fixed_in,
        links=tuple(dict.fromkeys((*fix.links, fixed.source))),
    )
