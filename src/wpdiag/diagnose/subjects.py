"""Parameters that any message of PHP's engine may hold: the class, method, property and variable it names."""

from __future__ import annotations

from wpdiag.lazy import lazy

_NAME = r"[A-Za-z_\\][\w\\]*(?:@anonymous)?"
_PATTERNS = (
    lazy(rf"(?P<class>{_NAME})::\$(?P<property>\w+)"),
    lazy(rf"(?P<class>{_NAME})::(?P<method>\w+)(?=\()"),
    lazy(
        rf"(?:[Cc]lass|[Ii]nterface|[Tt]rait|[Ee]num|of type) ['\"]?(?P<class>{_NAME})"
        r"(?=['\"]| (?:not|cannot|must|may|is|in)\b|,|$)"
    ),
    lazy(rf"(?P<class>{_NAME})::(?P<constant>\w+)(?!\w*\()"),
    lazy(r"(?<![\w:])\$(?P<variable>\w+)"),
)


def subjects(message: str) -> dict[str, str]:
    """What the message is about, the first of each; nothing where it names nothing."""
    found: dict[str, str] = {}
    for pattern in _PATTERNS:
        match = pattern.search(message)
        if match and not found:
            found = match.groupdict()
    return found
