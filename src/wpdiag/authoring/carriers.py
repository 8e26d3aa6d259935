"""How each program carries a record of PHP: what rules are tested with, beside the bare record.

Sources: main/main.c and sapi/fpm/fpm/fpm_stdio.c of php-src; src/core/ngx_log.c of nginx; server/log.c of Apache httpd;
RFC 3164 and RFC 5424; the json-file driver of Docker; the CRI logging format of Kubernetes.
"""

from __future__ import annotations

import json
from collections.abc import Callable

Wrapper = Callable[[str], str]


def by_line(prefix: str) -> Wrapper:
    """As a program that writes a record for each line of text."""
    return lambda text: "".join(f"{prefix}{line}\n" for line in text.split("\n"))


def apache(text: str) -> str:
    escaped = "".join(
        {"\n": "\\n", "\t": "\\t", "\\": "\\\\"}.get(sign, sign)
        if sign.isascii()
        else "".join(f"\\x{byte:02x}" for byte in sign.encode())
        for sign in text
    )
    return f"[Mon Nov 23 16:43:44.486925 2026] [php:warn] [pid 7:tid 7] [client 127.0.0.1:44074] {escaped}\n"


def proxied(text: str) -> str:
    inner = apache(text).partition("44074] ")[2].rstrip("\n")
    return (
        "[Mon Nov 23 16:43:44.486925 2026] [proxy_fcgi:error] [pid 7:tid 7] [client 127.0.0.1:44074] "
        f"AH01071: Got error 'PHP message: {inner}', referer: http://example.com/\n"
    )


def nginx(text: str) -> str:
    return (
        f'2026/11/23 16:43:38 [error] 22703#22703: *3551 FastCGI sent in stderr: "PHP message: {text}" while reading '
        'response header from upstream, client: 127.0.0.1, server: example.com, request: "GET /cart HTTP/1.1", '
        'upstream: "fastcgi://unix:/run/php.sock:", host: "example.com"\n'
    )


def fpm(text: str) -> str:
    lines = f"NOTICE: PHP message: {text}".split("\n")
    said = "[23-Nov-2026 16:43:26] WARNING: [pool www] child 26613 said into stderr: "
    return "".join(f'{said}"{line}"\n' for line in lines if line)


def docker(text: str) -> str:
    lines = f"NOTICE: PHP message: {text}".split("\n")
    return "".join(
        json.dumps({"log": f"{line}\n", "stream": "stderr", "time": "2026-11-23T16:08:59.123456789Z"}) + "\n"
        for line in lines
    )


def journald(text: str) -> str:
    return "".join(
        json.dumps({"MESSAGE": line, "_PID": "7", "__REALTIME_TIMESTAMP": "1795451039123456"}) + "\n"
        for line in text.split("\n")
    )


def lighttpd(text: str) -> str:
    escaped = apache(text).partition("44074] ")[2].rstrip("\n")
    return "".join(f"2026-11-23 16:37:23: (mod_fastcgi.c.449) FastCGI-stderr:{line}\n" for line in escaped.split("\\n"))


CARRIERS: dict[str, tuple[str, Wrapper]] = {
    "debug-log": ("debug-log", lambda text: f"[23-Nov-2026 16:43:10 UTC] {text}\n"),
    "php-fpm": ("php-fpm", fpm),
    "nginx": ("nginx", nginx),
    "apache": ("apache", apache),
    "proxy_fcgi": ("apache", proxied),
    "syslog 3164": ("syslog", by_line("Nov 23 16:43:57 web php: ")),
    "syslog iso": ("syslog", by_line("2026-11-23T16:43:57.160471+00:00 web php[7]: ")),
    "syslog 5424": ("syslog", by_line("<12>1 2026-11-23T16:43:57.160471+00:00 web php - - -  ")),
    "docker": ("docker", docker),
    "journald json": ("journald", journald),
    "cri": ("cri", by_line("2026-11-23T16:08:59.123456789Z stderr F ")),
    "compose": ("compose", by_line("wordpress-1  | ")),
    "lighttpd": ("lighttpd", lighttpd),
    "litespeed": ("litespeed", lambda text: f"2026-11-23 16:43:44.486925 [NOTICE] [1234] [STDERR] {text}\n"),
}
"""The transport that reads it, and a function from the record to the bytes' text, by the carrier's name."""
