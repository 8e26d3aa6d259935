"""``compose``: ``docker compose logs``: ``wordpress-1  | text``, maybe coloured, maybe stamped.

``docker service logs`` names the task and its node, ``web_wordpress.1.abc@node    | text``; pm2 the number of a program
and it, ``0|shop  | text``; Lando has its blank behind the colour.
"""

from __future__ import annotations

import re

from wpdiag.lazy import lazy
from wpdiag.transports.clock import canonical
from wpdiag.transports.lines import LineTransport

_COLOR = lazy(rb"\x1b\[[\d;]*m")


class Compose(LineTransport):
    """Lines behind the name of a service and a bar."""

    name = "compose"
    mixes = False
    carried = False
    bare_lines_go_on = False
    carries = True
    prefix = lazy(
        rb"(?:\x1b\[[\d;]*m)*(?P<service>(?:\d{1,4}\|)?[A-Za-z0-9][\w.-]{0,60}(?:@[\w.-]{1,60})?) +"
        rb"\|(?: (?:\x1b\[[\d;]*m)*|(?:\x1b\[[\d;]*m)+ ?)?"
        rb"(?:(?P<stamp>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(?P<offset>Z|[+-]\d\d:\d\d) )?"
    )

    def stamp(self, match: re.Match[bytes]) -> bytes:
        """With ``--timestamps``; none otherwise."""
        return canonical(match["stamp"], match["offset"]) if match["stamp"] else b""

    def text(self, match: re.Match[bytes], line: bytes) -> bytes | None:
        """The text without the colour's end."""
        text = line[match.end() :].rstrip(b"\r")
        return _COLOR.sub(b"", text) if text.endswith(b"\x1b[0m") else text

    def key(self, match: re.Match[bytes]) -> bytes:
        """The service."""
        return match["service"]
