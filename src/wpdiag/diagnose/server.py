"""What web servers and PHP-FPM say themselves about PHP: it does not answer, it crashed, too few workers.

The sentences are nginx' (src/http/ngx_http_upstream.c, ngx_http_core_module.c), Apache's (server/core.c, the MPMs,
mod_proxy_fcgi, mod_fcgid), PHP-FPM's (sapi/fpm/fpm) and Linux' (mm/oom_kill.c). Their other lines are no one's fault
that wpdiag could name, and are passed over.
"""

from __future__ import annotations

import re

from wpdiag.lazy import lazy
from wpdiag.model import Frame

_LINES: tuple[tuple[str, str, str], ...] = (
    ("primary_script_unknown", "notice", r"Primary script unknown"),
    ("script_denied", "warning", r"Access to the script '(?P<file>[^']*)' has been denied"),
    ("upstream_timeout", "error", r"upstream timed out \("),
    ("upstream_timeout", "error", r"mod_fcgid: (?:read data timeout|ap_pass_brigade failed)|AH01067: Failed to read FastCGI"),
    ("upstream_unreachable", "error", r"connect\(\) (?:to (?P<socket>\S+) )?failed \(\d+: (?P<detail>[^)]*)\)"),
    ("upstream_unreachable", "error", r"(?:AH02454: )?FCGI: attempt to connect to .*? failed|AH01079: failed to make connection"),
    ("upstream_gave_up", "error", r"recv\(\) failed \(104|upstream prematurely closed"),
    ("upstream_gave_up", "error", r"(?:Premature end of script headers|End of script output before headers): (?P<file>\S+)"),
    ("header_too_big", "error", r"upstream sent too big header"),
    ("body_too_large", "warning", r"client intended to send too large body: (?P<bytes>\d+)"),
    ("body_too_large", "warning", r"mod_fcgid: HTTP request length (?P<bytes>\d+) .*?exceeds MaxRequestLen"),
    ("redirect_cycle", "error", r"rewrite or internal redirection cycle"),
    ("redirect_cycle", "error", r"(?:AH00124: )?Request exceeded the limit of \d+ internal redirects"),
    ("htaccess", "error", r"(?P<file>/\S*\.htaccess): (?P<detail>.{1,200})"),
    ("max_workers", "warning", r"(?:\[pool (?P<pool>[^\]]+)\] )?server reached (?:pm\.max_children|max_children) setting \((?P<limit>\d+)\)"),
    ("max_workers", "warning", r"(?:AH\d+: )?server reached (?:MaxRequestWorkers|MaxClients) setting"),
    ("php_crashed", "error", r"(?:\[pool (?P<pool>[^\]]+)\] )?child \w+ exited on signal (?P<signal>4|6|7|11)\b"),
    ("php_crashed", "error", r"(?:AH00052: )?child pid \d+ exit signal (?P<name>Segmentation fault|Bus error|Abort) \((?P<signal>\d+)\)"),
    ("php_crashed", "error", r"(?:\[ *[\d.]+\] )?php\S*\[\d+\]: segfault at"),
    ("php_killed", "error", r"(?:\[pool (?P<pool>[^\]]+)\] )?child \w+ exited on signal (?P<signal>9)\b"),
    ("php_killed", "error", r"(?:\[ *[\d.]+\] )?Out of memory: Kill(?:ed)? process \d+ \((?P<name>(?:php|mysql|mariadb)[^)]*)\)"),
    ("request_terminated", "error", r"(?:\[pool (?P<pool>[^\]]+)\] )?child \d+, script '(?P<file>[^']*)' \(request: \"(?P<request>[^\"]*)\"\) execution timed out \((?P<seconds>[\d.]+) sec\), terminating"),
    ("request_terminated", "error", r"(?:\[pool (?P<pool>[^\]]+)\] )?child \d+, script '(?P<file>[^']*)'.{0,200}? execution timed out"),
)  # fmt: skip
_ANY = lazy("|".join(re.sub(r"\?P<\w+>", "?:", source) for _, _, source in _LINES))
_EACH = tuple((f"server.{name}", level, lazy(source)) for name, level, source in _LINES)

SIGN = lazy(
    rb"Primary script unknown|Access to the script '|upstream (?:timed|prem|sent)|\bconnect\(\) |recv\(\) failed|redirection cycle"
    rb"|too large body|mod_fcgid: [rHa]|FCGI: attempt|AH01067|AH01079|script headers|script output before|internal redirects"
    rb"|\.htaccess: |server reached|exited on signal (?:[4679]|11)\b|exit signal [SBA]|segfault at|Out of memory: Kill|execution timed out"
)
"""A line of a server without any of these tells nothing that :func:`identify` knows."""

SLOW = "PHP slow request"
"""How the record of a slow log begins, as its transport hands it on."""
_SLOW_FRAME = lazy(r"^\[0x[0-9a-f]+\] (?P<call>.+?) (?P<file>(?:/|[A-Za-z]:\\)[^\n]*?):(?P<line>\d+)$", re.M)


def identify(text: str) -> tuple[str, str, dict[str, str]] | None:
    """Identifier, level and parameters of a server's own line, its stamp taken off; None for any other text."""
    text = text.removeprefix('FastCGI sent in stderr: "').removeprefix("AH01071: Got error '")
    if not _ANY.match(text):
        return None
    for identifier, level, pattern in _EACH:
        match = pattern.match(text)
        if match:
            return identifier, level, {key: value for key, value in match.groupdict().items() if value}
    return None


def slow_frames(text: str) -> tuple[Frame, ...]:
    """The stack of a slow request, innermost call first: ``[0x00007f…] curl_exec() /srv/x.php:12`` (fpm_php_trace.c)."""
    return tuple(Frame(file=m["file"], line=int(m["line"]), call=m["call"]) for m in _SLOW_FRAME.finditer(text))
