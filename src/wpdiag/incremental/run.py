"""Incremental scans: what is to be read, whether it was read as planned, and what to remember of it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from wpdiag.counted import Counted
from wpdiag.incremental.content import Member, done
from wpdiag.incremental.match import Set, begins_alike, copies, cut_short, find_again, tells, unreadable
from wpdiag.incremental.news import QUIET, ChangedError, News, as_now, is_quiet, news_of, passed_over
from wpdiag.incremental.sets import Folders, log_of
from wpdiag.incremental.store import Known, Logs, Memory, Store, looked_for
from wpdiag.pieces import Options
from wpdiag.sources.base import Local, Problem, SourceFile, Unchanged, shown
from wpdiag.sources.copies import Found
from wpdiag.sources.find import reason
from wpdiag.sources.limits import Limits
from wpdiag.sources.remote import Remote


class _Planned(NamedTuple):
    log: str
    before: Known | None
    news: News


class Incremental:
    """Scans that read what is new since the one before; to be used with ``with``, whose end lets other runs begin.

    :param file: the state file, which is made where there is none; None remembers everything for this run only.
    :param quiet: seconds after which a file that nobody wrote to is finished, with the record at its end.
    :raises StateError: where it cannot be read, is damaged, no state file, or in use by another run.
    """

    def __init__(self, file: Path | None, quiet: float = QUIET) -> None:
        self._store = Store(file) if file else Memory()
        self._quiet = quiet
        self._begin()

    def _begin(self) -> None:
        self._after: Logs = {log: list(known) for log, known in self._store.logs.items()}
        self._planned: dict[str, _Planned] = {}
        self._objects: dict[str, Known] = {}
        """Of sources in remote storage, what to remember when they were read."""
        self._now = time.time()
        self.warnings: list[str] = []
        """What the reader of the report must know."""

    def __enter__(self) -> Incremental:
        return self

    def __exit__(self, *_: object) -> None:
        self._store.close()

    def plan(self, found: Iterable[Found], options: Options, limits: Limits) -> list[Found]:
        """What there is to read of the sources, and of the files that they were rotated to since the last scan.

        This begins a scan; what the one before has not committed is forgotten.

        :param found: the sources, with those that another one has whole.
        """
        self._begin()
        folders = Folders(limits)
        given: dict[Path, dict[Path, SourceFile]] = {}
        inside: dict[Path, list[SourceFile]] = {}
        elsewhere: dict[Remote, list[SourceFile]] = {}
        others: list[Found] = []
        for source in found:
            if isinstance(source, SourceFile) and isinstance(source.file, Local):
                file = folders.real(Path(source.file.path))
                given.setdefault(log_of(file), {})[file] = source
            elif isinstance(source, SourceFile) and isinstance(stored := source.file or source.container, Remote):
                elsewhere.setdefault(stored, []).append(source)
            elif isinstance(source, SourceFile) and isinstance(source.container, Path):
                inside.setdefault(source.container.resolve(), []).append(source)
            else:
                others.append(source)
        sets = [Set(log, folders.members(log, files), self._store.logs.get(shown(log))) for log, files in given.items()]
        find_again(sets, folders)
        planned = [source for group in sets for source in self._of_set(group, options)]
        for archive, members in inside.items():
            planned += self._of_archive(archive, members, limits)
        for remote, sources in elsewhere.items():
            planned += self._of_object(remote, sources)
        self._forget({*map(shown, (*given, *inside)), *(remote.name for remote in elsewhere)})
        return planned + others

    def confirm(self, source: SourceFile, counted: Counted) -> Counted | Unchanged:
        """What counts of a source that was planned to be read: nothing where it was changed or moved meanwhile.

        All of that is found again the next time.
        """
        if (known := self._objects.get(source.name)) is not None:
            if counted.error:  # the network may be at fault: nothing of it counts, all of it is read the next time
                return Counted(source.name, error=counted.error)
            self._after[known.path] = [known]
        planned = self._planned.get(source.name)
        if planned is None:
            return counted
        was_read = planned.news.was_read(counted)
        if was_read is None:
            return Unchanged(source.name, source.transport)
        if was_read:
            self._remember(planned)
            return counted
        return Counted(source.name, error=counted.error)

    @property
    def is_first(self) -> bool:
        """Whether there is no scan before this one."""
        return not self._store.logs

    def commit(self) -> None:
        """Remember what was read, now that the report is out.

        :raises StateError: where the file cannot be written.
        """
        after = {log: sorted(known, key=lambda each: each.path) for log, known in self._after.items()}
        if after != self._store.logs:
            self._store.write(after)

    def _remember(self, planned: _Planned) -> None:
        log, before, news = planned
        known = [each for each in self._after.get(log, ()) if each is not before]
        self._after[log] = known + ([news.after] if news.after else [])

    def _of_set(self, group: Set, options: Options) -> Iterator[Found]:
        """What is to be read of a log and of the files it was rotated to, in order of their names."""
        log = shown(group.log)
        self._after[log] = [known for known, _ in group.pairs]
        found: dict[Path, Found | None] = {}
        for known, member in group.pairs:
            found[member.path] = self._news(log, known, member, options)
        fresh: list[Member] = []
        for member in group.free:
            if begins_alike(member, self._after[log]):
                found[member.path] = _nothing(member)  # a copy, or being copied or packed
            elif (longer := cut_short(member, group.missed)) is not None:
                self._cut(group, longer, member)
                found[member.path] = _nothing(member)
            elif member.given or (group.is_known and tells(member)):
                fresh.append(member)
            elif not group.is_known:
                self._pass_over(log, member)
            elif (why := unreadable(member)) and any(known.gone is None for known in group.missed):
                found[member.path] = Problem(member.name, why)  # it may be the one that is missed
        for member, copy in zip(fresh, copies(fresh), strict=True):
            if copy is None:
                found[member.path] = self._news(log, None, member, options)
            elif member.given:
                found[member.path] = copy
        self._miss(group)
        yield from (source for _, source in sorted(found.items()) if source)

    def _news(self, log: str, known: Known | None, member: Member, options: Options) -> Found | None:
        """What is to be read of a file. Where nothing is, what to remember of it is remembered at once."""
        try:
            news = news_of(member, known, options, self._now, self._quiet)
        except (FileNotFoundError, ChangedError):  # it has just been rotated, and is found again the next time
            return _nothing(member)
        except OSError as error:
            return Problem(member.name, reason(error)) if member.given or known else None
        planned = _Planned(log, known, news)
        if news.source is None:
            if news.after:
                self._remember(planned)
            return _nothing(member, news.after.transport if news.after else None)
        self._planned[news.source.name] = planned
        return news.source

    def _of_archive(self, archive: Path, members: list[SourceFile], limits: Limits) -> Iterator[Found]:
        """All of an archive's members, or nothing where it has not changed."""
        log = shown(archive)
        known = next(iter(self._store.logs.get(log, ())), None)
        try:
            container = Member(archive, archive.stat(), limits)
            if known and (container.unchanged(known) or container.goes_on(known)):
                self._after[log] = [as_now(known, container)]
                yield from (Unchanged(member.name) for member in members)
                return
            self._after[log] = [done(container, digest=container.digest())]
        except OSError as error:
            yield Problem(log, reason(error))
            return
        yield from members

    def _of_object(self, remote: Remote, sources: list[SourceFile]) -> list[Found]:
        """All of an object of remote storage, or nothing where it has not changed."""
        if remote.size is None or remote.modified is None:
            return [*sources]  # nobody knows whether it has changed
        now = Known(path=remote.name, device=0, inode=0, size=remote.size, modified=int(remote.modified * 1e9))
        before = next(iter(self._store.logs.get(remote.name, ())), None)
        if before and replace(before, gone=None) == now:
            self._after[remote.name] = [now]
            return [Unchanged(source.name) for source in sources]
        if before:
            self.warnings.append(f"{remote.name}: has changed since the last scan; all of it is counted again")
        self._objects.update((source.name, now) for source in sources)
        return [*sources]

    def _cut(self, group: Set, longer: Known, member: Member) -> None:
        """A file has less than was read of it: what is missing was lost, and nothing is new."""
        if member.packed and not is_quiet(member.info, self._now):
            return  # it is being packed
        group.missed.remove(longer)
        self._pass_over(shown(group.log), member)

    def _pass_over(self, log: str, member: Member) -> None:
        try:
            if member.tells:
                self._after[log].append(passed_over(member))
        except OSError:
            pass  # nobody asked for it

    def _miss(self, group: Set) -> None:
        """Look for what is not found for some time yet; pages and archives that changed are read anew anyway."""
        there = {shown(member.path) for member in group.free}
        for known in group.missed:
            if known.digest:
                continue
            began_anew = known.path == shown(group.log) and known.path in there
            if began_anew and known.gone is None and known.position is not None:
                self.warnings.append(
                    f"{known.path}: began anew, and its old content was not found; what was written to it after "
                    "the last scan is not counted"
                )
            self._after[shown(group.log)] += looked_for(known, self._now)

    def _forget(self, scanned: set[str]) -> None:
        """Logs that are not scanned any more, and do not exist any more."""
        for log in [log for log in self._after if log not in scanned]:
            known = self._after.pop(log)
            kept = [
                each for one in known for each in ([one] if Path(one.path).exists() else looked_for(one, self._now))
            ]
            if kept or Path(log).exists():
                self._after[log] = kept


def _nothing(member: Member, transport: str | None = None) -> Unchanged | None:
    """Of files that nobody asked for, nothing is said where nothing is new."""
    return Unchanged(member.name, transport) if member.given else None
