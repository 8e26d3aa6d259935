"""What continuous integration gets beside the text: annotations in its own form, and a page of the run.

Told by the variables that the services set: ``GITHUB_ACTIONS``, ``GITLAB_CI``, ``TEAMCITY_VERSION``,
and ``TF_BUILD`` (Azure Pipelines, which takes commands from anywhere in a line and has no form of its own here).
"""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path

from msgspec.structs import replace

from wpdiag.formats.base import View, by_name, rendered
from wpdiag.model import Report

_CLEAR = "\x1b[0K"
"""What GitLab wants around the marks of a section."""
_SUMMARY_BYTES = 1_000_000
"""GitHub refuses a step's summary of more than 1 MiB."""


def guarded(text: str) -> str:
    """The text so that nothing in it, however hostile the log, is taken for a command of the service.

    On GitLab, whose log has no messages of a kind, it is a section that can be folded.
    """
    if _goes_to_a_file():
        return text
    if _is("GITHUB_ACTIONS"):
        import secrets

        token = secrets.token_hex(16)
        return f"::stop-commands::{token}\n{text}::{token}::\n"
    if os.environ.get("TEAMCITY_VERSION"):
        return text.replace("##teamcity[", "## teamcity[")
    if _is("TF_BUILD"):
        return text.replace("##vso[", "## vso[").replace("##[", "## [")
    if _is("GITLAB_CI"):
        head, _, rest = text.partition("\n")
        start = f"{_CLEAR}section_start:{int(time.time())}:wpdiag\r{_CLEAR}{head}\n"
        return f"{start}{rest}{_CLEAR}section_end:{int(time.time())}:wpdiag\r{_CLEAR}\n"
    return text


def own_form(report: Report, view: View) -> str:
    """The report in the form of the service that runs this; empty elsewhere, and where the output goes to a file."""
    if _goes_to_a_file():
        return ""
    if _is("GITHUB_ACTIONS"):
        return rendered(by_name("github"), report, view)
    if os.environ.get("TEAMCITY_VERSION"):
        return rendered(by_name("teamcity"), report, view)
    return ""


def hint(formats: set[str]) -> str:
    """What the service could show if it were given a file; empty where there is nothing to say."""
    if _is("GITLAB_CI") and "gitlab" not in formats:
        return (
            "GitLab shows the issues in merge requests with: -o gl-code-quality-report.json, "
            "and that file under artifacts:reports:codequality"
        )
    return ""


def write_summary(report: Report, view: View) -> str:
    """Add the report to the page that GitHub shows for the step.

    :returns: why that was not possible; empty where it was, or where no such page is wanted.
    """
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        return ""
    text = _markdown(report, view)
    if len(text) > _SUMMARY_BYTES:  # with every detail
        text = _markdown(report, replace(view, verbose=False))
    try:
        with Path(file).open("ab") as page:
            page.write(text + b"\n")
    except OSError as error:
        return f"{file}: cannot write: {error.strerror or error}"
    return ""


def _markdown(report: Report, view: View) -> bytes:
    return rendered(by_name("markdown"), report, view).encode("utf-8", "backslashreplace")


def _is(name: str) -> bool:
    return os.environ.get(name, "").lower() in ("true", "1")


def _goes_to_a_file() -> bool:
    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):
        return False
