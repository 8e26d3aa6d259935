"""Made-up crawls: WARC files of answers, WET files of their texts; some pages have a message."""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Iterator
from pathlib import Path

LEAKING = 0.02
"""The share of pages with messages: a guess; what it costs is measured by itself."""
_NOTICE = (
    "<br />\n<b>Warning</b>:  Undefined variable $x in "
    "<b>/home/user{site}/public_html/wp-content/plugins/plugin-{plugin}/main.php</b> on line <b>{line}</b><br />\n"
)
_WORDS = ("shop", "cart", "news", "the", "of", "and", "in", "to", "that", "is", "for", "it", "as", "with", "be", "a")
_SITES = 20_000
_MOST = 9000
"""Words of a page: 50 KB with their tags."""


def write_warc(file: Path, size: int, share: float) -> int:
    """Answers of about so many bytes, unpacked; how many there are."""
    return _write(file, _answers(random.Random(1), share), size)


def write_parts(folder: Path, number: int, pages: int, share: float) -> list[str]:
    """So many WARC files with some small pages each, and as many WET files; their names."""
    names = []
    for part in range(number):
        for kind in ("warc", "wet"):
            names.append(f"part-{part:05}.{kind}.gz")
            choice = random.Random(part)
            records = _answers(choice, share, 400) if kind == "warc" else _texts(choice, share)
            _write(folder / names[-1], (record for _, record in zip(range(pages), records, strict=False)), 1 << 40)
    return names


def _write(file: Path, records: Iterator[bytes], size: int) -> int:
    """Each record packed by itself, as crawlers do."""
    written = count = 0
    with file.open("wb") as out:
        for record in records:
            out.write(gzip.compress(record, 6))
            written += len(record)
            count += 1
            if written >= size:
                break
    return count


def _answers(choice: random.Random, share: float, most: int = _MOST) -> Iterator[bytes]:
    while True:
        site = choice.randrange(_SITES)
        text = " ".join(choice.choices(_WORDS, k=choice.randrange(most // 9, most)))
        marked = re.sub(r"(\w+ \w+ \w+ \w+ \w+ \w+)", r"<div class='c'><a href='/p'>\1</a></div>\n", text)
        said = _said(choice, site) if choice.random() < share else ""
        body = f"<!DOCTYPE html><html><body>{said}{marked}</body></html>"
        data = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body.encode()
        yield _record("response", "application/http", site, data)


def _texts(choice: random.Random, share: float) -> Iterator[bytes]:
    while True:
        site = choice.randrange(_SITES)
        text = " ".join(choice.choices(_WORDS, k=choice.randrange(100, 400)))
        said = re.sub(r"<[^>]+>", "", _said(choice, site)) if choice.random() < share else ""
        yield _record("conversion", "text/plain", site, f"A page\n{said.strip()}\n{text}\n".encode())


def _said(choice: random.Random, site: int) -> str:
    return _NOTICE.format(site=site, plugin=choice.randrange(200), line=choice.randrange(500))


def _record(kind: str, media: str, site: int, data: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://www{site}.example/{len(data)}\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    return head.encode() + data + b"\r\n\r\n"
