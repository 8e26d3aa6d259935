"""Advice that knows in which version a fault was fixed, and perhaps which version is installed."""

from __future__ import annotations

from msgspec.structs import replace

from wpdiag.fixes import Fixed
from wpdiag.model import Component, Fix
from wpdiag.versions import is_at_least


def with_version(fix: Fix, fixed: Fixed | None, component: Component) -> Fix:
    """The fix with the version to update to, or with the news that it is installed already."""
    if fixed is None:
        return fix
    name, installed = component.name or component.slug, component.version
    commands = fix.commands
    if installed and is_at_least(installed, fixed.fixed_in):
        summary = (
            f"You already have the fix: installed is {name} {installed}, fixed in {fixed.fixed_in}. So the caller is "
            "probably someone else."
        )
        commands = tuple(command for command in commands if " update " not in command)
    elif installed:
        summary = f"Update {name}: installed is {installed}, fixed in {fixed.fixed_in}."
    else:
        summary = f"Update {name} to {fixed.fixed_in} or later, where this is fixed."
    return replace(
        fix,
        summary=summary,
        commands=commands,
        fixed_in=fixed.fixed_in,
        links=tuple(dict.fromkeys((*fix.links, fixed.source))),
    )
