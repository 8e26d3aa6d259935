"""Records, and how each program wraps them."""

from __future__ import annotations

import json
from collections.abc import Callable

from wpdiag.model import Report

PLUGIN = "/var/www/html/wp-content/plugins/shop"
RECORDS = [
    f'PHP Warning:  Undefined array key "total" in {PLUGIN}/cart.php on line 14',
    f"PHP Warning:  First line\nSecond line\n  Third, indented in {PLUGIN}/cart.php on line 47",
    "PHP Notice:  Function is_single was called <strong>incorrectly</strong>. Conditional query tags do not work before "
    "the query is run. Before then, they always return false. Please see "
    '<a href="https://developer.wordpress.org/advanced-administration/debug/debug-wordpress/">Debugging in WordPress</a> '
    "for more information. (This message was added in version 3.1.0.) in /var/www/html/wp-includes/functions.php on line 6260",
    f"PHP Fatal error:  Uncaught LogicException: Inner in {PLUGIN}/a.php:7\nStack trace:\n#0 {PLUGIN}/b.php(9): Shop\\deep()\n"
    f"#1 {{main}}\n\nNext DomainException: Outer in {PLUGIN}/a.php:18\nStack trace:\n#0 {{main}}\n"
    f"  thrown in {PLUGIN}/a.php on line 18",
    f'PHP Deprecated:  Ошибка «Хаос» \\ with "quotes" in {PLUGIN}/d.php on line 3',
]  # fmt: skip

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


WRAPPERS: dict[str, tuple[str, Wrapper]] = {
    "debug-log": ("debug-log", lambda text: f"[23-Nov-2026 16:43:10 UTC] {text}\n"),
    "php-fpm": ("php-fpm", fpm),
    "nginx": ("nginx", nginx),
    "apache": ("apache", apache),
    "proxy_fcgi": ("apache", proxied),
    "syslog 3164": ("syslog", by_line("Nov 23 16:43:57 web php: ")),
    "syslog iso": ("syslog", by_line("2026-11-23T16:43:57.160471+00:00 web php[7]: ")),
    "syslog 5424": ("syslog", by_line("<12>1 2026-11-23T16:43:57.160471+00:00 web php - - -  ")),
    "docker": ("docker", docker),
    "journald json": ("docker", journald),
    "cri": ("cri", by_line("2026-11-23T16:08:59.123456789Z stderr F ")),
    "compose": ("compose", by_line("wordpress-1  | ")),
    "lighttpd": ("lighttpd", lighttpd),
    "litespeed": ("litespeed", lambda text: f"2026-11-23 16:43:44.486925 [NOTICE] [1234] [STDERR] {text}\n"),
}
Said = tuple[str, str, str | None, int | None]


def said(report: Report) -> list[Said]:
    return sorted(
        (
            issue.identifier,
            issue.message if "\n" not in issue.message else issue.message.split("\n")[0],
            issue.location.file if issue.location else None,
            issue.location.line if issue.location else None,
        )
        for issue in report.issues
        if issue.level != "info"
    )
