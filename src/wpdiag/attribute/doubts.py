"""What would make a verdict surer: which further record or fact an admin can get, and how."""

from __future__ import annotations

from collections.abc import Iterator

from wpdiag.attribute import weights
from wpdiag.model import Issue

_REPORTED = ("wp.doing_it_wrong.", "wp.deprecated.")
_VICTIMS = ("php.memory_exhausted", "php.time_limit")


def what_would_help(issue: Issue) -> Iterator[str]:
    """Sentences, the most useful first; none where the verdict is certain."""
    if issue.component.confidence >= weights.CERTAIN:
        return
    if issue.identifier.startswith(_REPORTED) and not issue.trace:
        yield "The calls behind this message. wpdiag probe prints a small must-use plugin that logs them."
    elif issue.identifier.startswith(_VICTIMS):
        yield (
            "What used it up: PHP 8.5 logs the stack of fatal errors (fatal_error_backtraces); Query Monitor shows the "
            "memory and time of each request; or deactivate plugins one by one."
        )
    elif issue.identifier.startswith("db.") and not issue.trace:
        yield "The same error in the log: with WP_DEBUG_LOG, WordPress writes behind it who made the query."
    elif not issue.trace and issue.component.kind in ("unknown", "core"):
        yield "A stack trace: Xdebug logs one with each message, and Query Monitor shows one."
    domain = issue.params.get("domain")
    if domain and issue.component.role == "owner" and issue.component.version is None:
        yield f"Which installed plugin or theme has the text domain {domain}: scan with --site DIR or --inventory FILE."
    if issue.alternatives and issue.component.role == "caller":
        yield "The message again with one of the two switched off, on a staging site."
