"""The program as people and machines use it: output, exit codes, bad input."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import random
import re
import subprocess
import sys
import unicodedata
import zlib
from pathlib import Path

import jsonschema
import pytest

from program import DEPRECATED, FILE, WARNING, run
from wpdiag.schemas import schema_of


@pytest.fixture
def log(tmp_path: Path) -> Path:
    file = tmp_path / "debug.log"
    file.write_text(WARNING * 3 + DEPRECATED + "[23-Nov-2026 16:43:10 UTC] free text\n", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 1),
        (["--fail-on", "warning"], 1),
        (["--fail-on", "error"], 0),
        (["--fail-on", "never"], 0),
        (["--rule", "undefined-variable", "--fail-on", "warning"], 1),
        (["--component", "nobody"], 0),
        (["--component", "plugin:shop"], 1),
        (["--since", "2027-01-01"], 0),
        (["--until", "2026-11-24", "--fail-on", "deprecated", "--component", "shop"], 1),
        (["--quiet"], 1),
        (["--top", "0"], 2),
        (["--fail-on", "nonsense"], 2),
        (["--transport", "nonsense"], 2),
        (["--jobs", "2"], 1),
        (["--jobs", "auto"], 1),
        (["--jobs", "nonsense"], 2),
        (["--jobs", "-1"], 2),
        (["--timezone", "Nowhere/Town"], 2),
        (["--since", "yesterdayish"], 2),
        (["--format", "nonsense"], 2),
        (["-o", "report.nonsense"], 2),
        (["--rules", "missing.yml"], 2),
        (["--config", "missing.toml"], 2),
    ],
)
def test_exit_codes(log: Path, options: list[str], code: int) -> None:
    done = run("scan", *options, log)
    assert done.returncode == code, done.stderr
    if code == 2:
        assert done.stdout == b""
        assert done.stderr


def test_the_text_report(log: Path) -> None:
    text = run("scan", log).stdout.decode()
    assert text.index("WARNING") < text.index("DEPRECATED")
    assert "Plugin shop   4 times" in text
    assert "3× Undefined variable $x" in text
    assert "wp-content/plugins/shop/cart.php:3" in text
    assert "$ wp plugin update shop" in text
    assert "What to do first" in text
    assert "\x1b" not in text


def test_json_is_valid_and_complete(log: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<html>\nWarning: x in {FILE} on line 3\n")
    (tmp_path / "broken.log").write_bytes(b"\0\1\2\0binary")
    done = run("scan", "--format", "json", log, page, tmp_path / "broken.log", tmp_path / "missing.log")
    report = json.loads(done.stdout)
    jsonschema.validate(report, schema_of("report"))
    assert [source["error"] is None for source in report["sources"]] == [True, True, False, False]
    assert report["summary"]["by_level"]["info"] == 1
    assert all(issue["level"] != "info" for issue in report["issues"])
    warning = next(issue for issue in report["issues"] if issue["message"] == "Undefined variable $x")
    assert warning["count"] == 3
    assert warning["first_seen"] == "2026-11-23T16:43:10+00:00"
    assert warning["histogram"] == {"2026-11-23T16": 3}
    assert warning["fix"]["commands"] == ["wp plugin update shop"]


def test_info_is_listed_on_request(log: Path) -> None:
    report = json.loads(run("scan", "--format", "json", "--level", "info", log).stdout)
    assert [issue["message"] for issue in report["issues"] if issue["level"] == "info"] == ["free text"]


def test_jsonl_and_output_files(log: Path, tmp_path: Path) -> None:
    done = run("scan", "-f", "jsonl", "-o", tmp_path / "r.json", "-o", f"text:{tmp_path / 'r.out'}", log)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines == json.loads((tmp_path / "r.json").read_bytes())["issues"]
    assert "What to do first" in (tmp_path / "r.out").read_text(encoding="utf-8")


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


def test_broken_rules_and_configuration_are_named(log: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_text("rules:\n  - id: x\n    titel: y\n")
    done = run("scan", "--rules", tmp_path / "bad.yml", log)
    assert done.returncode == 2
    assert b"bad.yml:2" in done.stderr
    (tmp_path / "wpdiag.toml").write_text("fail-on = 'sometimes'\n")
    done = run("scan", log, cwd=tmp_path)
    assert done.returncode == 2
    assert b"wpdiag.toml" in done.stderr
    assert run("scan", "--isolated", log, cwd=tmp_path).returncode == 1
    (tmp_path / "wpdiag.toml").write_text("fail-on = 'error'\n")
    assert run("scan", log, cwd=tmp_path).returncode == 0
    assert run("scan", "--fail-on", "notice", log, cwd=tmp_path).returncode == 1


def test_hostile_text_is_inert(tmp_path: Path) -> None:
    file = tmp_path / "evil.log"
    file.write_text(
        "[23-Nov-2026 16:43:10 UTC] PHP Warning:  \x1b[31mred\x1b]0;title\x07 [bold]x[/bold] \u202eabc\u200b \x9b2J "
        "in /srv/wp-content/plugins/$(id)/a.php on line 3\n",
        encoding="utf-8",
    )
    for color in ("never", "always"):
        text = run("scan", "--color", color, "--verbose", file).stdout.decode()
        assert "[bold]x[/bold]" in text
        assert "\x1b[31mred" not in text
        for sign in "\x07\u202e\u200b\x9b":
            assert sign not in text
        assert "wp plugin update '$(id)'" in text


@pytest.mark.parametrize("width", [40, 60])
def test_narrow_terminals(log: Path, width: int) -> None:
    text = run("scan", log, env={"COLUMNS": str(width)}).stdout.decode()
    for line in text.splitlines():
        columns = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)
        assert columns <= width or " " not in line.strip()


def test_colours_only_where_they_are_wanted(log: Path) -> None:
    assert b"\x1b[" not in run("scan", log).stdout
    assert b"\x1b[" in run("scan", log, env={"FORCE_COLOR": "1"}).stdout
    assert b"\x1b[" not in run("scan", log, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout
    assert b"\x1b[" in run("scan", "--color", "always", log).stdout


def test_a_long_scan_shows_its_progress_on_a_terminal(tmp_path: Path) -> None:
    import pty

    file = tmp_path / "debug.log"
    file.write_text(WARNING * 400_000)
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "wpdiag", "scan", str(file)],
        stdout=subprocess.PIPE,
        stderr=follower,
        env={name: value for name, value in os.environ.items() if name != "CI"} | {"TERM": "xterm"},
    )
    os.close(follower)
    assert process.stdout is not None
    report = process.stdout.read()
    shown = os.read(leader, 1 << 16)
    process.wait(timeout=60)
    os.close(leader)
    assert b"MB" in shown
    assert b"MB/s" not in report
    assert b"400,000" in report


def test_explain() -> None:
    assert b"text domain" in run("explain", "textdomain-too-early").stdout
    text = run("explain", WARNING.partition("] ")[2].strip()).stdout.decode()
    assert "certain" in text
    assert "undefined-variable" in text
    assert run("explain", "no such thing").returncode == 2
    assert b"did you mean undefined-variable" in run("explain", "undefined-variabel").stderr
    assert b"wpdiag scan " + __file__.encode() in run("explain", __file__).stderr
    assert b"did you mean undefined-variable" in run("rules", "show", "undefined-variabel").stderr


@pytest.mark.parametrize("name", ["undefined-variable", "php.undefined_variable"])
def test_a_rule_is_explained_in_words(name: str) -> None:
    text = " ".join(run("explain", name).stdout.decode().split())
    assert "used the variable named in the message before" in text
    assert "wp plugin update <plugin>" in text
    assert not re.search(r"\{[a-z_]+[|}]", text)
    assert "${variable|named in the message}" in run("rules", "show", "undefined-variable").stdout.decode()


def test_versions_and_schemas() -> None:
    assert run("--version").stdout.startswith(b"wpdiag ")
    for what in ("report", "rules", "config"):
        jsonschema.Draft202012Validator.check_schema(json.loads(run("schema", what).stdout))


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
