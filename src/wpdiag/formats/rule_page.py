"""One rule as a page of plain text."""

from __future__ import annotations

import textwrap

from wpdiag.advise.rule import Rule

_WIDTH = 88


def rule_page(rule: Rule) -> str:
    """Title, explanation, fix and links of a rule, its placeholders as they stand."""
    match = rule.match
    lines = [f"{rule.title}  ({rule.id})", "", f"Matches    {match.identifier}"]
    if match.level:
        lines.append(f"Level      {', '.join(match.level)}")
    if match.message:
        lines.append(f"Message    {match.message}")
    lines += [f"{name:<10} {pattern}" for name, pattern in match.params.items()]
    lines += [f"For        {rule.fix.audience}", "", *_wrapped(rule.why), "", "What to do", *_wrapped(rule.fix.summary)]
    for number, step in enumerate(rule.fix.steps, 1):
        lines += textwrap.wrap(step, _WIDTH, initial_indent=f"  {number}. ", subsequent_indent="     ")
    if rule.fix.commands:
        lines += ["", "Commands", *(f"  {command}" for command in rule.fix.commands)]
    if rule.links:
        lines += ["", "Read more", *(f"  {link}" for link in rule.links)]
    lines += ["", "Example", *(f"  {line}" for line in rule.examples.match[0].splitlines())]
    return "\n".join(lines)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH)
