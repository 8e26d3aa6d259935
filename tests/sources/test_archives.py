"""Logs in archives: each member is a source, nothing reaches the file system, bombs end with a message."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import re
import subprocess
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from wpdiag.model import Report
from wpdiag.pipeline import scan
from wpdiag.sources import Limits
from wpdiag.sources.compression import decompressed

LOG = (
    "[23-Nov-2026 16:43:11 UTC] PHP Warning:  Undefined variable $x in /w/wp-content/plugins/shop/a.php on line 3\n"
    "[23-Nov-2026 16:43:12 UTC] PHP Notice:  Undefined index: y in /w/wp-content/themes/blue/b.php on line 4\n"
)
OTHER = "[24-Nov-2026 10:00:00 UTC] PHP Fatal error:  Allowed memory size of 1 bytes exhausted (tried to allocate 2 bytes) in /w/x.php on line 3\n"


def zipped(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return data.getvalue()


def of(path: Path, **options: Limits) -> Report:
    return scan([str(path)], **options)  # type: ignore[arg-type]


def counts(report: Report) -> list[tuple[str, int]]:
    return sorted((issue.fingerprint, issue.count) for issue in report.issues)


MEMBERS = {
    "site/wp-content/debug.log": LOG.encode(),
    "site/error_log": OTHER.encode(),
    "old/debug.log.2.gz": gzip.compress(LOG.encode().replace(b"16:43", b"11:11")),
    "readme.txt": b"PHP Warning:  no in /w/r.php on line 1\n",
    "picture.png": b"\x89PNG",
}


@pytest.mark.parametrize(
    "pack",
    [zipped, tarred, *(lambda members, mode=mode: tarred(members, f"w:{mode}") for mode in ("gz", "bz2", "xz"))],
    ids=["zip", "tar", "tar.gz", "tar.bz2", "tar.xz"],
)
def test_an_archive_says_what_its_members_say(tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    folder = tmp_path / "folder"
    for name, content in MEMBERS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    archive = tmp_path / "logs.bin"  # known by its bytes
    archive.write_bytes(pack(MEMBERS))
    report = of(archive)
    assert counts(report) == counts(of(folder))
    assert {source.name for source in report.sources} == {
        f"{archive}:{name}" for name in MEMBERS if not name.endswith((".png", "readme.txt"))
    }
    assert [source.error for source in report.sources] == [None] * 3


def test_archives_in_archives(tmp_path: Path) -> None:
    inner = zipped({"a/debug.log": LOG.encode()})
    (tmp_path / "all.tar").write_bytes(
        tarred({"logs.zip": inner, "more/logs.tar.gz": tarred({"b.log": OTHER.encode()}, "w:gz")})
    )
    report = of(tmp_path / "all.tar")
    assert [source.name.partition("all.tar:")[2] for source in report.sources] == [
        "logs.zip:a/debug.log",
        "more/logs.tar.gz:b.log",
    ]
    assert len(report.issues) == 3


def test_archives_nested_too_deep_are_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    data = LOG.encode()
    nested = {"debug.log": data}
    for _ in range(6):
        nested = {"inner.zip": zipped(nested), "debug.log": data}
    (tmp_path / "deep.zip").write_bytes(zipped(nested))
    report = of(tmp_path / "deep.zip")
    assert [source.error for source in report.sources if source.error] == [
        "archives in archives are read 3 deep, no deeper"
    ]
    assert report.issues


def test_hostile_names_touch_no_file(tmp_path: Path) -> None:
    (tmp_path / "x.tar").write_bytes(tarred({"../../evil/debug.log": LOG.encode(), "/etc/cron.log": OTHER.encode()}))
    before = sorted(tmp_path.rglob("*"))
    report = of(tmp_path / "x.tar")
    assert [source.name.partition(":")[2] for source in report.sources] == ["../../evil/debug.log", "/etc/cron.log"]
    assert len(report.issues) == 3
    assert sorted(tmp_path.rglob("*")) == before


def test_links_in_archives_are_passed_over(tmp_path: Path) -> None:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        link = tarfile.TarInfo("debug.log")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    (tmp_path / "x.tar").write_bytes(data.getvalue())
    assert [source.error for source in of(tmp_path / "x.tar").sources] == [
        "no logs or pages in this archive (*.log, error_log, *.html, *.txt)"
    ]


@pytest.mark.parametrize("keep", [0.3, 0.9])
@pytest.mark.parametrize(
    "pack", [zipped, tarred, lambda members: tarred(members, "w:gz")], ids=["zip", "tar", "tar.gz"]
)
def test_damaged_archives_have_a_message(
    tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes], keep: float
) -> None:
    data = pack({"debug.log": (LOG * 500).encode(), "more.log": OTHER.encode()})
    (tmp_path / "x.zip").write_bytes(data[: int(len(data) * keep)])
    (tmp_path / "good.log").write_text(OTHER)
    report = scan([str(tmp_path / "x.zip"), str(tmp_path / "good.log")])
    assert any(source.error for source in report.sources)
    assert any(issue.identifier == "php.memory_exhausted" for issue in report.issues)


def test_an_encrypted_member_has_a_message(tmp_path: Path) -> None:
    data = bytearray(zipped({"debug.log": LOG.encode()}))
    data[6] |= 1  # the flag, here and in the directory
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "x.zip").write_bytes(data)
    (source,) = of(tmp_path / "x.zip").sources
    assert source.error is not None
    assert "encrypted" in source.error


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gzip", "bzip2", "xz"])
def test_a_bomb_ends_at_the_limit_with_what_was_read(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    (tmp_path / "debug.log").write_bytes(pack(LOG.encode()) + pack(b" " * (10 << 20)) * 20)
    report = of(tmp_path / "debug.log", limits=Limits(ratio=100))
    assert report.sources[0].error == "unpacks to more than 100 times its size; the rest is not read (--max-ratio)"
    assert [issue.count for issue in report.issues] == [1, 1]
    assert report.sources[0].bytes < 160 << 20
    report = of(tmp_path / "debug.log", limits=Limits(size=1 << 20))
    assert report.sources[0].error == "unpacks to more than 1,048,576 bytes; the rest is not read (--max-size)"
    assert len(report.issues) == 2


@pytest.mark.slow
def test_a_bomb_in_an_archive_ends_at_the_limit(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(zipped({"a.log": b" " * (140 << 20), "b.log": LOG.encode()}))
    report = of(tmp_path / "x.zip", limits=Limits(ratio=100))
    assert [bool(source.error) for source in report.sources] == [True, False]
    assert len(report.issues) == 2
    inner = zipped({"b.log": b" " * (2 << 20)})
    (tmp_path / "y.zip").write_bytes(zipped({"inner.zip": zipped({"inner.zip": inner})}))
    assert "unpacks to more" in str(of(tmp_path / "y.zip", limits=Limits(size=1 << 20)).sources[0].error)


def test_what_is_not_a_bomb_is_read(tmp_path: Path) -> None:
    (tmp_path / "debug.log.gz").write_bytes(gzip.compress(LOG.encode() * 50_000))
    report = of(tmp_path / "debug.log.gz")
    assert [issue.count for issue in report.issues] == [50_000, 50_000]
    assert report.sources[0].error is None


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells the peak of a program's memory there")
def test_a_bomb_takes_little_memory(tmp_path: Path) -> None:
    (tmp_path / "debug.log").write_bytes(gzip.compress((b"x" * 4095 + b"\n") * (100 << 8)))  # 100 MB
    code = (
        "import sys, pathlib, wpdiag; wpdiag.scan(sys.argv[1:]); print(pathlib.Path('/proc/self/status').read_text())"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "debug.log")], capture_output=True, check=True)
    (peak,) = re.findall(rb"VmHWM:\s+(\d+) kB", done.stdout)
    assert int(peak) < 120 << 10


def test_an_archive_on_standard_input(tmp_path: Path) -> None:
    for data in (zipped({"debug.log": LOG.encode()}), tarred({"debug.log": LOG.encode()})):
        done = subprocess.run(
            [sys.executable, "-m", "wpdiag", "scan", "-", "--format", "json"],
            input=data,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 1, done.stderr
        assert [source.name for source in Report.from_json(done.stdout).sources] == ["-:debug.log"]


def test_limits_as_options(tmp_path: Path) -> None:
    (tmp_path / "debug.log.gz").write_bytes(gzip.compress(LOG.encode() * 20_000))
    command = [sys.executable, "-m", "wpdiag", "scan", str(tmp_path / "debug.log.gz"), "--fail-on", "never"]
    done = subprocess.run([*command, "--max-size", "1M"], capture_output=True, check=False)
    assert done.returncode == 3
    assert b"debug.log.gz: unpacks to more than 1,048,576 bytes; the rest is not read (--max-size)" in done.stderr
    assert subprocess.run([*command, "--max-size", "1G"], capture_output=True, check=False).returncode == 0
    done = subprocess.run([*command, "--max-size", "much"], capture_output=True, check=False)
    assert (done.returncode, b"write it like 500M" in done.stderr) == (2, True)


@pytest.mark.parametrize("fast", [True, False])
def test_gzip_is_read_up_to_where_it_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fast: bool) -> None:
    if not fast:
        monkeypatch.setitem(sys.modules, "zlib_ng", None)
    lines = "".join(OTHER.replace("memory size of 1", f"memory size of {size}") for size in range(3000)).encode()
    packed = gzip.compress(lines)
    for end in (len(packed) - 9, len(packed) // 2, 2000):
        (tmp_path / "debug.log.gz").write_bytes(packed[:end])
        (source,) = of(tmp_path / "debug.log.gz").sources
        there = zlib.decompressobj(31).decompress(packed[:end])
        assert source.error == "damaged compressed data: it ends too early"
        assert source.bytes == len(there)
        assert source.entries == there.count(b"[24-Nov-2026 10:00:00 UTC]")


@pytest.mark.parametrize("kind", ["gzip", "bzip2", "xz", "zstd"])
def test_packed_data_is_read_once_in_whatever_steps(kind: str) -> None:
    data = b"".join(f"{number} {number * 7919 % 104729:x}\n".encode() for number in range(60_000))
    packed: bytes = {
        "gzip": gzip.compress,
        "bzip2": bz2.compress,
        "xz": lzma.compress,
        "zstd": lambda data: pytest.importorskip("zstandard").ZstdCompressor().compress(data),
    }[kind](data)  # type: ignore[operator] # functions of different forms
    steps = random.Random(1)
    for largest in (3000, 70_000, 300_000, 3 << 20):
        stream = decompressed(io.BufferedReader(io.BytesIO(packed)), Limits())
        read = []
        while part := stream.read(steps.randrange(1, largest)):
            read.append(part)
        assert b"".join(read) == data


@pytest.mark.parametrize("fast", [True, False])
def test_gzip_in_members_with_padding_and_with_faults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fast: bool
) -> None:
    if not fast:
        monkeypatch.setitem(sys.modules, "zlib_ng", None)
    one = gzip.compress(LOG.encode())
    for packed, times, error in (
        (one * 3, 3, None),
        (one + b"\0" * 5000 + one + b"\0" * 40_000, 2, None),
        (one + b"no gzip", 1, "damaged compressed data"),
        (one[:-8] + b"\0\0\0\0" + one[-4:], 1, "damaged compressed data"),
    ):
        (tmp_path / "debug.log.gz").write_bytes(packed)
        report = of(tmp_path / "debug.log.gz")
        assert str(report.sources[0].error).startswith(str(error)), packed[-20:]
        assert [issue.count for issue in report.issues] == [times, times]


def test_zstandard(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    packed = zstandard.ZstdCompressor().compress(LOG.encode())
    (tmp_path / "debug.log.zst").write_bytes(packed + zstandard.ZstdCompressor().compress(OTHER.encode()))
    assert len(of(tmp_path / "debug.log.zst").issues) == 3
    (tmp_path / "cut.zst").write_bytes(packed[:-20] + b"\0" * 10)
    assert "damaged" in str(of(tmp_path / "cut.zst").sources[0].error)
