"""Logins get to the server that they are for and nowhere else; what servers say gets to no terminal unescaped."""

from __future__ import annotations

import base64
from http.server import BaseHTTPRequestHandler

import pytest

import wpdiag
from answering import PAGE, Asked, answering, found, one
from program import WARNING, run
from wpdiag.sources import Asking


def test_a_log_behind_a_login_is_not_public(server: Asked) -> None:
    address = server.says("/debug.log", WARNING)
    with_login = wpdiag.scan([address.replace("//", "//bob:s3cret@")])
    with_header = wpdiag.scan([address], asking=Asking(headers={"Cookie": "a=b"}))
    assert found(with_login) == found(with_header) == ["php.undefined_variable"]


def test_redirects_are_followed_with_the_login_for_the_first_server_only(server: Asked) -> None:
    with answering() as other:
        there = other.says("/landed", PAGE)
        server.says("/b", "", 301, Location=there)
        address = server.says("/a", "", 302, Location="/b")
        report = wpdiag.scan([address.replace("//", "//bob:s3cret@")], asking=Asking(headers={"Cookie": "c=d"}))
        assert (one(report).name, one(report).error, one(report).diagnostics) == (address, None, 1)
        assert [path for _, path, _ in server.asked] == ["/a", "/b"]
        login = "Basic " + base64.b64encode(b"bob:s3cret").decode()
        assert [(headers["Authorization"], headers["Cookie"]) for _, _, headers in server.asked] == [(login, "c=d")] * 2
        ((_, _, headers),) = other.asked
        assert not {"Authorization", "Cookie"} & set(headers)


def test_hostile_headers_and_addresses_reach_no_terminal(server: Asked) -> None:
    def hostile(to: BaseHTTPRequestHandler) -> None:
        to.wfile.write(
            b"HTTP/1.1 666 \x1b[2JGone\r\nContent-Type: \x1b]0;x\x07\r\nX: \x1b[31m\r\nContent-Length: 0\r\n\r\n"
        )

    done = run("scan", "--isolated", server.does("/", hostile), server.address + "/\x1b[31mred")
    assert done.returncode == 3
    assert b"\x1b" not in done.stdout + done.stderr
    assert b"HTTP 666" in done.stderr
    assert [path for _, path, _ in server.asked] == ["/"]


@pytest.mark.slow
def test_a_login_is_in_no_output(server: Asked) -> None:
    page, missing = server.says("/?token=tok3n&x=1", PAGE), server.address + "/missing"
    words = [address.replace("//", "//bob:s3cr%65t@") for address in (page, missing)]
    for form in (
        "text",
        "json",
        "jsonl",
        "sarif",
        "junit",
        "html",
        "csv",
        "markdown",
        "github",
        "gitlab",
        "nagios",
        "prometheus",
    ):
        done = run(
            "scan", "--isolated", "--verbose", "--no-redact", "-f", form, "--header", "Cookie: sess=c00kie", *words
        )
        assert done.returncode == 1
        for secret in (b"s3cr", b"bob", b"tok3n", b"c00kie"):
            assert secret not in done.stdout + done.stderr
    assert {headers["Cookie"] for _, _, headers in server.asked} == {"sess=c00kie"}
    shown = run("config", "show", env={"WPDIAG_HEADER": "Cookie: sess=c00kie"}).stdout
    assert b'header = ["***"]' in shown
    assert b"c00kie" not in shown


@pytest.mark.parametrize("header", ["nothing", "A b: c", "A: b\r\nC: d", "A: \x7f", "Ü: x", "A: €"])
def test_what_is_no_header_is_not_repeated(header: str) -> None:
    done = run("scan", "--isolated", "--header", header, "http://127.0.0.1:1/")
    assert done.returncode == 2
    assert done.stderr == b"wpdiag: --header: a value is no header; write it like 'Cookie: name=value'\n"
