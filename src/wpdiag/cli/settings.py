"""Settings made ready for use: rules loaded, names looked up, times and sizes computed."""

from __future__ import annotations

import os
import re
import stat
import sys
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from functools import reduce
from pathlib import Path
from typing import NoReturn, get_args

import msgspec

from wpdiag.advise import RuleBook, RuleError, load
from wpdiag.advise.rule import Kind
from wpdiag.attribute import Inventory
from wpdiag.cli.exits import fail
from wpdiag.config import Resolved, Settings
from wpdiag.sources import Asking, Limits
from wpdiag.sources.site import logs_of, site_of
from wpdiag.transports import words as transport_words
from wpdiag.transports.clock import zone_of
from wpdiag.when import instant
from wpdiag.words import languages, words_of

_SIZE = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[KMGT])?i?B?", re.I)
_HEADER = re.compile(r"\s*(?P<name>[\w!#$%&'*+.^`|~-]+)\s*:[ \t]*(?P<value>[\t -~\xa0-\xff]*)", re.ASCII)
"""A name, and a value without line ends (RFC 9110, sections 5.1 and 5.5)."""
_MOST_JOBS = 1024


class Checked(msgspec.Struct, frozen=True):
    """Settings that need more than a type: loaded, looked up, computed."""

    book: RuleBook
    timezone: tzinfo | None
    since: float | None
    until: float | None
    limits: Limits
    asking: Asking
    jobs: int
    """How many processes count; 0 means one for each core."""


def book_of(resolved: Resolved, lang: str | None = None) -> RuleBook:
    """The rules in force, in a language; ends the program with one clear line where one is wrong.

    :param lang: in place of the language in force.
    """
    settings = resolved.settings
    try:
        return RuleBook(load(settings.rules, defaults=settings.default_rules), words_of(lang or settings.lang))
    except RuleError as error:
        fail(str(error))
    except KeyError:
        fail(f"{resolved.where('lang')}: no language '{settings.lang}'; there are: {', '.join(languages())}")


def check(resolved: Resolved) -> Checked:
    """The settings made ready for use; ends the program with one clear line that says where a wrong one is from."""
    settings, where = resolved.settings, resolved.where
    book = book_of(resolved)
    for name in settings.component:
        _check_component(where("component"), name)
    if settings.transport and settings.transport not in transport_words():
        known = ", ".join(transport_words())
        fail(f"{where('transport')}: no transport '{settings.transport}'; there are: {known}")
    zone = _zone(where("timezone"), settings.timezone)
    since = _instant(where("since"), settings.since, zone)
    until = _instant(where("until"), settings.until, zone)
    if since is not None and until is not None and until <= since:
        fail(f"{where('until')}: '{settings.until}' is not after {settings.since} ({where('since')})")
    return Checked(
        book=book,
        timezone=zone,
        since=since,
        until=until,
        limits=Limits(settings.max_ratio, _size(where("max_size"), settings.max_size)),
        asking=Asking(settings.timeout, dict(_header(where("header"), text) for text in settings.header)),
        jobs=_jobs(where("jobs"), settings.jobs),
    )


def near_rules(name: str, book: RuleBook) -> list[str]:
    """The rules whose ids are nearly this one."""
    from difflib import get_close_matches

    return get_close_matches(name, [rule.id for rule in book], n=3)


def _check_component(where: str, name: str) -> None:
    kind, colon, slug = name.partition(":")
    if colon and kind not in get_args(Kind):
        fail(f"{where}: no kind '{kind}' of components; there are: {', '.join(get_args(Kind))}")
    if colon and not slug:
        fail(f"{where}: '{name}' names nobody; write it like {kind}:shop, or {kind}:* for all")


def unknown_rule(name: str, book: RuleBook) -> str:
    """That there is no such rule, and which one may be meant."""
    near = near_rules(name, book)
    return f"no rule '{name}'; " + (f"did you mean {', '.join(near)}?" if near else "'wpdiag rules list' has all")


def inventory_of(settings: Settings, sources: list[str]) -> Inventory | None:
    """What is installed, by the site's folder and the lists; ends the program where one tells nothing.

    :param sources: what was asked for; without any, the site in the working directory is scanned.
    """
    here = None if sources or settings.site else site_of(Path.cwd())
    if not (settings.site or here or settings.inventory):
        return None
    from wpdiag.attribute.installed import read_site
    from wpdiag.attribute.inventory import InventoryError
    from wpdiag.attribute.listed import read_list

    try:
        found = [read_list(file) for file in settings.inventory]
        if settings.site:
            found.append(read_site(settings.site))
    except InventoryError as error:
        fail(str(error))
    if here:
        with suppress(InventoryError):  # nobody asked for it: the logs can be scanned without
            found.append(read_site(here))
    return reduce(Inventory.merged, found) if found else None


def default_sources(given: list[str], folder: Path | None = None) -> list[str]:
    """The sources asked for; without any, the logs of the site in this folder or the working one, else the pipe."""
    if given:
        return given
    site = site_of(folder or Path.cwd())
    logs = logs_of(site) if site else []
    if logs:
        return [str(path) for path in logs]
    if not _is_piped():
        _nothing_to_scan(site)
    return ["-"]


def _is_piped() -> bool:
    """Whether somebody sends something: cron and services give a program an empty device in place of a terminal."""
    if sys.stdin is None:
        return False
    try:
        return not stat.S_ISCHR(os.fstat(sys.stdin.fileno()).st_mode)
    except (OSError, ValueError):  # closed, or no file at all, as in a test
        return not sys.stdin.closed and not sys.stdin.isatty()


def _nothing_to_scan(site: Path | None) -> NoReturn:
    fail(
        f"no logs in the site {site}. Name one: wpdiag scan /path/to/error.log, or switch WP_DEBUG_LOG on"
        if site
        else "nothing to scan. Try: wpdiag scan debug.log, wpdiag scan /var/log, wpdiag scan https://example.com/"
    )


def _size(where: str, text: str) -> int:
    match = _SIZE.fullmatch(text.strip())
    if match is None or not float(match["number"]):
        fail(f"{where}: '{text}' is no size; write it like 500M, 20G or 1T")
    return int(float(match["number"]) * 1024 ** " KMGT".index((match["unit"] or " ").upper()))


def _header(where: str, text: str) -> tuple[str, str]:
    match = _HEADER.fullmatch(text)
    if match is None:  # it may be a secret, and is not repeated
        fail(f"{where}: a value is no header; write it like 'Cookie: name=value'")
    return match["name"], match["value"].rstrip()


def _jobs(where: str, text: str) -> int:
    if text == "auto":
        return 0
    if not (text.isascii() and text.isdigit()) or int(text) > _MOST_JOBS:
        fail(f"{where}: '{text}' is no number of processes; write it like 2, or auto for one for each core")
    return int(text)


def _zone(where: str, name: str | None) -> tzinfo | None:
    if name is None:
        return None
    return zone_of(name) or fail(f"{where}: no time zone '{name}'; write it like Europe/Berlin, UTC or +05:00")


def _instant(where: str, text: str | None, zone: tzinfo | None) -> float | None:
    if text is None:
        return None
    try:
        return instant(text, zone, datetime.now(UTC))
    except ValueError:
        fail(f"{where}: '{text}' is no time; write it like 2026-11-23T10:00, 24h or 7d")
