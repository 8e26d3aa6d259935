"""Regular expressions that are compiled when they are first used.

wpdiag knows far more patterns than any one scan needs; compiling them all takes longer than a scan of a small log.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, Generic, cast


class _Lazy(Generic[AnyStr]):
    """Stands for a pattern; the first use of a method compiles it and puts the real method in its place."""

    def __init__(self, source: AnyStr, flags: int) -> None:
        self._source: AnyStr = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked by classes that are made (``__isabstractmethod__``), not by who searches
            raise AttributeError(name)
        method = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, method)
        return method


def lazy(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What :func:`re.compile` gives, but compiled on first use; a faulty pattern shows only then."""
    return cast("re.Pattern[AnyStr]", _Lazy(source, flags))
