"""Bad and odd input: packed, in any encoding, empty, unreadable, no text at all."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import random
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from program import FILE, WARNING, run


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_compressed_logs(tmp_path: Path, pack: object) -> None:
    file = tmp_path / "debug.log.1"
    file.write_bytes(pack(WARNING.encode()))  # type: ignore[operator]
    assert b"Undefined variable" in run("scan", file).stdout


@pytest.mark.parametrize(
    "data",
    [
        WARNING.encode("utf-16"),
        b"\xef\xbb\xbf" + WARNING.encode(),
        WARNING.replace("\n", "\r\n").encode(),
        WARNING.replace("$x", "$x \xfc").encode("latin-1"),
        WARNING.encode("utf-16-le"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes) -> None:
    done = run("scan", "-f", "json", "-", data=data)
    (issue,) = json.loads(done.stdout)["issues"]
    assert issue["message"].startswith("Undefined variable $x")
    assert issue["location"] == {"file": FILE, "line": 3}
    assert issue["sources"] == ["-"]


def test_bad_sources_do_not_stop_the_others(log: Path, tmp_path: Path) -> None:
    (tmp_path / "binary.log").write_bytes(b"\x7fELF\0\0\0\1")
    (tmp_path / "cut.gz").write_bytes(gzip.compress(WARNING.encode() * 9000)[:-20])
    (tmp_path / "empty").mkdir()
    (tmp_path / "loop").mkdir()
    (tmp_path / "loop" / "self").symlink_to("../loop")
    words = [tmp_path / name for name in ("missing.log", "binary.log", "cut.gz", "empty", "loop")]
    done = run("scan", *words, log)
    assert done.returncode == 1
    lines = done.stderr.decode().splitlines()
    assert len(lines) == len(words)
    assert all(str(word) in line for word, line in zip(sorted(map(str, words)), sorted(lines), strict=True))
    assert "Undefined variable" in done.stdout.decode()


@pytest.mark.parametrize("name", ["missing.log", "binary.log", "folder", "no*.log"])
def test_nothing_readable_is_3(tmp_path: Path, name: str) -> None:
    (tmp_path / "binary.log").write_bytes(b"\x7fELF\0\0\0\1")
    (tmp_path / "folder").mkdir()
    done = run("scan", tmp_path / name)
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1


def test_an_empty_file_is_clean(tmp_path: Path) -> None:
    (tmp_path / "debug.log").touch()
    assert run("scan", tmp_path / "debug.log").returncode == 0


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to become somebody else")
def test_an_unreadable_file(log: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.log"
    secret.write_text(WARNING)
    secret.chmod(0)
    program = (
        f"import os, sys; sys.argv = ['wpdiag', 'scan', {str(secret)!r}]; from wpdiag.cli.app import main; "
        "import wpdiag.pipeline, wpdiag.formats.text, wpdiag.cli.settings, wpdiag.transports as t; t.names(); "
        "import wpdiag.cli.outputs, wpdiag.cli.screen, wpdiag.cli.reading; from wpdiag.cli.app import _application; _application(); "
        "from wpdiag.data import rules_folder; rules_folder(); os.setgroups([]); os.setgid(65534); os.setuid(65534); main()"
    )
    for folder in [tmp_path, *tmp_path.parents]:
        if folder.owner() == "root" and str(folder).startswith("/tmp/"):
            folder.chmod(0o755)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=60, check=False)
    if b"secret.log: permission denied" not in done.stderr:
        pytest.skip("the interpreter itself cannot be read by another user here")
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr


def test_a_file_that_shrinks_while_it_is_read(tmp_path: Path) -> None:
    import wpdiag

    file = tmp_path / "debug.log"
    file.write_text(WARNING * 20_000)

    def shrink(name: str, size: int) -> None:
        file.write_text("")

    report = wpdiag.scan([str(file)], progress=shrink)
    assert report.issues[0].count >= 1


@pytest.mark.parametrize(
    "data",
    [
        random.Random(1).randbytes(3000),
        random.Random(2).randbytes(400),
        zlib.compress((Path(__file__).parents[2] / "sample_logs/debug.log").read_bytes()),
    ],
)
def test_data_that_is_no_text_is_never_called_clean(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "debug.log").write_bytes(data)
    done = run("scan", tmp_path / "debug.log")
    assert done.returncode == 3
    assert b"binary data" in done.stderr
    assert b"Nothing could be read" in done.stdout
    assert b"Nothing found" not in done.stdout


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "latin-1", "gb18030", "shift_jis", "koi8-r"])
def test_text_in_old_encodings_is_text(encoding: str, tmp_path: Path) -> None:
    words = {"cp1251": "Ошибка", "koi8-r": "Ошибка", "gb18030": "错误", "shift_jis": "エラー"}.get(encoding, "Größe")
    (tmp_path / "debug.log").write_bytes(
        f"[26-Nov-2026 10:00:00 UTC] PHP Warning:  {words * 40} in /w/wp-content/plugins/shop/a.php on line 3\n".encode(
            encoding
        )
    )
    assert run("scan", tmp_path / "debug.log").returncode == 1
