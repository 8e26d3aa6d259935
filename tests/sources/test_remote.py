"""Logs in remote storage are read as local ones are: an S3 server on loopback, and fsspec's memory."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

import s3
import wpdiag
from program import WARNING, run
from wpdiag.sources import Limits, Problem, SourceFile, find

pytest.importorskip("boto3")
fsspec = pytest.importorskip("fsspec")
s3fs = pytest.importorskip("s3fs")
LINES = 700_000


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of an S3 server."""
    with s3.serving() as address:
        yield address


@pytest.fixture(scope="module")
def bucket(server: str) -> Any:
    """A bucket with logs."""
    made = s3.bucket(server, "logs")
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as members:
        members.writestr("site/debug.log", WARNING * 4)
    for key, data in {
        "web/one.log": WARNING.encode(),
        "web/two.log.gz": gzip.compress(WARNING.encode() * 2),
        "web/cut.log.gz": gzip.compress(WARNING.encode() * 5000)[:-40],
        "web/readme.txt": b"hello",
        "other/logs.zip": archive.getvalue(),
        "other/bomb.log.gz": gzip.compress(WARNING.encode() * LINES, 1),
        "other/large.log": WARNING.encode() * LINES,
        "other/picture.log": bytes(range(256)) * 64,
    }.items():
        made.put_object(Key=key, Body=data)
    return made


@pytest.fixture
def environ(server: str, bucket: Any) -> dict[str, str]:
    """What fsspec needs to find the bucket; wpdiag has no setting for it."""
    return s3.environ(server)


def report(*words: str, env: dict[str, str]) -> tuple[dict[str, Any], str, int]:
    done = run("scan", "--isolated", "-f", "json", *words, env=env)
    return json.loads(done.stdout), done.stderr.decode(), done.returncode


def test_a_glob_is_read_packed_or_not(environ: dict[str, str]) -> None:
    found, said, code = report("s3://logs/web/*.log", "s3://logs/web/two*.gz", env=environ)
    assert (said, code) == ("", 1)
    assert [source["name"] for source in found["sources"]] == ["s3://logs/web/one.log", "s3://logs/web/two.log.gz"]
    assert found["issues"][0]["count"] == 3


def test_a_folder_is_searched_for_logs_as_a_local_one(environ: dict[str, str]) -> None:
    found, _, _ = report("s3://logs/web/", env=environ)
    assert [source["name"].rpartition("/")[2] for source in found["sources"]] == ["cut.log.gz", "one.log", "two.log.gz"]


def test_members_of_archives_are_sources(environ: dict[str, str]) -> None:
    found, _, _ = report("s3://logs/other/logs.zip", env=environ)
    assert [source["name"] for source in found["sources"]] == ["s3://logs/other/logs.zip:site/debug.log"]
    assert found["issues"][0]["count"] == 4


@pytest.mark.parametrize("name", ["web/cut.log.gz", "other/picture.log", "web/nope.log"])
def test_errors_are_those_of_local_files(name: str, environ: dict[str, str], bucket: Any, tmp_path: Path) -> None:
    local = tmp_path / Path(name).name
    if "nope" not in name:
        bucket.download_file(name, str(local))
    there, said, code = report(f"s3://logs/{name}", env=environ)
    here, said_here, code_here = report(str(local), env={})
    assert said == said_here.replace(str(local), f"s3://logs/{name}")
    assert code == code_here
    assert [source["error"] for source in there["sources"]] == [source["error"] for source in here["sources"]]
    assert [issue["count"] for issue in there["issues"]] == [issue["count"] for issue in here["issues"]]


def test_limits_hold(environ: dict[str, str]) -> None:
    found, said, code = report("--max-size", "1M", "s3://logs/other/bomb.log.gz", env=environ)
    assert "unpacks to more than 1,048,576 bytes" in said
    assert code == 1
    assert found["issues"][0]["count"] > 1000


@pytest.mark.parametrize(
    ("word", "env", "said"),
    [
        ("s3://logs/*.nope", {}, "s3://logs/*.nope: nothing matches this pattern"),
        ("s3://nobody/x.log", {}, "s3://nobody/x.log: no such file or directory"),
        (
            "s3://logs/web/one.log",
            {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"},
            "s3://logs/web/one.log: ",
        ),
        ("nosuch://logs/one.log", {}, "nosuch://logs/one.log: protocol not known: nosuch"),
        ("sftp://me:secret@127.0.0.1:9/x.log", {}, "sftp://127.0.0.1:9/x.log: "),
    ],
)
def test_what_cannot_be_read_is_one_line(word: str, env: dict[str, str], said: str, environ: dict[str, str]) -> None:
    done = run("scan", "--isolated", word, env=environ | env)
    assert done.returncode == 3
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"wpdiag: {said}")
    assert "secret" not in lines[0] + done.stdout.decode()


def test_without_the_extra_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['fsspec'] = None; sys.argv = ['wpdiag', 'scan', '--isolated', 's3://b/x.log']\n"
    code += "from wpdiag.cli.app import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 3
    assert done.stderr == b"wpdiag: s3://b/x.log: remote storage; to read it: pip install 'wpdiag[remote]'\n"


def test_a_storage_whose_package_is_missing_says_which() -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None; sys.argv = ['wpdiag', 'scan', '--isolated', 'hdfs://name/x.log']\n"
    )
    code += "from wpdiag.cli.app import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 3
    assert (
        done.stderr == b"wpdiag: hdfs://name/x.log: the package pyarrow is missing; to read it: pip install pyarrow\n"
    )


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="tells the peak of memory on Linux only")
def test_memory_is_bounded(environ: dict[str, str]) -> None:
    """A large file, packed or not, takes no more than a small one does, but for a few blocks."""
    code = (
        "import re, sys, wpdiag\n"
        "for word in sys.argv[1:]:\n"
        "    count = sum(issue.count for issue in wpdiag.scan([word]).issues)\n"
        "    print(count, re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1])\n"
    )
    words = ["s3://logs/web/one.log", "s3://logs/other/bomb.log.gz", "s3://logs/other/large.log"]
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, env=os.environ | environ, check=True, text=True
    )
    (_, small), (packed, with_packed), (plain, with_plain) = (map(int, row.split()) for row in done.stdout.splitlines())
    assert packed == plain == LINES
    assert with_packed - small < 40_000 < LINES * len(WARNING) // 1024
    assert with_plain - small < 60_000 < LINES * len(WARNING) // 1024


def test_a_large_file_costs_few_requests(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each costs money, and the time to get there and back."""
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    asked: list[int] = []
    fetch = s3fs.core.S3File._fetch_range

    def counted(file: Any, start: int, end: int) -> Any:
        asked.append(end - start)
        return fetch(file, start, end)

    monkeypatch.setattr(s3fs.core.S3File, "_fetch_range", counted)
    assert wpdiag.scan(["s3://logs/other/large.log"]).issues[0].count == LINES
    assert len(asked) < 20
    assert sum(asked) < 1.2 * LINES * len(WARNING)


def test_any_of_fsspecs_storages(tmp_path: Path) -> None:
    files = fsspec.filesystem("memory")
    files.pipe({"/logs/a.log": WARNING.encode(), "/logs/b/c.log.gz": gzip.compress(WARNING.encode())})
    found = list(find(["memory://logs/**/*.gz", "memory://logs/a.log", "memory://none/*"], Limits()))
    assert [each.name for each in found] == ["memory://logs/b/c.log.gz", "memory://logs/a.log", "memory://none/*"]
    assert isinstance(found[2], Problem)
    assert all(isinstance(each, SourceFile) and each.modified for each in found[:2])
    assert wpdiag.scan(found).issues[0].count == 2
