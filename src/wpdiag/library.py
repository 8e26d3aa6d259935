"""``wpdiag.scan``: a scan with the options of the command line, as Python programs write them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from wpdiag import pipeline
from wpdiag.model import LEVELS, Report
from wpdiag.report.select import listed
from wpdiag.transports.clock import zone_of
from wpdiag.when import instant

if TYPE_CHECKING:
    from wpdiag.advise import RuleBook
    from wpdiag.attribute import Inventory
    from wpdiag.counted import Progress
    from wpdiag.incremental import Incremental
    from wpdiag.sources import Asking, Limits
    from wpdiag.sources.copies import Found

Named = str | os.PathLike[str]
When = str | float | datetime | None
T = TypeVar("T")


def scan(
    sources: Named | Iterable[Named | Found],
    *,
    transport: str | None = None,
    rules: Named | Iterable[Named] = (),
    default_rules: bool = True,
    timezone: str | tzinfo | None = None,
    since: When = None,
    until: When = None,
    site: Named | None = None,
    inventory: Inventory | Named | Iterable[Named] = (),
    component: str | Iterable[str] = (),
    rule: str | Iterable[str] = (),
    level: str = "info",
    top: int | None = None,
    baseline: Named | None = None,
    redact: bool = False,
    jobs: int | str = 1,
    state: str | Path | Incremental | None = None,
    dask: str | None = None,
    book: RuleBook | None = None,
    limits: Limits | None = None,
    asking: Asking | None = None,
    progress: Progress | None = None,
) -> Report:
    """Scan sources and report what is wrong, who is responsible and what to do.

    What cannot be read is no exception: its source in the report has an ``error``.

    :param sources: files, folders, globs, addresses, ``-`` for standard input, sources found before; one or several.
    :param transport: the name of the transport of all sources; None finds each one's by itself.
    :param rules: rule files and folders beside wpdiag's own.
    :param timezone: the zone of stamps that name none: ``Europe/Berlin``, ``+05:00``, or a ``tzinfo``.
    :param since: records before this instant are passed over, those without a time are kept: ``24h``, ``7d`` ago, ISO
        text, a ``datetime`` or seconds since 1970 UTC.
    :param until: records at or after this instant are passed over.
    :param site: the site's folder, which tells what is installed.
    :param inventory: what is installed, or files that ``wp plugin list --format=json`` wrote.
    :param component: only issues of these: ``shop``, ``plugin:shop``, ``theme:*``.
    :param rule: only issues of these rules or identifiers.
    :param level: the least level that is listed; all by default, so that reports can be merged.
    :param top: list at most so many issues.
    :param baseline: a file of known issues; ``baseline`` of each issue says how it stands.
    :param redact: whether stand-ins take the place of hosts, names and secrets.
    :param jobs: how many processes count; ``auto`` means one for each core. The report is the same.
    :param state: a file that remembers where each log was read to: only what is new is read.
    :param dask: the address of a Dask scheduler whose workers count in place of this process.
    :param book: rules loaded before, in place of ``rules`` and ``default_rules``.
    :param limits: how much packed data may unpack to, and a web server may send.
    :param asking: how web servers are asked.
    :param progress: is told of every block read.
    :raises ValueError: for a time, zone, level or number that cannot be understood.
    :raises KeyError: for a transport that does not exist.
    :raises RuleError: for rules, ``BaselineError`` for a baseline, ``InventoryError`` for a site or list,
        ``StateError`` for a state file, ``ClusterError`` for a cluster that cannot be used.
    """
    if level not in LEVELS:
        raise ValueError(f"no level {level!r}; there are: {', '.join(LEVELS)}")
    zone = _zone(timezone)
    report = pipeline.scan(
        [os.fsdecode(source) if isinstance(source, os.PathLike | str) else source for source in _several(sources)],
        transport=transport,
        rules=[Path(path) for path in _several(rules)],
        default_rules=default_rules,
        timezone=zone,
        since=_instant(since, zone),
        until=_instant(until, zone),
        book=book,
        limits=limits,
        asking=asking,
        inventory=_inventory(site, inventory),
        progress=progress,
        jobs=0 if jobs == "auto" else int(jobs),
        state=state,
        dask=dask,
    )
    whole = since is None and until is None and state is None
    report = _chosen(report, _words(component), _words(rule), baseline, whole=whole)
    report = listed(report, level, top)
    if redact:
        from wpdiag.redact import redact as redacted

        return redacted(report)
    return report


def _several(given: str | os.PathLike[str] | Iterable[T]) -> Iterable[T | str | os.PathLike[str]]:
    return (given,) if isinstance(given, str | os.PathLike) else given


def _words(given: str | Iterable[str]) -> list[str]:
    return [given] if isinstance(given, str) else list(given)


def _zone(zone: str | tzinfo | None) -> tzinfo | None:
    found = zone_of(zone) if isinstance(zone, str) else zone
    if zone is not None and found is None:
        raise ValueError(f"no time zone {zone!r}; write it like Europe/Berlin, UTC or +05:00")
    return found


def _instant(when: When, zone: tzinfo | None) -> float | None:
    if isinstance(when, datetime):
        return (when if when.tzinfo else when.replace(tzinfo=zone or UTC)).timestamp()
    return instant(when, zone, datetime.now(UTC)) if isinstance(when, str) else when


def _inventory(site: Named | None, inventory: Inventory | Named | Iterable[Named]) -> Inventory | None:
    if site is None and inventory == ():
        return None
    from wpdiag.attribute import Inventory
    from wpdiag.attribute.installed import read_site
    from wpdiag.attribute.listed import read_list

    lists = () if isinstance(inventory, Inventory) else _several(inventory)
    found = [inventory] if isinstance(inventory, Inventory) else []
    found += [read_list(Path(file)) for file in lists]
    if site is not None:
        found.append(read_site(Path(site)))
    return reduce(Inventory.merged, found) if found else None


def _chosen(report: Report, components: list[str], rules: list[str], baseline: Named | None, *, whole: bool) -> Report:
    """The issues that were asked for, beside a baseline."""
    if not (components or rules or baseline):
        return report
    from wpdiag.gate.baseline import read
    from wpdiag.gate.judge import judge

    return judge(
        report,
        baseline=read(Path(baseline)) if baseline else None,
        components=components,
        rules=rules,
        whole=whole and not any(source.error for source in report.sources),
        today=datetime.now(UTC).date(),
    ).report
