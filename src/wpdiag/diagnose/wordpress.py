"""WordPress' own sentences (wp-includes/functions.php): doing-it-wrong, deprecated, and what core reports itself."""

from __future__ import annotations

import re

from wpdiag.diagnose.plain import one_line, plain
from wpdiag.lazy import lazy

_NAME = r"[A-Za-z_\\][\w\\{}$.>:\-/]*"
_DOING_IT_WRONG = lazy(
    rf"Function (?P<function>{_NAME}) was called incorrectly ?\. ?(?P<detail>.*?)"
    r"(?: ?Please see .{0,120}? for more information\.)?"
    r"(?: ?\(This message was added in version (?P<since>[^)]+?)\.?\))?\s*$",
    re.S,
)
_DOMAIN = lazy(r"loading for the\s+(?P<domain>\S+)\s+domain was triggered too early")
_ROUTE = lazy(r"REST API route definition for (?P<route>\S+) is missing")
_HANDLE = lazy(r"triggered by the (?P<handle>\S+) handle")
_SINCE = r"since version (?P<since>[^\s!]+?)"
_INSTEAD = r"(?:! Use (?P<replacement>.+?) instead\.?|!|,? with no alternative available\.?)"
_DEPRECATED = tuple(
    (kind, lazy(pattern, re.S))
    for kind, pattern in (
        ("constructor", rf"The called constructor method for (?P<name>{_NAME}) class"
                        rf"(?: in (?P<parent>{_NAME}))? is deprecated {_SINCE}{_INSTEAD}"),
        ("argument", rf"(?:Function )?(?P<name>{_NAME}) was called with an argument that is deprecated {_SINCE}"
                     r"(?:!|,? with no alternative available\.?)(?: (?P<detail>.+))?"),
        ("argument", rf"(?:Function )?(?P<name>{_NAME}) was called with a parameter or argument that is deprecated {_SINCE}"
                     r"(?:!|,? with no alternative available\.?)(?: (?P<detail>.+))?"),
        ("hook", rf"Hook (?P<name>\S+) is deprecated {_SINCE}{_INSTEAD}(?: (?P<detail>.+))?"),
        ("file", rf"File (?P<name>\S+) is deprecated {_SINCE}{_INSTEAD}(?: (?P<detail>.+))?"),
        ("class", rf"Class (?P<name>{_NAME}) is deprecated {_SINCE}{_INSTEAD}"),
        ("function", rf"(?:Function )?(?P<name>{_NAME}) is deprecated {_SINCE}{_INSTEAD}(?: (?P<detail>.+))?"),
    )
)  # fmt: skip
_UNREACHABLE = lazy(r"(?P<function>\w+)\(\): An unexpected error occurred\. Something may be wrong with WordPress\.org")
_CRON = lazy(
    r"Cron (?P<step>reschedule|unschedule) event error for hook: (?P<hook>[^,]*), Error code: (?P<code>[^,]*), "
    r"Error message: (?P<detail>.*?)(?:, Data: (?P<data>.*))?$",
    re.S,
)
_UPDATER = lazy(
    r"(?:Automatic (?:plugin |theme )?updates? (?:starting|complete|failed|running)|(?:Plugin|Theme) '[^']*' has been upgraded"
    r"|(?:Upgrading|Checking whether) (?:plugin|theme) '|The update of '[^']*' (?:plugin|theme)?|No errors .* (?:detected|found)"
    r"|Scraping home page|Rolling back)",
    re.I,
)


def identify(raw: str, level: str) -> tuple[str, dict[str, str]] | None:
    """Identifier and parameters of a sentence that WordPress passed to PHP's trigger_error(); None if it is not one.

    :param raw: the message as printed, with or without its tags.
    :param level: our level; the sentences come as notices, deprecations and warnings only.
    """
    if level not in {"notice", "deprecated", "warning"}:
        return None
    text = one_line(plain(raw))
    if " incorrectly" in text:
        match = _DOING_IT_WRONG.match(text)
        if match:
            return f"wp.doing_it_wrong.{match['function']}", _doing_it_wrong(match)
    if " deprecated since version " in text:
        for kind, pattern in _DEPRECATED:
            match = pattern.match(text)
            if match:
                return f"wp.deprecated.{kind}.{match['name']}", _given(match.groupdict())
    match = _UNREACHABLE.match(text)
    if match:
        return "wp.http.wordpress_org_unreachable", _given(match.groupdict())
    return None


def identify_log_line(text: str) -> tuple[str, str, dict[str, str]] | None:
    """Identifier, level and parameters of a line that WordPress wrote with error_log() itself; None for any other text.

    The cron sentence is wp-cron.php's, the updater's are WP_Automatic_Updater's and WP_Upgrader's.
    """
    if text.startswith("Cron "):
        match = _CRON.match(text)
        if match:
            return f"wp.cron.{match['step']}", "error", _given(match.groupdict())
    if _UPDATER.match(text):
        return "wp.updater.progress", "info", {}
    return None


def _doing_it_wrong(match: re.Match[str]) -> dict[str, str]:
    params = _given({"function": match["function"], "detail": match["detail"], "since": match["since"]})
    detail = match["detail"]
    for pattern in (_DOMAIN, _ROUTE, _HANDLE):
        found = pattern.search(detail)
        if found:
            params |= found.groupdict()
    return params


def _given(groups: dict[str, str | None]) -> dict[str, str]:
    return {name: value.strip() for name, value in groups.items() if value and value.strip()}
