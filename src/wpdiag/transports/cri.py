"""``cri``: Kubernetes' container logs: ``2026-11-23T16:08:59.123456789Z stderr F text``; ``P`` is a part of a line."""

from __future__ import annotations

import re

from wpdiag.lazy import lazy
from wpdiag.transports.clock import canonical
from wpdiag.transports.lines import LineTransport


class Cri(LineTransport):
    """Lines of the Container Runtime Interface's logging format."""

    name = "cri"
    bare_lines_go_on = False
    carries = True
    prefix = lazy(
        rb"(?P<stamp>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(?P<offset>Z|[+-]\d\d:\d\d) "
        rb"(?P<stream>stdout|stderr) (?P<tag>[FP])(?::\S+)? ?"
    )

    def stamp(self, match: re.Match[bytes]) -> bytes:
        """With its offset."""
        return canonical(match["stamp"], match["offset"])

    def breaks(self, match: re.Match[bytes], line: bytes) -> bool:
        """A part is followed by the rest of its line."""
        return match["tag"] == b"P"

    def key(self, match: re.Match[bytes]) -> bytes:
        """The stream."""
        return match["stream"]
