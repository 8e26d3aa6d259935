"""Servers that send without end, unpack to too much, are silent or slow."""

from __future__ import annotations

import time
import zlib
from http.server import BaseHTTPRequestHandler

import pytest

import wpdiag
from answering import PAGE, Asked, one
from program import WARNING
from wpdiag.sources import Asking, Limits


def test_a_redirect_without_an_end(server: Asked) -> None:
    def endless(to: BaseHTTPRequestHandler) -> None:
        to.send_response(302)
        to.send_header("Location", "/landed")
        to.end_headers()
        while True:
            to.wfile.write(b"x" * 65536)

    server.says("/landed", PAGE)
    assert one(wpdiag.scan([server.does("/", endless)])).diagnostics == 1


@pytest.mark.parametrize("encoding", ["", "gzip", "deflate"])
def test_an_answer_without_an_end_is_read_up_to_the_limit(server: Asked, encoding: str) -> None:
    def endless(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.send_header("Content-Encoding", encoding)
        to.end_headers()
        packer = zlib.compressobj(wbits={"gzip": 31, "deflate": 15}.get(encoding, 15))
        while True:
            data = WARNING.encode() * 500
            to.wfile.write(packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH) if encoding else data)

    report = wpdiag.scan([server.does("/debug.log", endless)], limits=Limits(size=1 << 20))
    assert str(one(report).error).endswith("more than 1,048,576 bytes; the rest is not read (--max-size)")
    assert 0 < one(report).bytes <= 1 << 20
    assert one(report).diagnostics > 0


def test_a_large_answer_is_no_bomb(server: Asked) -> None:
    body = b"<p>x</p>" * (18 << 20)
    assert one(wpdiag.scan([server.says("/", body)])).error is None


@pytest.mark.slow
def test_a_bomb(server: Asked) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(140)) + packer.flush()
    report = wpdiag.scan([server.says("/", bomb, Content_Encoding="gzip")], limits=Limits(ratio=100))
    assert one(report).error == "unpacks to more than 100 times its size; the rest is not read (--max-ratio)"


def test_a_server_that_is_silent(server: Asked) -> None:
    def silent(to: BaseHTTPRequestHandler) -> None:
        time.sleep(3)

    def falls_silent(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.end_headers()
        to.wfile.write(WARNING.encode())
        to.wfile.flush()
        time.sleep(3)

    report = wpdiag.scan(
        [server.does("/silent", silent), server.does("/debug.log", falls_silent)], asking=Asking(timeout=0.3)
    )
    assert [source.error for source in report.sources] == ["no answer within 0.3 seconds (--timeout)"] * 2
    assert [source.diagnostics for source in report.sources] == [0, 1]


def test_a_server_that_drips(server: Asked) -> None:
    def drips(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.end_headers()
        for byte in WARNING.encode() * 100:
            to.wfile.write(bytes([byte]))
            to.wfile.flush()
            time.sleep(0.02)

    report = wpdiag.scan([server.does("/debug.log", drips)], asking=Asking(timeout=1))
    assert one(report).error == "the server sends too slowly; the rest is not read"
