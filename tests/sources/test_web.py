"""Addresses as sources: what servers answer is read as files are."""

from __future__ import annotations

import gzip
import json
import zipfile
import zlib
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from typing import Any

import pytest

import wpdiag
from answering import PAGE, TELLS_NOTHING, Asked, found, one
from program import WARNING, run
from wpdiag import __version__


def sent_in_pieces(data: bytes) -> Any:
    """Chunked, a few bytes each."""

    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.send_header("Transfer-Encoding", "chunked")
        to.end_headers()
        for at in range(0, len(data), 7):
            piece = data[at : at + 7]
            to.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        to.wfile.write(b"0\r\n\r\n")

    return answer


def test_a_page_is_its_hosts_and_its_path_the_request(server: Asked) -> None:
    address = server.says("/shop/?x=1", PAGE)
    report = wpdiag.scan([address])
    assert one(report).name == address
    assert (one(report).transport, one(report).error, one(report).bytes) == ("html", None, len(PAGE))
    warning = next(issue for issue in report.issues if issue.identifier == "php.undefined_variable")
    assert warning.requests == ("/shop/?x=1",)
    assert warning.site == "/srv/www"
    assert [(site.name, site.count) for site in warning.sites] == [("127.0.0.1", 1)]
    assert "site.debug_log_public" not in found(report)


def test_one_request_is_sent_for_each_address(server: Asked) -> None:
    address = server.says("/page-1", PAGE)
    server.says("/page-2", PAGE)
    report = wpdiag.scan([address, server.address + "/page-2", address])
    assert [source.name for source in report.sources] == [address, server.address + "/page-2"]
    assert [(method, path) for method, path, _ in server.asked] == [("GET", "/page-1"), ("GET", "/page-2")]
    assert {headers["User-Agent"] for _, _, headers in server.asked} == {f"wpdiag/{__version__}"}


def test_a_clean_page_is_clean(server: Asked) -> None:
    report = wpdiag.scan([server.says("/", TELLS_NOTHING)])
    assert (one(report).error, found(report)) == (None, [])
    assert [site.name for site in report.summary.sites] == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(WARNING.encode()), "gzip"),
        (gzip.compress(WARNING.encode()), "x-gzip"),
        (zlib.compress(WARNING.encode()), "deflate"),
        (zlib.compress(WARNING.encode())[2:-4], "deflate"),
        (gzip.compress(zlib.compress(WARNING.encode())), "deflate, gzip"),
        (gzip.compress(WARNING.encode()), "identity"),
        (gzip.compress(gzip.compress(WARNING.encode())), "gzip"),
        (WARNING.encode(), "gzip"),
        (b"\xff\xfe" + WARNING.encode("utf-16-le"), "identity"),
    ],
)
def test_packed_answers_are_unpacked(server: Asked, body: bytes, encoding: str) -> None:
    report = wpdiag.scan([server.says("/debug.log.gz", body, Content_Encoding=encoding)])
    assert (one(report).transport, one(report).diagnostics, one(report).error) == ("debug-log", 1, None)


def test_an_encoding_that_was_not_asked_for(server: Asked) -> None:
    report = wpdiag.scan([server.says("/", b"\x0b\x02\x80", Content_Encoding="br")])
    assert one(report).error == "the server packs its answer in a way that it was not asked for"


@pytest.mark.parametrize(
    "packed", [gzip.compress(WARNING.encode() * 50)[:-20], zlib.compress(WARNING.encode() * 50)[:-20]]
)
def test_a_packed_answer_that_is_cut_off(server: Asked, packed: bytes) -> None:
    encoding = "gzip" if packed[0] == 0x1F else "deflate"
    report = wpdiag.scan([server.says("/debug.log", packed, Content_Encoding=encoding)])
    assert str(one(report).error).startswith("damaged compressed data")


def test_chunks(server: Asked) -> None:
    report = wpdiag.scan([server.does("/debug.log", sent_in_pieces(WARNING.encode() * 3))])
    assert (one(report).diagnostics, one(report).error) == (3, None)


def test_saved_pages_keep_their_own_addresses(server: Asked) -> None:
    entry = {
        "request": {"url": "https://shop.example/cart/"},
        "response": {"content": {"mimeType": "text/html", "text": PAGE}},
    }
    report = wpdiag.scan([server.says("/site.har", json.dumps({"log": {"creator": {}, "entries": [entry]}}))])
    assert one(report).transport == "har"
    assert report.issues[0].requests == ("https://shop.example/cart/",)
    assert [site.name for site in report.summary.sites] == ["shop.example"]
    assert "site.debug_log_public" not in found(report)


def test_archives_are_looked_into(server: Asked) -> None:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as members:
        members.writestr("site/debug.log", WARNING)
    address = server.says("/logs.zip", archive.getvalue())
    report = wpdiag.scan([address, server.says("/not.zip", WARNING), server.address + "/missing.zip"])
    assert [(source.name, source.diagnostics, source.error) for source in report.sources] == [
        (f"{address}:site/debug.log", 1, None),
        (server.address + "/not.zip", 1, None),
        (server.address + "/missing.zip", 0, "HTTP 404 Not Found"),
    ]
    assert len(server.asked) == 3


def test_a_log_that_everybody_can_read(server: Asked) -> None:
    report = wpdiag.scan([server.says("/wp-content/debug.log", WARNING), server.says("/", PAGE)])
    (issue,) = [issue for issue in report.issues if issue.identifier == "site.debug_log_public"]
    assert (issue.rule, issue.level, issue.impact, issue.count) == ("debug-log-public", "error", "exposed", 1)
    assert issue.sources == (server.address + "/wp-content/debug.log",)
    assert issue.requests == ("/wp-content/debug.log",)
    assert report.summary.site_count == 1
    merged = report.merge(wpdiag.scan([server.says("/other.log", WARNING)]))
    assert [issue.count for issue in merged.issues if issue.identifier == "site.debug_log_public"] == [2]


def test_free_text_in_a_log_is_public_too(server: Asked) -> None:
    assert found(wpdiag.scan([server.says("/debug.log", "[23-Nov-2026 16:43:10 UTC] password is x\n" * 3)])) == [
        "site.debug_log_public",
        "log.text",
    ]


def test_a_log_in_another_process_or_after_a_state_is_read_as_a_whole(server: Asked, tmp_path: Any) -> None:
    address = server.says("/debug.log", WARNING)
    assert wpdiag.scan([address], jobs=2).issues[-1].count == 1
    for _ in range(2):
        assert one(wpdiag.scan([address], state=tmp_path / "state.json")).diagnostics == 1


def test_an_address_is_not_watched() -> None:
    done = run("watch", "--isolated", "http://127.0.0.1:1/debug.log")
    assert (done.returncode, done.stderr) == (2, b"wpdiag: web addresses cannot be followed; wpdiag scan reads them\n")
