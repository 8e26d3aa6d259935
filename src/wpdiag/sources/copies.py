"""Rotated logs that hold the same records twice: a copy left by copytruncate, a log beside its packed self."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from wpdiag.sources.base import Problem, Skipped, SourceFile, Unchanged
from wpdiag.sources.compression import ERRORS
from wpdiag.sources.names import rotated_of

_HEAD = 4096
_BLOCK = 1 << 20

Found = SourceFile | Problem | Skipped | Unchanged


def without_copies(sources: Iterable[Found]) -> Iterator[Found]:
    """The sources; one that another of its rotated set has whole, from its beginning on, is skipped.

    Only sets whose files begin with the same bytes are read for this.
    """
    listed = list(sources)
    sets: dict[str, list[SourceFile]] = {}
    for source in listed:
        if isinstance(source, SourceFile) and source.fetched is None:  # a server is asked once for each
            sets.setdefault(rotated_of(source.name), []).append(source)
    copies = {copy.name: of for members in sets.values() if len(members) > 1 for copy, of in _copies(members)}
    for source in listed:
        of = copies.get(source.name) if isinstance(source, SourceFile) else None
        yield Skipped(source.name, f"is in {of} already and was not counted again") if of else source


def _copies(members: list[SourceFile]) -> Iterator[tuple[SourceFile, str]]:
    for group in _alike(members):
        kept: list[SourceFile] = []
        for member in group:
            for other in list(kept):
                shorter = _beginning_of(member, other)
                if shorter is other:
                    kept.remove(other)
                    yield other, member.name
                elif shorter is member:
                    yield member, other.name
                    break
            else:
                kept.append(member)


def _alike(members: list[SourceFile]) -> Iterator[list[SourceFile]]:
    """Groups within which one may be the beginning of another: the fewer in each, the fewer are compared."""
    by_line: dict[bytes, list[tuple[bytes, SourceFile]]] = {}
    for member in members:
        head = _head(member)
        if head.strip():
            by_line.setdefault(head[: head.find(b"\n") + 1] or head, []).append((head, member))
    for group in by_line.values():
        shortest = min(len(head) for head, _ in group)
        by_head: dict[bytes, list[SourceFile]] = {}
        for head, member in group:
            by_head.setdefault(head[:shortest], []).append(member)
        yield from by_head.values()


def _head(source: SourceFile) -> bytes:
    try:
        with source.open() as stream:
            return stream.read(_HEAD)
    except (OSError, *ERRORS):
        return b""  # the scan will say it


def _beginning_of(one: SourceFile, other: SourceFile) -> SourceFile | None:
    """The one that is the beginning of the other, or the first of two that are equal; None where neither is."""
    try:
        with one.open() as left, other.open() as right:
            while True:
                first, second = _block(left), _block(right)
                length = min(len(first), len(second))
                if first[:length] != second[:length]:
                    return None
                if len(first) != len(second):
                    return one if len(first) < len(second) else other
                if not first:
                    return one
    except (OSError, *ERRORS):
        return None


def _block(stream: BinaryIO) -> bytes:
    data = b""
    while len(data) < _BLOCK and (more := stream.read(_BLOCK - len(data))):
        data += more
    return data
