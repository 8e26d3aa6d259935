"""What a program wraps comes out as it went in: records wrapped as each program does, and captured logs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import wpdiag
from wpdiag.model import Report

DATA = Path(__file__).parents[1] / "data" / "transports"
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


def scan_text(tmp_path: Path, text: str) -> Report:
    file = tmp_path / "some.log"
    file.write_text(text, encoding="utf-8")
    return wpdiag.scan([str(file)])


@pytest.mark.parametrize("name", WRAPPERS)
def test_what_was_wrapped_comes_out_the_same(name: str, tmp_path: Path) -> None:
    transport, wrap = WRAPPERS[name]
    plain = scan_text(tmp_path, "".join(WRAPPERS["debug-log"][1](record) for record in RECORDS))
    assert len(said(plain)) == len(RECORDS)
    report = scan_text(tmp_path, "".join(map(wrap, RECORDS)))
    assert report.sources[0].transport == transport
    assert said(report) == said(plain)
    assert {issue.fingerprint for issue in report.issues} == {issue.fingerprint for issue in plain.issues}


def test_nginx_glues_several_messages_into_one_line(tmp_path: Path) -> None:
    report = scan_text(tmp_path, nginx("; PHP message: ".join(RECORDS)))
    assert len(said(report)) == len(RECORDS)
    assert {request for issue in report.issues for request in issue.requests} == {"/cart"}


def test_nginx_records_that_differ_in_their_context_are_one(tmp_path: Path) -> None:
    lines = [
        nginx(RECORDS[1]).replace("*3551", f"*{number}").replace("GET /cart", f"GET /cart/{number}")
        for number in range(9)
    ]
    report = scan_text(tmp_path, "".join(lines))
    (issue,) = report.issues
    assert issue.count == 9
    assert report.sources[0].entries == 9


def test_a_line_that_nginx_cut_is_reported_as_truncated(tmp_path: Path) -> None:
    line = nginx(RECORDS[0] + "; PHP message: PHP Warning:  " + "long " * 600)[:2047] + "\n"
    report = scan_text(tmp_path, line)
    assert any(issue.message.startswith("long long") for issue in report.issues)
    assert any("cut off" in warning for warning in report.warnings)


def test_docker_parts_of_a_long_line_are_joined(tmp_path: Path) -> None:
    text = f"PHP Warning:  {'x' * 40000} in {PLUGIN}/cart.php on line 1\n"
    parts = [text[at : at + 16384] for at in range(0, len(text), 16384)]
    lines = [json.dumps({"log": part, "stream": "stderr", "time": "2026-11-23T16:08:59Z"}) for part in parts]
    report = scan_text(tmp_path, "\n".join(lines) + "\n")
    assert [issue.location.line for issue in report.issues if issue.location] == [1]


@pytest.mark.parametrize(
    ("name", "issues", "without_place"),
    [
        ("php-fpm", 11, 1),
        ("nginx", 29, 3),
        ("apache", 8, 0),
        ("syslog", 5, 0),
        ("syslog-5424", 5, 0),
        ("docker", 6, 0),
        ("rsyslog-json", 4, 0),
    ],
)
def test_captured_logs_of_real_servers(name: str, issues: int, without_place: int) -> None:
    report = wpdiag.scan([str(DATA / f"{name}.log")])
    found = said(report)
    assert len(found) == issues, found
    assert sum(1 for *_, file, _ in found if file is None) == without_place, found
    if without_place:
        assert any("cut off" in warning for warning in report.warnings)


def test_a_request_is_no_message(tmp_path: Path) -> None:
    report = scan_text(
        tmp_path,
        '2026/11/23 16:46:24 [error] 1#1: *4 FastCGI sent in stderr: "Primary script unknown" while reading response '
        'header from upstream, client: 127.0.0.1, request: "GET /x.php?x=PHP+Warning:++fake+in+/a.php+on+line+3 HTTP/1.1"\n'
        "2026/11/23 16:46:25 [warn] 1#1: *5 an upstream response is buffered to a temporary file\n",
    )
    assert said(report) == [("server.primary_script_unknown", "Primary script unknown", None, None)]
