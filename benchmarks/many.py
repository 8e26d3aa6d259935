"""Measure what a cluster's arithmetic needs, on this machine: seconds of a processor core per gigabyte read, what the
process that puts everything together takes, what a merge of reports takes. docs/cluster.md has the figures.

    python benchmarks/many.py [MEGABYTES [FILES]]       # 300 1000; four minutes
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crawl import LEAKING, write_parts, write_warc
from generate import generate
from local_cluster import Cluster, running


def main() -> None:
    """Print the tables."""
    size = int(sys.argv[1] if len(sys.argv) > 1 else 300) << 20
    number = int(sys.argv[2] if len(sys.argv) > 2 else 1000)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        logs(folder, size)
        warc(folder, size)
        dask(folder, size)
        parts(folder, number)
        print("| |\n|---|---|")
        merging(folder)


def logs(folder: Path, size: int) -> None:
    """One process, local files."""
    generate(folder / "debug.log", size)
    generate(folder / "varied.log", size, variety=True)
    with (folder / "debug.log").open("rb") as plain, gzip.open(folder / "debug.log.gz", "wb", 6) as packed:
        shutil.copyfileobj(plain, packed)
    print("| read by one core | core seconds per GB unpacked | MB/s | peak memory MB |\n|---|---|---|---|")
    row("debug.log", folder, "debug.log", size)
    row("debug.log, {packing}", folder, "debug.log.gz", size)
    row("debug.log, most lines with a number of their own", folder, "varied.log", size)


def warc(folder: Path, size: int) -> None:
    """A crawl's file with and without messages in its pages: the difference is what messages cost."""
    for share in (0.0, LEAKING):
        write_warc(folder / f"crawl-{share}.warc.gz", size, share)
        row(f"WARC, {{packing}}, {share:.0%} of the pages with a message", folder, f"crawl-{share}.warc.gz", size)


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
    each = (spent[0] - start_up()) / 300 * 1000
    print(f"| `wpdiag merge`, each report of {issues} issues ({len(text) >> 10} KB) | {each:.0f} ms |", flush=True)


def dask(folder: Path, size: int) -> None:
    """A cluster of two workers on this machine: wall time, and the processor time of wpdiag itself."""
    data = (folder / "debug.log").read_bytes()
    logs = [f"debug-{number}.log" for number in range(4)]
    crawl = [f"crawl-{number}.warc.gz" for number in range(20)]
    for number, file in enumerate(logs):
        (folder / file).write_bytes(data[number * 1000 :])
    for file in crawl:
        shutil.copy(folder / f"crawl-{LEAKING}.warc.gz", folder / file)
    print("| `--dask` on this machine | wall s | wpdiag itself, processor s | |\n|---|---|---|---|")
    with running(folder) as cluster:
        for workers in (1, 2):
            cluster.add_worker()
            together(folder, f"{workers} workers, {4 * size >> 20} MB of logs", cluster, logs)
        together(folder, "2 workers, 20 WARC files", cluster, crawl)
        together(folder, "2 workers, 1 WARC file", cluster, crawl[:1])


def parts(folder: Path, number: int) -> None:
    """A crawl in very many files: the report is that of a local scan, and who took how much memory."""
    files = write_parts(folder, number, 20, LEAKING)
    with running(folder) as cluster:
        cluster.add_worker()
        cluster.add_worker()
        there = together(folder, f"2 workers, {len(files):,} WARC and WET files", cluster, ["part-*"])
        words = [sys.executable, "-c", PEAK, *sorted(files)]
        client = subprocess.run(
            words, cwd=folder, env=os.environ | {"DASK": cluster.address}, capture_output=True, check=True
        )
        peaks = cluster.peaks() | {"wpdiag": int(client.stdout)}
    here = report_of(folder, ["part-*"])
    same = there | {"generated_at": ""} == here | {"generated_at": ""}
    memory = ", ".join(f"{name} {size} MB" for name, size in peaks.items())
    print(f"{number} WARC and {number} WET files, peak memory: {memory}; the same report as here: {same}")


def together(folder: Path, name: str, cluster: Cluster, files: list[str]) -> dict[str, Any]:
    """A row for a scan on the cluster; its report."""
    begin = time.perf_counter()
    with processor() as spent:
        report = report_of(folder, ["--dask", cluster.address, *files])
    wall = time.perf_counter() - begin
    entries = sum(source["entries"] for source in report["sources"])
    more = f"{entries:,} records, {len(report['issues'])} issues, {report['summary']['site_count']:,} sites"
    print(f"| {name} | {wall:.1f} | {spent[0]:.2f} | {more} |", flush=True)
    return report


def report_of(folder: Path, words: list[str]) -> dict[str, Any]:
    """What a scan says."""
    done = subprocess.run([*WPDIAG, "-f", "json", *words], cwd=folder, capture_output=True, check=False)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def start_up() -> float:
    """The processor seconds of a scan of next to nothing, the best of three."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "debug.log").write_text(ONE)
        return scanned(Path(name), "debug.log")[0]


ONE = "[23-Nov-2026 16:43:10 UTC] PHP Warning:  Undefined variable $x in /srv/wp-content/plugins/shop/a.php on line 3\n"
WPDIAG = [sys.executable, "-m", "wpdiag", "scan", "--isolated"]


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
    told = subprocess.run([sys.executable, "-c", PEAK, str(folder / file)], capture_output=True, text=True, check=True)
    return min(seconds), int(told.stdout)


PEAK = (
    "import os, re, sys, wpdiag; wpdiag.scan(sys.argv[1:], dask=os.environ.get('DASK')); "
    "print(int(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1]) >> 10)"
)


def row(name: str, folder: Path, file: str, size: int) -> None:
    """A line of the table."""
    seconds, peak = scanned(folder, file)
    packing = f"{Path(file).suffix[1:].replace('gz', 'gzip')} {size / (folder / file).stat().st_size:.0f}:1"
    each = f"{seconds / size * 1e9:.1f} | {size / seconds / 1e6:.0f} | {peak}"
    print(f"| {name.format(packing=packing)} | {each} |", flush=True)


if __name__ == "__main__":
    main()
