"""A scan on a Dask cluster of what lies in S3, and beside a state file: what one process comes to, even with losses."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import s3
import wpdiag
from dask_cluster import Cluster
from incremental.logs import age, numbers, record
from program import WARNING, run
from wpdiag import cluster
from wpdiag.model import Report

pytest.importorskip("distributed")
pytest.importorskip("boto3")
pytest.importorskip("s3fs")
pytestmark = pytest.mark.e2e
PAGE = "<br />\n<b>Warning</b>:  Undefined variable $x in <b>/srv/{host}/wp-content/plugins/shop/cart.php</b> on line <b>3</b><br />\n"


def warc(hosts: int) -> bytes:
    """An answer of each host, packed by itself."""
    records = []
    for number in range(hosts):
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!DOCTYPE html><p>hello</p>"
        body += PAGE.format(host=f"www{number}.example").encode() * (number % 2)
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://www{number}.example/\r\nContent-Length: {len(body)}\r\n\r\n"
        records.append(gzip.compress(head.encode() + body + b"\r\n\r\n"))
    return b"".join(records)


@pytest.fixture(scope="module")
def env() -> Iterator[dict[str, str]]:
    """The variables that lead to a bucket with a large log, small ones, packed ones, damaged ones, a crawl."""
    with s3.serving() as server:
        bucket = s3.bucket(server, "logs")
        large = "".join(record(number, calls=0 if number % 500 else 9) for number in range(40_000))
        for key, data in {
            "large.log": large.encode(),
            **{f"days/{day}.log": record(day).encode() * day for day in range(1, 6)},
            "days/packed.log.gz": gzip.compress(WARNING.encode() * 5000),
            "days/damaged.log.gz": gzip.compress(record(7).encode() * 5000)[:-30],
            **{f"crawl/{part}.warc.gz": warc(20) for part in range(3)},
        }.items():
            bucket.put_object(Key=key, Body=data)
        yield s3.environ(server)


@pytest.fixture
def running(tmp_path_factory: pytest.TempPathFactory, env: dict[str, str]) -> Iterator[Cluster]:
    found = Cluster(tmp_path_factory.mktemp("cluster"), env)
    found.add_worker()
    found.add_worker()
    yield found
    found.stop()


def bare(report: Report) -> dict[str, Any]:
    return report.to_dict() | {"generated_at": ""}


def test_objects_are_counted_as_one_process_counts_them_even_if_a_worker_is_killed(
    running: Cluster, env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(cluster, "FAR_RANGE", 500_000)
    words = ["s3://logs/large.log", "s3://logs/days/*", "s3://logs/crawl/", "s3://logs/nope.log", "s3://nobody/*.log"]
    heard: list[int] = []

    def progress(name: str, size: int) -> None:
        if not heard:
            running.kill_worker()
        heard.append(size)

    there = wpdiag.scan(words, dask=running.address, progress=progress)
    assert running.workers[0].poll() is None
    assert bare(there) == bare(wpdiag.scan(words))
    assert sum(source.entries for source in there.sources) > 40_000
    assert len(heard) > 10
    assert [source.name for source in there.sources if source.error] == [
        "s3://logs/days/damaged.log.gz",
        "s3://logs/nope.log",
        "s3://nobody/*.log",
    ]
    assert there.summary.site_count > 20


def test_beside_a_state_file_nothing_is_lost_or_repeated(running: Cluster, env: dict[str, str], tmp_path: Path) -> None:
    """Files that grow and are rotated, packed ones, objects."""
    log, state = tmp_path / "debug.log", tmp_path / "state.json"
    log.write_text("".join(map(record, range(100))))
    (tmp_path / "old.log.gz").write_bytes(gzip.compress(record(1000).encode()))
    (tmp_path / "page.html").write_text(PAGE.format(host="www"))

    def scanned() -> list[dict[str, Any]]:
        words = ["--state", state, "--dask", running.address, "--format", "json", tmp_path, "s3://logs/days/1.log"]
        done = run("scan", "--isolated", *words, env=env)
        assert done.stderr == b""
        report: dict[str, Any] = json.loads(done.stdout)
        return [issue for issue in report["issues"] if issue["identifier"].startswith("php.")]

    def counts(issues: list[dict[str, Any]]) -> dict[str, int]:
        return {issue["message"].rpartition("$")[2]: issue["count"] for issue in issues}

    first = counts(scanned())
    assert first == {f"n{number}": 1 for number in (*range(2, 99), 0, 1000)} | {"n1": 2, "x": 1}
    with log.open("a") as stream:
        stream.write(record(101))
    assert counts(scanned()) == {"n99": 1}
    log.rename(tmp_path / "debug.log.1")
    log.write_text(record(102) + record(103))
    age(log, tmp_path / "debug.log.1")
    assert counts(scanned()) == {"n101": 1, "n102": 1, "n103": 1}
    assert scanned() == []


def test_a_large_log_beside_a_state_file_is_read_in_ranges(
    running: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "FAR_RANGE", 100_000)
    log, state = tmp_path / "debug.log", tmp_path / "state.json"
    log.write_text("".join(map(record, range(5000))))
    heard: list[int] = []

    def seen() -> list[int]:
        report = wpdiag.scan([str(log)], state=state, dask=running.address, progress=lambda _, size: heard.append(size))
        return sorted(numbers(report).elements())

    assert seen() == list(range(4999))
    assert len(heard) > 3
    with log.open("a") as stream:
        stream.write("".join(map(record, range(5000, 9001))))
    assert seen() == list(range(4999, 9000))
    assert seen() == []
    age(log)
    assert seen() == [9000]


def test_what_a_lost_cluster_did_not_count_is_counted_the_next_time(
    running: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "FAR_RANGE", 20_000)
    monkeypatch.setattr(cluster, "_PATIENCE", 3.0)
    log, state = tmp_path / "debug.log", tmp_path / "state.json"
    log.write_text("".join(map(record, range(5000))))
    with pytest.raises(wpdiag.counting.ClusterError):
        wpdiag.scan([str(log)], state=state, dask=running.address, progress=lambda _, __: running.stop())
    assert sorted(numbers(wpdiag.scan([str(log)], state=state)).elements()) == list(range(4999))
