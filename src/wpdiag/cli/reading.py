"""A report of the sources that a command line names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wpdiag.cli.exits import fail, tell
from wpdiag.cli.screen import progress
from wpdiag.cli.settings import Checked, default_sources, inventory_of
from wpdiag.config import Settings
from wpdiag.counting import ClusterError
from wpdiag.model import Report
from wpdiag.pipeline import scan
from wpdiag.safe import safe_line
from wpdiag.sources import Problem, SourceFile, every, find
from wpdiag.sources.copies import Found

if TYPE_CHECKING:
    from wpdiag.incremental import Incremental


@contextmanager
def state_of(file: Path | None, quiet: float | None = None) -> Iterator[Incremental]:
    """Incremental scans with a state file; ends the program with one clear line where that cannot be used.

    :param file: None remembers everything as long as the program runs.
    :param quiet: seconds after which the last record of a log is finished; None means the custom.
    """
    from wpdiag.incremental import QUIET, Incremental, StateError

    try:
        with Incremental(file, QUIET if quiet is None else quiet) as state:
            yield state
    except StateError as error:
        fail(str(error))


def scanner(sources: list[str], settings: Settings, checked: Checked) -> Callable[..., Report]:
    """:func:`wpdiag.pipeline.scan` with what the settings say of reading; ends the program where they are wrong.

    :param sources: what was asked for.
    """
    return partial(
        scan,
        transport=settings.transport,
        timezone=checked.timezone,
        since=checked.since,
        until=checked.until,
        book=checked.book,
        inventory=inventory_of(settings, sources),
        jobs=checked.jobs,
        limits=checked.limits,
    )


def report_of(sources: list[str], settings: Settings, checked: Checked, state: Incremental | None = None) -> Report:
    """Scan the sources, or the site's logs where none is named; one line for each that cannot be read.

    :param state: of an incremental scan, to be committed when the report is out.
    """
    finder = every if state else find
    found: list[Found] = list(finder(default_sources(sources, settings.site), checked.limits, checked.asking))
    said = set()
    if not settings.redact:  # at once: a scan can take long
        said = {problem.name for problem in found if isinstance(problem, Problem)}
        complain((problem.name, problem.reason) for problem in found if isinstance(problem, Problem))
    sizes = [source.size for source in found if isinstance(source, SourceFile)]
    total = sum(size for size in sizes if size is not None) if None not in sizes and not state else None
    scan_them = scanner(sources, settings, checked)
    with progress(total, quiet=settings.quiet) as bar, _cluster_told():
        report = scan_them(found, progress=bar, state=state, dask=settings.dask)
    if any(source.error for source in report.sources):
        shown = report.sources
        if settings.redact:
            from wpdiag.redact import redact

            shown = redact(report).sources
        complain((source.name, source.error) for source in shown if source.error and source.name not in said)
    return report


def complain(problems: Iterable[tuple[str, str]]) -> None:
    """A line on standard error for each source and what is wrong with it."""
    for name, reason in problems:
        tell(f"{safe_line(name)}: {safe_line(reason)}")


@contextmanager
def _cluster_told() -> Iterator[None]:
    """A cluster that cannot be used ends the program with one clear line."""
    try:
        yield
    except ClusterError as error:
        fail(f"--dask: {error}")
