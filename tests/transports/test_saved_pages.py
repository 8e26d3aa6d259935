"""Pages that browsers and crawlers saved: HAR, WARC, WET."""

from __future__ import annotations

import base64
import gzip
import json
import random
from pathlib import Path

import pytest

from wpdiag.model import Report
from wpdiag.pipeline import scan

NOTICE = (
    "<!DOCTYPE html><html><body><br />\n<b>Warning</b>:  Undefined variable $x in <b>/w/wp-content/plugins/{}/a.php</b> on line "
    "<b>3</b><br />\n</body></html>"
)
SHOP = "https://shop.example/cart"
BLOG = "https://blog.example/"


def read(tmp_path: Path, name: str, data: bytes) -> Report:
    (tmp_path / name).write_bytes(data)
    return scan([str(tmp_path / name)])


def rows(report: Report) -> set[tuple[str, int, tuple[str, ...]]]:
    return {
        (issue.component.slug, issue.count, issue.requests)
        for issue in report.issues
        if issue.identifier.startswith("php.")
    }


def har(*entries: tuple[str, str, str, bool]) -> bytes:
    return json.dumps(
        {
            "log": {
                "version": "1.2",
                "creator": {"name": "Firefox"},
                "entries": [
                    {
                        "request": {"url": url},
                        "response": {
                            "content": {
                                "mimeType": mime,
                                "text": base64.b64encode(text.encode()).decode(),
                                "encoding": "base64",
                            }
                            if packed
                            else {"mimeType": mime, "text": text}
                        },
                    }
                    for url, mime, text, packed in entries
                ],
            }
        }
    ).encode()


def test_the_answers_in_a_har_file(tmp_path: Path) -> None:
    data = har(
        (SHOP, "text/html; charset=utf-8", NOTICE.format("shop"), False),
        (BLOG, "text/html", NOTICE.format("blog"), True),
        ("https://x.example/a.png", "image/png", NOTICE.format("picture"), True),
    )
    assert rows(read(tmp_path, "site.har", data)) == {("shop", 1, (SHOP,)), ("blog", 1, (BLOG,))}


def test_a_har_file_that_was_cut_off(tmp_path: Path) -> None:
    data = har((SHOP, "text/html", NOTICE.format("shop"), False), (BLOG, "text/html", NOTICE.format("blog"), False))
    report = read(tmp_path, "site.har", data[: data.rindex(b'"text"') + 20])
    assert {row[0] for row in rows(report)} == {"shop"}
    assert "damaged HAR file" in str(report.sources[0].error)


def warc(kind: str, address: str, body: bytes, media: str = "application/http; msgtype=response") -> bytes:
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-11-23T10:00:00Z\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body + b"\r\n\r\n"  # fmt: skip


def http(body: bytes, *headers: str) -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/html", *headers, "", ""]).encode() + body


RECORDS = [
    warc("warcinfo", "", b"software: x\r\n", "application/warc-fields"),
    warc("request", SHOP, b"GET /cart HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
    warc("response", SHOP, http(NOTICE.format("shop").encode())),
    warc("response", "https://packed.example/", http(gzip.compress(NOTICE.format("packed").encode()), "Content-Encoding: gzip")),
    warc(
        "response",
        "https://chunked.example/",
        http(b"5\r\n<html\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(NOTICE.format("chunked")) - 5, NOTICE.format("chunked")[5:].encode())
             if False else b"%x\r\n%s\r\n0\r\n\r\n" % (len(NOTICE.format("chunked")), NOTICE.format("chunked").encode()),
             "Transfer-Encoding: chunked"),
    ),
    warc("response", "https://x.example/a.png", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + NOTICE.format("png").encode()),
    warc(
        "conversion",
        BLOG,
        b"Home\nWarning: Undefined variable $x in /w/wp-content/plugins/blog/a.php on line 3\nImprint\n",
        "text/plain",
    ),
]  # fmt: skip
EXPECTED = {
    ("shop", 1, (SHOP,)),
    ("packed", 1, ("https://packed.example/",)),
    ("chunked", 1, ("https://chunked.example/",)),
    ("blog", 1, (BLOG,)),
}


def test_the_pages_in_a_warc_file(tmp_path: Path) -> None:
    assert rows(read(tmp_path, "crawl.warc", b"".join(RECORDS))) == EXPECTED
    assert rows(read(tmp_path, "crawl.warc.gz", b"".join(map(gzip.compress, RECORDS)))) == EXPECTED


def test_a_broken_record_costs_only_itself(tmp_path: Path) -> None:
    broken = RECORDS[2].replace(b"Content-Length: ", b"Content-Length: x").replace(b"/shop/", b"/broken/")
    data = RECORDS[0] + broken + b"garbage \x00\xff" * 50 + b"".join(RECORDS[2:])
    assert rows(read(tmp_path, "crawl.warc", data)) >= EXPECTED


@pytest.mark.parametrize("seed", range(4))
def test_records_are_found_wherever_blocks_end(tmp_path: Path, seed: int) -> None:
    from wpdiag.transports.warc import Warc

    data = b"".join(RECORDS)
    cuts = sorted(random.Random(seed).sample(range(len(data)), 12))
    reader = Warc()
    found = [
        record
        for begin, end in zip([0, *cuts], [*cuts, len(data)], strict=True)
        for record in reader.feed(data[begin:end]).records
    ]
    assert len(found + reader.finish().records) == len(Warc().cut(data).records)


def test_a_page_longer_than_is_read(tmp_path: Path) -> None:
    long = http(NOTICE.format("shop").encode() + b"<p>" + b"x" * (20 << 20))
    report = read(tmp_path, "crawl.warc", warc("response", SHOP, long) + RECORDS[-1])
    assert rows(report) == {("shop", 1, (SHOP,)), ("blog", 1, (BLOG,))}


def test_a_record_cut_off_by_the_end(tmp_path: Path) -> None:
    data = RECORDS[2]
    assert {row[0] for row in rows(read(tmp_path, "crawl.warc", data[: data.index(b"</body>")]))} == {"shop"}
