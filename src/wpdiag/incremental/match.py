"""Find the files of the last scan again: as they were, renamed, copied and truncated, packed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from wpdiag.incremental.content import TELLING, Member, opener
from wpdiag.incremental.sets import Folders
from wpdiag.incremental.store import Known
from wpdiag.sources.base import Skipped, SourceFile, shown
from wpdiag.sources.copies import without_copies
from wpdiag.sources.find import reason


class Set:
    """A log with the files it was rotated to, and what is known of them.

    :param known: from earlier scans; None where there was none.
    """

    def __init__(self, log: Path, members: Iterable[Member], known: Iterable[Known] | None) -> None:
        self.log = log
        self.is_known = known is not None
        self.pairs: list[tuple[Known, Member]] = []
        self.missed = list(known or ())
        self.free: list[Member] = []
        """Files that were not there at the last scan, or hold something else now."""
        taken: set[tuple[int, int]] = set()
        for member in sorted(members, key=lambda each: each.given is None):
            if member.identity not in taken:
                taken.add(member.identity)
                self.free.append(member)

    def pair(self, known: Known, member: Member) -> None:
        """The member is what that one was."""
        self.pairs.append((known, member))
        self.free.remove(member)


def find_again(sets: Iterable[Set], folders: Folders) -> None:
    """Pair what is known with what is there: by identity as far as the content agrees, then by content alone."""
    sets = list(sets)
    for group in sets:
        _by_identity(group)
        if group.missed:
            seen = {member.identity for member in group.free} | {member.identity for _, member in group.pairs}
            group.free += folders.further(group.log, {known.inode for known in group.missed}, seen)
            _by_identity(group)
            _by_content(group, group)
            group.free = [member for member in group.free if not member.further]
    missing = [group for group in sets if group.missed]
    for other in sets if missing else ():
        for group in missing:
            if group is not other and any(member.given for member in other.free):
                _by_content(group, other)


def begins_alike(member: Member, knowns: Iterable[Known]) -> bool:
    """Whether a file is a copy of one of these, or is becoming one."""
    try:
        return any(member.begins_alike(known) for known in knowns)
    except OSError:
        return False


def longer_copy(member: Member, members: Iterable[Member]) -> Member | None:
    """Another file that begins with all there is in a small one, which may be a copy that is just being made."""
    try:
        return next(
            (
                other
                for other in members
                if len(other.head) > len(member.head) >= TELLING and other.head.startswith(member.head)
            ),
            None,
        )
    except OSError:
        return None


def cut_short(member: Member, knowns: Iterable[Known]) -> Known | None:
    """The one of these of which a file has the beginning, and no more."""
    try:
        return next((known for known in knowns if member.ends_before(known)), None)
    except OSError:
        return None


def copies(members: list[Member]) -> list[Skipped | None]:
    """For each file, what to say where another one has it whole."""
    if len(members) < 2:
        return [None] * len(members)
    sources = [SourceFile(member.name, opener(member, 0)) for member in members]
    said: list[Skipped | None] = []
    for member, source in zip(members, list(without_copies(sources)), strict=True):
        longer = longer_copy(member, members)
        if longer is None:
            said.append(source if isinstance(source, Skipped) else None)
        else:
            said.append(Skipped(member.name, f"is in {longer.name} already and was not counted again"))
    return said


def unreadable(member: Member) -> str | None:
    """Why a file cannot be read; None where it can, or is not there any more."""
    try:
        _ = member.head
    except FileNotFoundError:
        return None
    except OSError as error:
        return reason(error)
    return None


def tells(member: Member) -> bool:
    """Whether it is long enough to be told from others."""
    try:
        return member.tells
    except OSError:
        return False


def _by_identity(group: Set) -> None:
    there = {member.identity: member for member in group.free}
    missed = []
    for known in group.missed:
        member = there.get((known.device, known.inode))
        if member in group.free and member and (member.unchanged(known) or _goes_on(member, known)):
            group.pair(known, member)
        else:
            missed.append(known)
    group.missed = missed


def _by_content(group: Set, other: Set) -> None:
    """Files of the other set that hold what one of this set held."""
    missed = []
    for known in sorted(group.missed, key=lambda each: -(each.position or 0)):  # the surer, the earlier
        for member in sorted(other.free, key=lambda each: shown(each.path) != known.path):
            if _goes_on(member, known, elsewhere=shown(member.path) != known.path):
                other.pair(known, member)
                break
        else:
            missed.append(known)
    group.missed = missed


def _goes_on(member: Member, known: Known, *, elsewhere: bool = False) -> bool:
    try:
        return member.goes_on(known, elsewhere=elsewhere)
    except OSError:
        return False
