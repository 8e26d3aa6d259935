"""The pipeline on one screen: sources, transports, tally, diagnose, attribute, advise, report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import tzinfo
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from wpdiag.advise import RuleBook, load, own_rules
from wpdiag.attribute import Catalog, Inventory
from wpdiag.counted import Counted, Part, Progress
from wpdiag.counting import count_all
from wpdiag.fixes import Fixes
from wpdiag.model import Entry, Report, Source
from wpdiag.pieces import Options
from wpdiag.report.collect import Collector
from wpdiag.report.conclude import concluded
from wpdiag.report.fetched import Visit
from wpdiag.report.sites import add, host_of
from wpdiag.sources import Asking, Limits, Problem, Skipped, SourceFile, Unchanged, every, find
from wpdiag.sources.copies import Found
from wpdiag.tally import Cell
from wpdiag.transports import Transport, meant
from wpdiag.transports.clock import rfc3339

if TYPE_CHECKING:
    from wpdiag.incremental import Incremental


def scan(
    sources: Iterable[str | Found],
    *,
    transport: str | None = None,
    rules: Iterable[Path] = (),
    default_rules: bool = True,
    timezone: tzinfo | None = None,
    since: float | None = None,
    until: float | None = None,
    book: RuleBook | None = None,
    limits: Limits | None = None,
    asking: Asking | None = None,
    inventory: Inventory | None = None,
    progress: Progress | None = None,
    jobs: int = 1,
    state: str | Path | Incremental | None = None,
    dask: str | None = None,
) -> Report:
    """Scan sources and report what is wrong, who is responsible and what to do.

    :param sources: files, folders, globs, addresses, ``-`` for standard input, or sources found before.
    :param transport: the name of the transport of all sources; None finds each one's by itself.
    :param rules: rule files and folders beside wpdiag's own.
    :param timezone: the zone of stamps that name none.
    :param since: records before this instant (seconds since 1970 UTC) are passed over; those without a time are kept.
    :param until: records at or after this instant are passed over.
    :param book: rules loaded before, in place of ``rules`` and ``default_rules``.
    :param limits: how much packed data may unpack to, and a web server may send.
    :param asking: how web servers are asked.
    :param inventory: what is installed on the site.
    :param progress: is told of every block read.
    :param jobs: how many processes count; 0 means one for each core that may be used. The report is the same.
    :param state: a file that remembers where each log was read to: only what is new is read. Where an incremental scan
        is given, the caller says when the report is out (:meth:`wpdiag.incremental.Incremental.commit`).
    :raises StateError: for a state file that cannot be used.
    :param dask: the address of a Dask scheduler whose workers count in place of this process. The report is the same.
    :raises ClusterError: where that cluster cannot be used.
    :raises RuleError: for rules that cannot be used.
    :raises KeyError: for a transport that does not exist.
    """
    book = book or _book(list(rules), default_rules)
    options = Options(transport=meant(transport), timezone=timezone, since=since, until=until)
    collector = Collector(book, Catalog.default(book.components), Fixes.default(), inventory)
    limits = limits or Limits()
    scanned: list[Source] = []
    hosts: dict[str, int] = {}
    warnings = [f"{path}: no rule {name} to extend or disable in the packs before" for path, name in book.unknown]
    with _run_of(state) as run:
        finder = partial(every if run else find, limits=limits, asking=asking or Asking())
        for source in _counted(_found(sources, finder), options, limits, jobs, dask, progress, run):
            if isinstance(source, Skipped):
                warnings.append(f"{source.name}: {source.reason}")
            elif isinstance(source, Problem):
                scanned.append(Source(name=source.name, error=source.reason))
            elif isinstance(source, Unchanged):
                scanned.append(Source(name=source.name, transport=source.transport))
            else:
                scanned.append(_collect(source, collector, warnings))
                add(hosts, dict.fromkeys(_hosts(source, scanned[-1]), 0))
        warnings += run.warnings if run else []
        return concluded(collector, book, scanned, warnings, hosts)


def _book(packs: list[Path], default_rules: bool) -> RuleBook:
    return RuleBook(load(packs, defaults=default_rules)) if packs or not default_rules else own_rules()


@contextmanager
def _run_of(state: str | Path | Incremental | None) -> Iterator[Incremental | None]:
    """The incremental scan; of one that is made here, the state is written when the report is done."""
    if not isinstance(state, str | Path):
        yield state
        return
    from wpdiag.incremental import Incremental

    with Incremental(Path(state)) as run:
        yield run
        run.commit()


def _counted(
    found: Iterable[Found],
    options: Options,
    limits: Limits,
    jobs: int,
    dask: str | None,
    progress: Progress | None,
    run: Incremental | None,
) -> Iterator[Counted | Problem | Skipped | Unchanged]:
    planned: Iterable[Found] = run.plan(found, options, limits) if run else found
    if dask is None:
        counted = count_all(planned, options, jobs, progress)
    else:
        from wpdiag.cluster import count_on_cluster

        counted = count_on_cluster(planned, options, dask, progress)
    if run is None:
        yield from counted
        return
    for source, each in zip(planned, counted, strict=True):
        if isinstance(source, SourceFile) and isinstance(each, Counted):
            yield run.confirm(source, each)
        else:
            yield each


def _hosts(counted: Counted, source: Source) -> Iterator[str]:
    """The sites that a source has pages of, with messages or without."""
    for part in counted.parts:
        yield from filter(None, map(host_of, part.transport.origins))
        if counted.fetched and not part.transport.origins and not source.error:
            yield counted.fetched.host


def _found(sources: Iterable[str | Found], finder: Callable[[list[str]], Iterator[Found]]) -> Iterator[Found]:
    words: list[str] = []
    for source in sources:
        if isinstance(source, str):
            words.append(source)
        else:
            yield source
    yield from finder(words)


def _collect(counted: Counted, collector: Collector, warnings: list[str]) -> Source:
    """Understand each distinct record of a source once, and describe the source."""
    total = Cell(b"")
    if counted.fetched is None and not any(map(_has_something, counted.parts)):
        return _described(counted, total, counted.error)  # as most pages are
    visit = Visit(counted.name, counted.fetched, collector)
    truncated = timeless = fragments = lost = unkept = 0
    for part in counted.parts:
        for cell in part.tally:
            for number, entry in enumerate(part.transport.unwrap(cell.sample)):
                like = _like(cell, number, part.transport)
                diagnostic = visit.add(entry, cell, like, timed=part.transport.timed(cell.sample))
                if not diagnostic.probed:  # it is about another record
                    total.add(cell.count, cell.first, cell.last, None)
                if diagnostic.level != "info":
                    truncated += cell.count * diagnostic.truncated
                    timeless += cell.count * (cell.first is None and part.transport.timed(cell.sample))
        fragments += part.transport.fragments
        lost += part.transport.lost
        unkept += part.tally.unkept
    unanswered = visit.leave()
    if fragments:
        warnings.append(f"{counted.name}: begins in the middle of a record; what is left of that one is cut off, too")
    for number, what in (
        (truncated, "cut off: what stood behind the cut is lost"),
        (lost, "without text (journalctl -o json has it)"),
        (timeless, "without a known time zone; --timezone can give it"),
        (unkept, "too varied to be kept apart"),
    ):
        if number:
            warnings.append(f"{counted.name}: {number:,} {'record' if number == 1 else 'records'} {what}")
    return _described(counted, total, counted.error or unanswered)


def _like(cell: Cell, number: int, transport: Transport) -> dict[int, Entry | None]:
    """The entries at the same position of some records counted as one, by the hash of their text."""
    texts = cell.variants.texts
    if len(texts) == 1:
        return dict.fromkeys(texts)
    return {
        hash_: next(islice(transport.unwrap(body), number, None), None) if body is not None else None
        for hash_, body in texts.items()
    }


def _has_something(part: Part) -> bool:
    return bool(part.tally.entries or part.transport.fragments or part.transport.lost)


def _described(counted: Counted, total: Cell, error: str | None) -> Source:
    return Source(
        name=counted.name,
        transport=counted.parts[-1].transport.name if counted.parts else None,
        bytes=counted.bytes,
        entries=sum([part.tally.entries for part in counted.parts]),
        diagnostics=total.count,
        first_seen=rfc3339(total.first),
        last_seen=rfc3339(total.last),
        error=error,
    )
