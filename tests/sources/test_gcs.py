"""Logs in Google Cloud Storage, which an emulator plays."""

from __future__ import annotations

import gzip
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from program import WARNING, run

pytestmark = pytest.mark.slow

pytest.importorskip("gcsfs")
emulator = pytest.importorskip("gcp_storage_emulator.server")


@pytest.fixture(scope="module")
def env() -> Iterator[dict[str, str]]:
    """The variables that lead to a bucket with logs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = emulator.create_server("127.0.0.1", port, in_memory=True, default_bucket="logs")
    server.start()
    address = f"http://127.0.0.1:{port}"
    for name, data in {
        "web/one.log": WARNING.encode(),
        "web/two.log.gz": gzip.compress(WARNING.encode() * 2),
        "web/readme.md": b"hello",
        "large.log": WARNING.encode() * 200_000,
    }.items():
        place = f"{address}/upload/storage/v1/b/logs/o?uploadType=media&name={quote(name, safe='')}"
        with urlopen(Request(place, data, {"Content-Type": "text/plain"}, method="POST")) as answer:
            assert answer.status == 200
    yield {"STORAGE_EMULATOR_HOST": address}
    server.stop()


@pytest.mark.parametrize(
    ("word", "names", "count"),
    [
        ("gs://logs/web/one.log", ["web/one.log"], 1),
        ("gs://logs/web/*.gz", ["web/two.log.gz"], 2),
        ("gs://logs/web/", ["web/one.log", "web/two.log.gz"], 3),
        ("gs://logs/large.log", ["large.log"], 200_000),
    ],
)
def test_files_globs_and_folders(word: str, names: list[str], count: int, env: dict[str, str]) -> None:
    done = run("scan", "--isolated", "--format", "json", word, env=env)
    assert (done.returncode, done.stderr) == (1, b"")
    report = json.loads(done.stdout)
    assert [source["name"] for source in report["sources"]] == [f"gs://logs/{name}" for name in names]
    assert report["issues"][0]["count"] == count


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("gs://logs/nope.log", "no such file or directory"),
        ("gs://nobody/one.log", "no such file or directory"),
        ("gs://logs/*.nope", "nothing matches this pattern"),
    ],
)
def test_what_cannot_be_read_is_one_line(word: str, said: str, env: dict[str, str]) -> None:
    done = run("scan", "--isolated", word, env=env)
    assert (done.returncode, done.stderr.decode()) == (3, f"wpdiag: {word}: {said}\n")


def test_beside_a_state_file_an_object_is_read_once(env: dict[str, str], tmp_path: Path) -> None:
    words = ["scan", "--isolated", "--state", tmp_path / "state.json", "gs://logs/web/"]
    assert [run(*words, env=env).returncode for _ in range(2)] == [1, 0]
