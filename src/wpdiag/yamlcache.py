"""YAML files into typed values, fast: parsed once, then read back from a copy in the user's cache folder.

Parsing the rules with PyYAML takes longer than a scan of a small log; decoding the same data from MessagePack takes a
few milliseconds. The copy's name is a digest of the file's bytes, so a changed file is never served stale.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from wpdiag.digest import hex_digest

T = TypeVar("T")
_KEPT = 86_400
"""Seconds for which copies of other versions of a file are kept."""


class YamlError(Exception):
    """A file that is no YAML.

    :ivar line: where, counted from 1; None where the parser does not say.
    """

    def __init__(self, problem: str, line: int | None) -> None:
        super().__init__(problem)
        self.line = line


def load_yaml(file: Path, kind: type[T]) -> T:
    """The value of a YAML file, checked against a type.

    :raises OSError: the file cannot be read.
    :raises UnicodeDecodeError: it is no UTF-8.
    :raises YamlError: it is no YAML.
    :raises msgspec.ValidationError: its value is not of the type.
    """
    data = file.read_bytes()
    folder = cache_folder()
    copy = folder / f"{file.stem}-{hex_digest(data, 12)}.msgpack" if folder else None
    if copy is not None:
        with suppress(OSError, msgspec.DecodeError, msgspec.ValidationError):
            return msgspec.msgpack.decode(copy.read_bytes(), type=kind)
    value = msgspec.convert(_parse(data.decode("utf-8")), type=kind)
    if copy is not None:
        with suppress(OSError):
            _write(copy, msgspec.msgpack.encode(value))
    return value


def cache_folder() -> Path | None:
    """The user's cache folder for wpdiag (``WPDIAG_CACHE_DIR``, else the system's custom); None where there is none."""
    given = os.environ.get("WPDIAG_CACHE_DIR")
    if given is not None:
        return Path(given) if given else None
    try:
        if sys.platform == "win32":
            base = os.environ.get("LOCALAPPDATA")
            return Path(base, "wpdiag", "cache") if base else None
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "wpdiag"
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "wpdiag")
    except RuntimeError:  # a user without a home folder
        return None


def _parse(text: str) -> object:
    import yaml  # here: with the copy at hand, nobody needs it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(text, Loader=loader)  # the safe loader, in C where PyYAML was built with it
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise YamlError(getattr(error, "problem", None) or str(error), mark.line + 1 if mark else None) from error


def _write(copy: Path, data: bytes) -> None:
    """Write by rename, so that a reader never sees half a file; copies of other versions go after a day."""
    import time
    from tempfile import NamedTemporaryFile

    copy.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=copy.parent, delete=False) as temporary:
        temporary.write(data)
    Path(temporary.name).replace(copy)
    name = copy.stem.rpartition("-")[0]
    for old in copy.parent.glob(f"{name}-????????????????????????.msgpack"):
        if old != copy and old.stat().st_mtime < time.time() - _KEPT:
            old.unlink(missing_ok=True)
