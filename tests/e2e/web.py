"""Asks a site for pages."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable

OFFENCES: tuple[str, ...] = (
    "offend=warning",
    "offend=warning_php",
    "offend=notice",
    "offend=deprecated",
    "offend=undefined_index",
    "offend=doing_it_wrong",
    "offend=deprecated_function",
    "offend=early_translation",
    "offend=database_error",
    "offend=uncaught_exception",
    "offend=nested_exception",
    "offend=type_error",
    "offend=core_type_error",
    "offend=undefined_function",
    "offend=parse_error",
    "offend=missing_file",
    "offend=memory",
    "offend=timeout",
    "offend=redeclare",
    "offend=headers_sent",
    "offend=error_log",
    "offend=multi_line",
    "offend=cyrillic",
    "offend=markup",
    "offend=long",
    "offend=user_error",
    "offend=critical",
    "offend=several",
    "offend=anonymous_class",
    "offend=evaluated",
    "theme=warning",
    "theme=exception",
    "theme=late",
    "mu=warning",
    "mu=exception",
    "early=1",
    "offend=warning+notice+several+cyrillic+undefined_index",
)


def get(port: int, path: str) -> bytes:
    """The body of an answer, whatever its status."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        return error.read()


def commit(port: int, offences: Iterable[str] = OFFENCES) -> dict[str, bytes]:
    """Ask for each offence; the pages by offence."""
    return {offence: get(port, f"/?{offence}") for offence in offences}
