"""Measure what a cluster's arithmetic needs, on this machine: seconds of a processor core per gigabyte read, what the
process that puts everything together takes, what a merge of reports takes. docs/cluster.md has the figures.

    python benchmarks/many.py [MEGABYTES]
"""

from __future__ import annotations

import gzip
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generate import generate

NOTICE = (
    "<br />\n<b>Warning</b>:  Undefined variable $x in "
    "<b>/home/user{site}/public_html/wp-content/plugins/plugin-{plugin}/main.php</b> on line <b>{line}</b><br />\n"
)
WORDS = ("shop", "cart", "news", "about", "the", "of", "and", "in", "to", "that", "is", "for", "it", "as", "with", "be")
LEAKING = 0.02
"""The share of pages with messages: a guess; what it costs is measured by itself."""


def main() -> None:
    """Print a row for each figure."""
    size = int(sys.argv[1] if len(sys.argv) > 1 else 300) << 20
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        logs(folder, size)
        warc(folder, size)
        merging(folder)
        dask(folder, size)


def logs(folder: Path, size: int) -> None:
    """One process, local files."""
    generate(folder / "debug.log", size)
    generate(folder / "varied.log", size, variety=True)
    (folder / "debug.log.gz").write_bytes(gzip.compress((folder / "debug.log").read_bytes(), 6))
    for file in ("debug.log", "debug.log.gz", "varied.log"):
        seconds, peak = scanned(folder, file)
        row(file, seconds, size, f"peak {peak} MB, stored {(folder / file).stat().st_size >> 20} MB")


def warc(folder: Path, size: int) -> None:
    """A crawl's file with and without messages in its pages: the difference is what messages cost."""
    for share in (0.0, LEAKING):
        file = folder / f"crawl-{share}.warc.gz"
        pages = write_warc(file, size, share)
        seconds, peak = scanned(folder, file.name)
        packed = file.stat().st_size >> 20
        row(f"WARC, {share:.0%} of pages leak", seconds, size, f"peak {peak} MB, stored {packed} MB, {pages:,} pages")


def write_warc(file: Path, size: int, share: float) -> int:
    """Pages of 60 KB on average; how many."""
    choice = random.Random(1)
    written = pages = 0
    with file.open("wb") as out:
        while written < size:
            site = choice.randrange(20_000)
            text = " ".join(choice.choices(WORDS, k=choice.randrange(1000, 9000)))
            marked = re.sub(r"(\w+ \w+ \w+ \w+ \w+ \w+)", r"<div class='c'><a href='/p'>\1</a></div>\n", text)
            said = NOTICE.format(site=site, plugin=choice.randrange(200), line=choice.randrange(500))
            body = f"<!DOCTYPE html><html><body>{said if choice.random() < share else ''}{marked}</body></html>"
            data = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body.encode()
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://www{site}.example/{pages}\r\n"
                f"Content-Type: application/http\r\nContent-Length: {len(data)}\r\n\r\n"
            )
            out.write(gzip.compress(head.encode() + data + b"\r\n\r\n", 6))
            written += len(head) + len(data) + 4
            pages += 1
    return pages


def merging(folder: Path) -> None:
    """Reports of many sites with the same problems."""
    one = folder / "report.json"
    subprocess.run([*WPDIAG, "-q", "-o", str(one), "debug.log"], cwd=folder, check=False)
    text = one.read_text()
    many = folder / "reports"
    many.mkdir()
    for number in range(300):
        (many / f"site-{number}.json").write_text(text)
    with processor() as spent:
        words = [sys.executable, "-m", "wpdiag", "merge", "--isolated", "-q", "--one-site-each"]
        subprocess.run([*words, *sorted(map(str, many.iterdir()))], check=False)
    issues = len(json.loads(text)["issues"])
    print(f"merge: {spent[0] / 300 * 1000:.1f} ms a report of {issues} issues, {len(text) >> 10} KB")


def dask(folder: Path, size: int) -> None:
    """A cluster of two workers on this machine: wall time, and the processor time of wpdiag itself."""
    data = (folder / "debug.log").read_bytes()
    logs = [f"debug-{number}.log" for number in range(4)]
    crawl = [f"crawl-{number}.warc.gz" for number in range(20)]
    for number, file in enumerate(logs):
        (folder / file).write_bytes(data[number * 1000 :])
    for file in crawl:
        (folder / file).write_bytes((folder / f"crawl-{LEAKING}.warc.gz").read_bytes())
    address = "tcp://127.0.0.1:18786"
    scheduler = [*DASK, "scheduler", "--host", "127.0.0.1", "--port", "18786", "--no-dashboard"]
    worker = [*DASK, "worker", address, "--nthreads", "1", "--no-dashboard"]
    with (folder / "dask.txt").open("wb") as said:
        started = [subprocess.Popen(scheduler, cwd=folder, stdout=said, stderr=said)]
        try:
            for workers in (1, 2):
                started.append(subprocess.Popen(worker, cwd=folder, stdout=said, stderr=said))
                time.sleep(8)
                together(folder, f"--dask, {workers} workers, {4 * size >> 20} MB of logs", ["--dask", address, *logs])
            together(folder, "--dask, 2 workers, 20 WARC files", ["--dask", address, *crawl])
            together(folder, "--dask, 2 workers, 1 WARC file", ["--dask", address, crawl[0]])
        finally:
            for process in reversed(started):
                process.terminate()
                process.wait()


def together(folder: Path, name: str, words: list[str]) -> None:
    """A line for a scan on the cluster."""
    begin = time.perf_counter()
    with processor() as spent:
        done = subprocess.run([*WPDIAG, "-f", "json", *words], cwd=folder, capture_output=True, check=False)
    wall = time.perf_counter() - begin
    report = json.loads(done.stdout)
    entries = sum(source["entries"] for source in report["sources"])
    found = f"{entries:,} records, {len(report['issues'])} issues"
    print(f"{name}: {wall:.1f} s, of which wpdiag itself {spent[0]:.2f} s; {found}", flush=True)


WPDIAG = [sys.executable, "-m", "wpdiag", "scan", "--isolated"]
DASK = [sys.executable, "-m", "dask"]


@contextmanager
def processor() -> Iterator[list[float]]:
    """The processor seconds of the programs that are run within."""
    spent: list[float] = []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    yield spent
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def scanned(folder: Path, file: str) -> tuple[float, int]:
    """The processor seconds of a scan, the best of three, and the peak of its memory in megabytes."""
    seconds = []
    for _ in range(3):
        with processor() as spent:
            subprocess.run([*WPDIAG, "-q", file], cwd=folder, check=False)
        seconds.append(spent[0])
    timed = subprocess.run([sys.executable, "-c", PEAK, str(folder / file)], capture_output=True, text=True, check=True)
    return min(seconds), int(timed.stdout) >> 10


PEAK = (
    "import re, sys, wpdiag; wpdiag.scan(sys.argv[1:]); "
    "print(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1])"
)


def row(name: str, seconds: float, size: int, more: str) -> None:
    """A line of the table."""
    print(
        f"{name}: {seconds:.2f} s, {size / seconds / 1e6:.0f} MB/s, {seconds / size * 1e9:.1f} core-s/GB; {more}",
        flush=True,
    )


if __name__ == "__main__":
    main()
