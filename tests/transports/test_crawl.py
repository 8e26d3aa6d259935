"""A crawl: which component's messages visitors can read on how many sites, over many WARC and WET files."""

from __future__ import annotations

import gzip
import json
from functools import reduce
from pathlib import Path

import pytest

import wpdiag
from program import run
from wpdiag.model import Report

PAGE = "<!DOCTYPE html><html><body>{messages}<h1>A shop</h1></body></html>"
NOTICE = (
    "<br />\n<b>Notice</b>:  Function _load_textdomain_just_in_time was called <strong>incorrectly</strong>. Translation "
    "loading for the <code>{slug}</code> domain was triggered too early. (This message was added in version 6.7.0.) in "
    "<b>/home/{user}/public_html/wp-includes/functions.php</b> on line <b>6114</b><br />\n"
)
WARNING = (
    "<br />\n<b>Warning</b>:  Undefined variable $x in "
    "<b>/home/{user}/public_html/wp-content/plugins/{slug}/{slug}.php</b> on line <b>3</b><br />\n"
)
FILES, SITES = 6, 40


def record(kind: str, address: str, media: str, body: str) -> bytes:
    data = body.encode()
    if kind == "response":
        data = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n" + data
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Type: {media}\r\nContent-Length: {len(data)}\r\n\r\n"
    return gzip.compress(head.encode() + data + b"\r\n\r\n")  # each record by itself, as crawlers write them


def messages(site: int) -> str:
    """Every second site runs cyr2lat, every fifth has a fault of shop; one in ten shows both."""
    user = f"user{site}"
    said = NOTICE.format(slug="cyr2lat", user=user) if site % 2 == 0 else ""
    return said + (WARNING.format(slug="shop", user=user) if site % 5 == 0 else "")


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """Some files of a crawl; pages of a site are in several of them."""
    for number in range(FILES):
        pages = (
            record(
                "response",
                f"https://www{site}.example/page-{number}",
                "application/http",
                PAGE.format(messages=messages(site)),
            )
            for site in range(SITES)
            if (site + number) % 3
        )
        info = record("warcinfo", "", "application/warc-fields", "software: a crawler")
        (tmp_path / f"CRAWL-{number:05}.warc.gz").write_bytes(info + b"".join(pages))
    return tmp_path


def occurrences(report: Report, slug: str) -> dict[str, int]:
    (issue,) = (issue for issue in report.issues if issue.component.slug == slug)
    assert issue.site_count == len(issue.sites)
    return {site.name: site.count for site in issue.sites}


def expected(every: int) -> dict[str, int]:
    return {
        f"www{site}.example": sum((site + number) % 3 > 0 for number in range(FILES)) for site in range(0, SITES, every)
    }


def test_sites_are_the_hosts_of_the_pages(crawl: Path) -> None:
    report = wpdiag.scan([str(crawl)])
    assert occurrences(report, "cyr2lat") == expected(2)
    assert occurrences(report, "shop") == expected(5)
    assert report.summary.site_count == SITES
    shares = {share.slug: share.site_count for share in report.summary.by_component}
    assert (shares["cyr2lat"], shares["shop"]) == (20, 8)
    clean = [site.name for site in report.summary.sites if not site.issues]
    assert len(clean) == SITES - 24


def test_reports_of_the_files_merge_to_that_of_the_crawl(crawl: Path) -> None:
    files = sorted(map(str, crawl.iterdir()))
    parts = [wpdiag.scan([file]) for file in files]
    merged, whole = reduce(Report.merge, parts[::-1]), wpdiag.scan(files)
    assert merged.issues == whole.issues
    assert merged.summary == whole.summary


def test_the_text_tells_the_prevalence(crawl: Path) -> None:
    text = run("scan", "--isolated", crawl).stdout.decode()
    assert "Plugin Cyr-To-Lat (cyr2lat)   80 times on 20 of 40 sites" in text
    assert "Plugin shop   32 times on 8 of 40 sites" in text


def test_the_text_of_pages_counts_alike(tmp_path: Path) -> None:
    said = "Warning: Undefined variable $x in /home/u/public_html/wp-content/plugins/shop/shop.php on line 3"
    for number, host in enumerate(("one.example", "two.example", "one.example")):
        body = f"A shop\n{said if number < 2 else ''}\nWelcome\n"
        (tmp_path / f"{number}.warc.wet.gz").write_bytes(
            record("conversion", f"http://{host}:8080/", "text/plain", body)
        )
    report = wpdiag.scan([str(tmp_path)])
    assert occurrences(report, "shop") == {"one.example": 1, "two.example": 1}


@pytest.mark.parametrize("address", ["https://\\ud800.example/", "https://[::1/", "no address", "https://a\\u0000b/"])
def test_hostile_addresses_do_no_harm(address: str, tmp_path: Path) -> None:
    text = "Warning: Undefined variable $x in /home/u/public_html/wp-content/plugins/shop/shop.php on line 3\n"
    page = json.dumps({"url": "URL", "text": text}).replace("URL", address)
    (tmp_path / "pages.jsonl").write_text(f"{page}\n" * 2)
    report = wpdiag.scan([str(tmp_path / "pages.jsonl")])
    assert [issue.count for issue in report.issues if issue.component.slug == "shop"] == [2]
    assert Report.from_json(report.to_json()) == report


def test_more_distinct_messages_than_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wpdiag.tally.cells.STOP_ABOVE", 40_000)
    letters = str.maketrans("0123456789", "abcdefghij")  # numbers would be folded
    with (tmp_path / "crawl.warc.gz").open("wb") as file:
        for number in range(200):
            said = WARNING.format(slug=f"plugin-{number}".translate(letters), user="user")
            address = f"https://www{number}.example/"
            file.write(record("response", address, "application/http", PAGE.format(messages=said)))
    report = wpdiag.scan([str(tmp_path / "crawl.warc.gz")])
    kept = sum(issue.count for issue in report.issues if issue.identifier.startswith("php."))
    assert 0 < kept < 200
    assert f"{tmp_path / 'crawl.warc.gz'}: {200 - kept} records too varied to be kept apart" in report.warnings
    assert report.sources[0].entries == 200
