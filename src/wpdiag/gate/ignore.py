"""``[[ignore]]``: issues that a team does not want to hear of, each with a reason and, if wanted, an end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from wpdiag.attribute.roots import place_of
from wpdiag.gate.entry import Ignore
from wpdiag.model import Issue
from wpdiag.report.select import fits


class Sorted(msgspec.Struct, frozen=True):
    """Issues that stay and those that are ignored, and what to say about entries."""

    kept: tuple[Issue, ...]
    ignored: tuple[Issue, ...]
    notes: tuple[str, ...]
    stale: bool
    """Whether an entry is expired or unused."""


def sort_out(issues: Sequence[Issue], entries: Sequence[Ignore], today: date, *, whole: bool = True) -> Sorted:
    """Issues by whether an entry ignores them.

    :param today: an entry holds until the end of the day on which it expires.
    :param whole: whether everything there is was read; if not, no entry is called unused.
    """
    notes: list[str] = []
    hidden: set[str] = set()
    stale = False
    for number, entry in enumerate(entries, 1):
        name = f"[[ignore]] {number} ({_words(entry)})"
        hits = [issue for issue in issues if matches(entry, issue)]
        if entry.expires and entry.expires < today:
            notes.append(f"{name}: expired on {entry.expires}" + ("" if hits or not whole else ", and matches nothing"))
            stale = True
        elif hits:
            for issue in hits:
                if entry.max_count is None or issue.count <= entry.max_count:
                    hidden.add(issue.fingerprint)
                else:
                    notes.append(f"{name}: {issue.fingerprint} occurred {issue.count:,} times, more than max-count")
        elif whole:
            notes.append(f"{name}: matches nothing")
            stale = True
    kept = tuple(issue for issue in issues if issue.fingerprint not in hidden)
    ignored = tuple(issue for issue in issues if issue.fingerprint in hidden)
    return Sorted(kept, ignored, tuple(notes), stale)


def matches(entry: Ignore, issue: Issue) -> bool:
    """Whether an issue has everything that the entry asks for; ``max-count`` and ``expires`` left aside."""
    component = issue.component
    return (
        _fits(entry.rule, issue.rule or "", issue.identifier)
        and _fits(entry.component, component.key, component.slug)
        and _fits(entry.fingerprint, issue.fingerprint)
        and _fits(_below(entry.path) if entry.path else None, *_paths(issue))
    )


def _fits(pattern: str | None, *texts: str) -> bool:
    return pattern is None or fits(pattern, *texts)


def _below(path: str) -> str:
    """A pattern of paths, slashes either way; with one at its end it is a folder with all that is in it."""
    pattern = path.replace("\\", "/").removeprefix("./")
    return pattern + "*" if pattern.endswith("/") else pattern


def _paths(issue: Issue) -> Iterator[str]:
    """The place as printed in the log, and below the site's root."""
    if issue.location:
        yield issue.location.file.replace("\\", "/")
        yield place_of(issue.location.file).path


def _words(entry: Ignore) -> str:
    asked = {"rule": entry.rule, "component": entry.component, "fingerprint": entry.fingerprint, "path": entry.path}
    return ", ".join(f"{key} {value}" for key, value in asked.items() if value)
