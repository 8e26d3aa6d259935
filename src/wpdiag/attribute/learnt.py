"""What the records of one report tell about each other: who defines a function, what is installed, what was updated.

In a stack trace, the function of a call is defined in the file of the next inner call, and that of the innermost one
in the file of the error: so a trace with files tells whose the names are that another record has without files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from wpdiag.attribute.inventory import Inventory
from wpdiag.attribute.namesake import beginnings, squash, stems
from wpdiag.attribute.roots import place_of
from wpdiag.fixes import Fixes
from wpdiag.lazy import lazy
from wpdiag.model import Diagnostic, Frame, Lessons, Location

_NAME = lazy(r"(?:\{closure:)?(?P<name>[A-Za-z_\\][\w\\]*)(?:\\\{closure|(?:::|->)\{closure|::|->|\(|$)")
_INCLUDES = frozenset({"include", "include_once", "require", "require_once", "eval"})
_AT_DEFINITION = frozenset(
    (
        "php.return_type",
        "php.implicit_nullable",
        "php.optional_before_required",
        "php.php4_constructor",
        "php.serializable",
        "php.abstract_method_missing",
    )
)
"""Messages of the compiler: their place is where the named class or function is defined."""
_SOON = 3600
_REMEMBERED = 4096
_UPDATED_WORDS = "has been upgraded"
_UPDATED = lazy(r"^\s*(?:Plugin|Theme) '(?P<name>[^']{1,200})' has been upgraded\.\s*$")


class Definer(msgspec.Struct, frozen=True):
    """The component in whose files a name is defined; ``whole`` if by this very name, not by its namespace."""

    kind: str
    slug: str
    whole: bool


class Learnt:
    """Facts from all records of a report; what records contradict is forgotten. Order does not matter.

    :param inventory: what is known to be installed.
    :param fixes: which versions fixed which faults.
    """

    def __init__(self, inventory: Inventory | None = None, fixes: Fixes | None = None) -> None:
        self.inventory = inventory
        self.fixes = fixes or Fixes(())
        self._names: dict[str, set[tuple[str, str]]] = {}
        self._spaces: dict[str, set[tuple[str, str]]] = {}
        self._installed: dict[str, set[str]] = {}
        self._stems: dict[str, set[tuple[str, str]]] = {}
        self._namesakes: dict[str, Definer | None] = {}
        """Names asked for since something was learnt that bears on them."""
        self._printed: dict[Location, set[tuple[str, str]]] = {}
        self._updates: set[tuple[int, str]] = set()
        self._begin: int | None = None
        for kind, slug in inventory.slugs() if inventory else ():
            self._stem(kind, slug)

    def date(self, diagnostic: Diagnostic, times: Iterable[int | None]) -> None:
        """Learn that a record was first and last seen at these times (seconds since 1970 UTC)."""
        known = [time for time in times if time is not None]
        if known:
            self._begin = min(known) if self._begin is None else min(self._begin, *known)
            updated = _UPDATED.match(diagnostic.message) if _UPDATED_WORDS in diagnostic.message else None
            if updated:
                self._updates.update((time, updated["name"]) for time in known)

    def add(self, diagnostic: Diagnostic) -> None:
        """Learn from what a record says; once is enough, however often it occurs."""
        files = {frame.file for frame in diagnostic.trace if frame.file}
        if diagnostic.location:
            files.add(diagnostic.location.file)
        for file in files:
            place = place_of(file)
            if place.kind not in ("core", "unknown"):
                self._install(place.kind, place.slug)
        if not diagnostic.trace and diagnostic.identifier not in _AT_DEFINITION:
            return  # as most records are
        for name, file in _definitions(diagnostic):
            place = place_of(file)
            if place.kind not in ("core", "unknown"):
                self._define(name, (place.kind, place.slug))

    def lessons(self) -> Lessons:
        """What was learnt, for a report."""
        return Lessons(
            names={name: tuple(sorted(map(":".join, self._names[name]))) for name in sorted(self._names)},
            installed=tuple(sorted(f"{kind}:{slug}" for slug, kinds in self._installed.items() for kind in kinds)),
            updates=tuple(sorted(self._updates)),
            begin=self._begin,
        )

    def take(self, lessons: Lessons) -> None:
        """Learn what another report's records told."""
        for name, owners in lessons.names.items():
            for kind, _, slug in (owner.partition(":") for owner in owners):
                self._define(name, (kind, slug))
        for kind, _, slug in (key.partition(":") for key in lessons.installed):
            self._install(kind, slug)
        self._updates.update(lessons.updates)
        if lessons.begin is not None:
            self._begin = lessons.begin if self._begin is None else min(self._begin, lessons.begin)

    def _define(self, name: str, owner: tuple[str, str]) -> None:
        """A name, its namespace, and what that is part of: but many plugins share a vendor's first word."""
        owners = self._names.setdefault(name, set())
        if owner in owners:
            return
        self._namesakes.clear()
        owners.add(owner)
        space = whole = name.rpartition("\\")[0]
        while "\\" in space or (space and space == whole):
            self._spaces.setdefault(space, set()).add(owner)
            space = space.rpartition("\\")[0]

    def _install(self, kind: str, slug: str) -> None:
        kinds = self._installed.setdefault(slug, set())
        if kind not in kinds:
            kinds.add(kind)
            self._stem(kind, slug)

    def _stem(self, kind: str, slug: str) -> None:
        if kind != "dropin":
            self._namesakes.clear()
            for stem in stems(slug):
                self._stems.setdefault(stem, set()).add((kind, slug))

    def like(self, name: str) -> Definer | None:
        """The component that is there and whose slug this is, whatever its case, signs and edition, if it is one."""
        owners = self._stems.get(squash(name), set())
        exact = {owner for owner in owners if squash(owner[1]) == squash(name)}
        owners = exact or owners
        return Definer(*next(iter(owners)), whole=bool(exact)) if len(owners) == 1 else None

    def namesake(self, name: str) -> Definer | None:
        """The component that is there and with whose slug a name begins, where no other one's begins like that, too."""
        if not self._stems:
            return None
        if name not in self._namesakes:
            if len(self._namesakes) >= _REMEMBERED:
                self._namesakes.clear()
            self._namesakes[name] = self._find_namesake(name)
        return self._namesakes[name]

    def _find_namesake(self, name: str) -> Definer | None:
        if len(self._names.get(name.partition("->")[0].partition("::")[0], ())) > 1:
            return None
        for begin in beginnings(name):
            owner = self.like(begin)
            if owner:
                longer = (stem for stem in self._stems if stem.startswith(begin))
                return owner if all(self._stems[stem] <= self._stems[begin] for stem in longer) else None
        return None

    def has(self, kind: str, slug: str) -> bool:
        """Whether paths show that this component is there."""
        return kind in self._kinds(slug)

    def _kinds(self, slug: str) -> set[str]:
        return self._installed.get(slug, set()) | (self.inventory.kinds_of(slug) if self.inventory else set())

    def add_printed(self, location: Location, kind: str, slug: str) -> None:
        """A message with this place was caused by this component."""
        self._printed.setdefault(location, set()).add((kind, slug))

    def printed_by(self, location: Location) -> Definer | None:
        """Who caused the messages that have this place, if it is one."""
        owners = self._printed.get(location, set())
        return Definer(*next(iter(owners)), whole=True) if len(owners) == 1 else None

    @property
    def knows_updates(self) -> bool:
        """Whether anything was updated."""
        return bool(self._updates)

    def updated_before(self, first: int) -> Iterator[tuple[str, int]]:
        """Names of what was updated in the hour before, while the log ran already, and how many seconds before."""
        for time, name in sorted(self._updates):
            if self._begin is not None and self._begin < time <= first <= time + _SOON:
                yield name, first - time

    def owner_of(self, symbol: str) -> Definer | None:
        """The component that defines a function or class, or everything seen of its namespace."""
        match = _NAME.match(symbol.lstrip("\\"))
        if match is None:
            return None
        name = match["name"]
        owners = self._names.get(name)
        if owners:
            return Definer(*next(iter(owners)), whole=True) if len(owners) == 1 else None
        space = name if "{closure" in symbol else name.rpartition("\\")[0]
        while space:
            owners = self._spaces.get(space)
            if owners:
                return Definer(*next(iter(owners)), whole=False) if len(owners) == 1 else None
            space = space.rpartition("\\")[0]
        return None


def learn(diagnostics: Iterable[Diagnostic]) -> Learnt:
    """What these records tell together."""
    learnt = Learnt()
    for diagnostic in diagnostics:
        learnt.add(diagnostic)
    return learnt


def _definitions(diagnostic: Diagnostic) -> Iterator[tuple[str, str]]:
    """Class or function, and the file that defines it."""
    if diagnostic.location and diagnostic.identifier in _AT_DEFINITION:
        for key in ("class", "method", "function"):
            match = _NAME.match(diagnostic.params.get(key, "").lstrip("\\"))
            if match:
                yield match["name"], diagnostic.location.file
    yield from _defined_in_trace(diagnostic.location, diagnostic.trace)


def _defined_in_trace(location: Location | None, trace: tuple[Frame, ...]) -> Iterator[tuple[str, str]]:
    inner, line = (location.file, location.line) if location else (None, None)
    for frame in trace:
        native = (frame.file, frame.line) == (inner, line)  # PHP's own function: the error has its caller's place
        match = _NAME.match(frame.call.lstrip("\\"))
        if match and inner and not native and match["name"] not in _INCLUDES:
            name = match["name"]
            yield (f"{name}\\" if "\\{closure" in frame.call else name), inner
        inner, line = (frame.file, frame.line) if frame.line is not None else (None, None)
