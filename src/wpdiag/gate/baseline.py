"""The baseline: issues that a team knows and accepts for now, in a file for git of one line an issue."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec

from wpdiag.misfit import misfit
from wpdiag.model import LEVELS, Issue
from wpdiag.safe import safe_line

VERSION = 1
_MESSAGE = 120
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


class BaselineError(Exception):
    """A baseline that cannot be read or written; the message is for people and on one line."""


class Known(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the file. Only the fingerprint decides what is known; the rest is for the reader and for rates."""

    fingerprint: str
    identifier: str
    rule: str | None
    level: Annotated[str, msgspec.Meta(pattern=f"^(?:{'|'.join(LEVELS)})$")]
    component: str
    """``plugin:shop``; ``unknown`` where nobody is named."""
    message: str
    """Its template, shortened: what varies would change the file, and tell what is nobody's business."""
    count: int
    hourly: float | None
    """Its usual rate: messages per hour, of the hours in which there were any; null where the clock is unknown."""
    peak: int | None
    """The most messages of one hour."""
    gone: str | None = None
    """The day on which an update did not find it any more; it is not accepted from then on."""


class _Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    wpdiag_baseline: int


Baseline = dict[str, Known]
"""The issues by fingerprint."""


def known(issue: Issue) -> Known:
    """The line for an issue."""
    import textwrap

    hours = issue.histogram.values()
    return Known(
        fingerprint=issue.fingerprint,
        identifier=issue.identifier,
        rule=issue.rule,
        level=issue.level,
        component=issue.component.key,
        message=textwrap.shorten(safe_line(issue.template or issue.message), _MESSAGE, placeholder=" …"),
        count=issue.count,
        hourly=round(sum(hours) / len(hours), 2) if hours else None,
        peak=max(hours, default=None),
    )


def read(file: Path) -> Baseline:
    """The baseline in a file; a line that is there twice, as after a merge, counts once.

    :raises BaselineError: where it cannot be read or is none, naming the line.
    """
    try:
        lines = file.read_bytes().splitlines()
    except OSError as error:
        raise BaselineError(
            f"{file}: {error.strerror or error}; make one with: wpdiag baseline create {file}"
        ) from error
    baseline: Baseline = {}
    for number, line in _rows(file, lines):
        try:
            row = msgspec.json.decode(line, type=Known)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            said = (
                "an unfinished merge; keep the lines of both sides, without the marks"
                if line.decode(errors="replace").startswith(_CONFLICT)
                else misfit(error)
            )
            raise BaselineError(f"{file}:{number}: {said}") from error
        twin = baseline.get(row.fingerprint)
        baseline[row.fingerprint] = row if twin is None else _both(twin, row)
    return baseline


def _rows(file: Path, lines: list[bytes]) -> Iterator[tuple[int, bytes]]:
    try:
        head = msgspec.json.decode(lines[0], type=_Head) if lines else None
    except (msgspec.DecodeError, UnicodeDecodeError):
        head = None
    if head is None:
        raise BaselineError(f"{file}: not a baseline; make one with: wpdiag baseline create {file}")
    if head.wpdiag_baseline != VERSION:
        raise BaselineError(f"{file}: version {head.wpdiag_baseline} of baselines is not known to this wpdiag")
    yield from ((number, line) for number, line in enumerate(lines[1:], 2) if line.strip())


def _both(one: Known, other: Known) -> Known:
    """Accepted, if either is; the larger numbers, so that the order of lines does not matter."""
    return msgspec.structs.replace(
        max(one, other, key=lambda row: (row.gone is None, row.gone or "", msgspec.json.encode(row))),
        level=min(one.level, other.level, key=LEVELS.index),
        count=max(one.count, other.count),
        hourly=max(filter(None, (one.hourly, other.hourly)), default=None),
        peak=max(filter(None, (one.peak, other.peak)), default=None),
    )


def text_of(baseline: Baseline) -> bytes:
    """The file: a line that says what it is, then a line an issue, sorted by fingerprint.

    Two branches that add issues rarely touch neighbouring lines then, and a line never moves.
    """
    rows: list[msgspec.Struct] = [_Head(VERSION), *(baseline[mark] for mark in sorted(baseline))]
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)


def write(file: Path, baseline: Baseline) -> None:
    """Write the file as a whole or not at all; it keeps its mode.

    :raises BaselineError: where that cannot be done.
    """
    from tempfile import NamedTemporaryFile

    target = file.resolve()
    temporary: Path | None = None
    try:
        if target.exists() and not target.is_file():
            raise BaselineError(f"{file}: not a regular file")
        with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as new:
            temporary = Path(new.name)
            new.write(text_of(baseline))
            new.flush()
            os.fsync(new.fileno())
        temporary.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
        temporary.replace(target)
    except OSError as error:
        if temporary:
            temporary.unlink(missing_ok=True)
        raise BaselineError(f"{file}: cannot write: {error.strerror or error}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
