"""What a server refuses, or does not answer, is never called clean; it is said in one line, and the rest is done."""

from __future__ import annotations

import socket
from http.server import BaseHTTPRequestHandler

import pytest

import wpdiag
from answering import PAGE, TELLS_NOTHING, Asked, found, one
from program import WARNING, run

CRITICAL = (
    '<!DOCTYPE html><html lang="en-US"><body id="error-page"><div class="wp-die-message"><p>There has been a critical error '
    'on this website.</p><p><a href="https://wordpress.org/documentation/article/faq-troubleshooting/">Learn more about '
    "troubleshooting WordPress.</a></p></div></body></html>"
)


@pytest.mark.parametrize("status", [401, 403, 404, 410, 418, 500, 502, 503, 599])
def test_a_refusal_that_tells_nothing_is_no_clean_page(server: Asked, status: int) -> None:
    report = wpdiag.scan(
        [server.says("/", TELLS_NOTHING, status), server.says("/text", "no\n", status, Content_Type="text/plain")]
    )
    assert found(report) == []
    assert all(str(source.error).startswith(f"HTTP {status}") for source in report.sources)
    assert report.summary.sites == ()


def test_what_a_server_says_of_its_refusal_is_in_plain_words(server: Asked) -> None:
    report = wpdiag.scan([server.says("/a", "", 401), server.says("/b", "", 404), server.says("/c", "", 599)])
    assert [source.error for source in report.sources] == [
        "HTTP 401 Unauthorized, needs a login: https://NAME:PASSWORD@… or --header",
        "HTTP 404 Not Found",
        "HTTP 599, and an empty page: the server's error log says why",
    ]


@pytest.mark.parametrize("status", [200, 500])
def test_the_white_page(server: Asked, status: int) -> None:
    report = wpdiag.scan([server.says("/", "", status)])
    assert str(one(report).error).endswith(", and an empty page: the server's error log says why")


def test_an_empty_log_is_no_white_page(server: Asked) -> None:
    assert one(wpdiag.scan([server.says("/debug.log", "", Content_Type="text/plain")])).error is None


@pytest.mark.parametrize(
    ("status", "body", "identifier"), [(500, CRITICAL, "page.critical_error"), (404, PAGE, "php.undefined_variable")]
)
def test_a_refusal_that_tells_something_is_read(server: Asked, status: int, body: str, identifier: str) -> None:
    report = wpdiag.scan([server.says("/", body, status)])
    assert one(report).error is None
    assert identifier in found(report)


@pytest.mark.parametrize(
    ("location", "error"),
    [
        ("/", "more than 10 redirects, one after the other"),
        ("file:///etc/passwd", "redirects to what is no valid web address"),
        ("ftp://127.0.0.1/x", "redirects to what is no valid web address"),
        ("http://[x", "redirects to what is no valid web address"),
        ("javascript:alert(1)", "redirects to what is no valid web address"),
    ],
)
def test_redirects_that_are_not_followed(server: Asked, location: str, error: str) -> None:
    assert one(wpdiag.scan([server.says("/", "", 302, Location=location)])).error == error
    assert len(server.asked) <= 11


def test_an_answer_that_breaks_off(server: Asked) -> None:
    short = server.says("/short.log", WARNING, Content_Length="9999")

    def half_a_chunk(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.send_header("Transfer-Encoding", "chunked")
        to.end_headers()
        to.wfile.write(b"%x\r\n%s" % (9999, WARNING.encode()))

    report = wpdiag.scan([short, server.does("/chunk.log", half_a_chunk)])
    assert {source.error for source in report.sources} == {"the connection was lost before the end"}
    assert [source.diagnostics for source in report.sources] == [1, 1]


def test_what_does_not_speak_http(server: Asked) -> None:
    def garbage(to: BaseHTTPRequestHandler) -> None:
        to.wfile.write(b"\x1b]0;owned\x07 220 mail ESMTP\r\n")

    def nothing(to: BaseHTTPRequestHandler) -> None:
        to.connection.shutdown(socket.SHUT_RDWR)

    report = wpdiag.scan([server.does("/a", garbage), server.does("/b", nothing)])
    assert [source.error for source in report.sources] == [
        "what answers there does not speak HTTP",
        "the server ended the connection without an answer",
    ]


def test_nobody_is_there_and_the_rest_is_done(server: Asked) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        done = run(
            "scan", "--isolated", "-f", "json", closed, "http://nobody.invalid/", "http://[x/", server.says("/", PAGE)
        )
    said = done.stderr.decode().splitlines()
    assert sorted(said) == sorted([
        "wpdiag: http://[x/: not a valid web address",
        f"wpdiag: {closed}: connection refused",
        "wpdiag: http://nobody.invalid/: no host of this name was found",
    ])  # fmt: skip
    assert done.returncode == 1
    assert run("scan", "--isolated", closed).returncode == 3
