"""What a scan shall do, from the command line and the configuration file; the command line wins."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from functools import reduce
from pathlib import Path
from typing import NoReturn

import msgspec

from wpdiag import config as configuration
from wpdiag.advise import RuleBook, RuleError, load
from wpdiag.attribute import Inventory
from wpdiag.cli.exits import fail
from wpdiag.cli.when import instant
from wpdiag.sources import Limits
from wpdiag.sources.limits import DEFAULT_RATIO, DEFAULT_SIZE
from wpdiag.sources.site import logs_of, site_of
from wpdiag.transports import names as transport_names
from wpdiag.transports.clock import zone_of

_SIZE = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[KMGT])?i?B?", re.I)


class Settings(msgspec.Struct, frozen=True):
    """Everything resolved and checked."""

    fail_on: str
    level: str
    book: RuleBook
    timezone: tzinfo | None
    transport: str | None
    since: float | None
    until: float | None
    limits: Limits
    site: Path | None
    """The folder of the site, where one is named."""
    lists: tuple[Path, ...]
    """Lists of what is installed."""


def resolve(
    *,
    config: Path | None,
    isolated: bool,
    fail_on: str | None,
    level: str | None,
    rules: list[Path] | None,
    no_default_rules: bool,
    timezone: str | None,
    transport: str | None,
    since: str | None,
    until: str | None,
    max_ratio: float | None,
    max_size: str | None,
    site: Path | None = None,
    inventory: Iterable[Path] = (),
) -> Settings:
    """The settings in force; ends the program with one clear line where one is wrong."""
    file = config or (None if isolated else configuration.find(Path.cwd()))
    try:
        defaults = configuration.read(file) if file else configuration.Config()
        book = RuleBook(load([*map(Path, defaults.rules), *(rules or ())], defaults=not no_default_rules))
    except (configuration.ConfigError, RuleError) as error:
        fail(str(error))
    name = transport or defaults.transport
    if name and name not in transport_names():
        fail(f"no transport '{name}'; there are: {', '.join(transport_names())}")
    zone = _zone(timezone or defaults.timezone)
    return Settings(
        fail_on=str(fail_on or defaults.fail_on or "deprecated"),
        level=str(level or defaults.level or "deprecated"),
        book=book,
        timezone=zone,
        transport=name,
        since=_instant("--since", since, zone),
        until=_instant("--until", until, zone),
        limits=Limits(max_ratio or defaults.max_ratio or DEFAULT_RATIO, _size(max_size or defaults.max_size)),
        site=site or (Path(defaults.site) if defaults.site else None),
        lists=(*map(Path, defaults.inventory), *inventory),
    )


def inventory_of(chosen: Settings, sources: list[str]) -> Inventory | None:
    """What is installed, by the site's folder and the lists; ends the program where one tells nothing.

    :param sources: what was asked for; without any, the site in the working directory is scanned.
    """
    here = None if sources or chosen.site else site_of(Path.cwd())
    if not (chosen.site or here or chosen.lists):
        return None
    from wpdiag.attribute.installed import InventoryError, read_list, read_site

    try:
        found = [read_list(file) for file in chosen.lists] + ([read_site(chosen.site)] if chosen.site else [])
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
    if sys.stdin is None or sys.stdin.isatty():
        _nothing_to_scan(site)
    return ["-"]


def _nothing_to_scan(site: Path | None) -> NoReturn:
    fail(
        f"no logs in the site {site}. Name one: wpdiag scan /path/to/error.log, or switch WP_DEBUG_LOG on"
        if site
        else "nothing to scan. Try: wpdiag scan debug.log, wpdiag scan /var/log, or: curl -s URL | wpdiag scan -"
    )


def _size(text: str | None) -> int:
    if text is None:
        return DEFAULT_SIZE
    match = _SIZE.fullmatch(text.strip())
    if match is None or not float(match["number"]):
        fail(f"--max-size: '{text}' is no size; write it like 500M, 20G or 1T")
    return int(float(match["number"]) * 1024 ** " KMGT".index((match["unit"] or " ").upper()))


def _zone(name: str | None) -> tzinfo | None:
    if name is None:
        return None
    return zone_of(name) or fail(f"no time zone '{name}'; write it like Europe/Berlin, UTC or +05:00")


def _instant(option: str, text: str | None, zone: tzinfo | None) -> float | None:
    if text is None:
        return None
    try:
        return instant(text, zone, datetime.now(UTC))
    except ValueError:
        fail(f"{option}: '{text}' is no time; write it like 2026-11-23T10:00, 24h or 7d")
