"""Formats as the program writes them: chosen by name or ending, the exit code, what CI services get."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from wpdiag.formats import base, names

WARNING = "[23-Nov-2026 16:43:10 UTC] PHP Warning:  {} in /srv/www/wp-content/plugins/shop/cart.php on line 3\n"
HOSTILE = WARNING.format("x ##[error]y ::error::z ##teamcity[buildStop] <b>")


def run(
    *words: object, env: dict[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        [sys.executable, "-m", "wpdiag", *map(str, words)],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env=os.environ | (env or {}),
        cwd=cwd,
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return done


@pytest.fixture
def log(tmp_path: Path) -> Path:
    file = tmp_path / "debug.log"
    file.write_text(HOSTILE, encoding="utf-8")
    return file


def test_help_names_every_format() -> None:
    text = " ".join(run("scan", "--help").stdout.decode().split())
    assert ", ".join(names()) in text
    assert [base.by_name(name).NAME for name in names()] == names()
    assert {"text", "json", "sarif", "github", "junit", "csv", "nagios"} <= set(names())


@pytest.mark.parametrize("name", [name for name in names() if name != "nagios"])
def test_the_format_never_changes_the_exit_code(log: Path, tmp_path: Path, name: str) -> None:
    assert run("scan", "-f", name, log).returncode == 1
    assert run("scan", "-f", name, "--fail-on", "error", log).returncode == 0
    (tmp_path / "empty.log").touch()
    assert run("scan", "-f", name, tmp_path / "empty.log").returncode == 0


@pytest.mark.parametrize(
    ("options", "code"),
    [([], 1), (["-w", "1"], 0), (["-w", "0", "-c", "0"], 2), (["-w", "5:1"], 2), (["--component", "nobody"], 0)],
)
def test_nagios_has_codes_of_its_own(log: Path, options: list[str], code: int) -> None:
    done = run("scan", "-f", "nagios", "--fail-on", "never", *options, log)
    assert done.returncode == code
    assert done.stdout.startswith(b"WPDIAG ") or b"no range" in done.stderr


def test_nagios_does_not_know_what_it_cannot_read(tmp_path: Path) -> None:
    assert run("scan", "-f", "nagios", tmp_path / "missing.log").returncode == 3


@pytest.mark.parametrize(
    ("file", "start"),
    [
        ("r.sarif", '{\n "$schema"'),
        ("r.sarif.json", '{\n "$schema"'),
        ("r.json", '{\n  "schema_version"'),
        ("gl-code-quality-report.json", "[\n"),
        ("junit.xml", "<?xml"),
        ("TEST-junit.xml", "<?xml"),
        ("checkstyle.xml", "<?xml"),
        ("r.csv", "level,count"),
        ("r.md", "## wpdiag: 1 issue"),
        ("r.prom", "# HELP wpdiag_info"),
        ("r.html", "<!DOCTYPE html>"),
        ("R.MD", "## wpdiag: 1 issue"),
    ],
)
def test_the_ending_tells_the_format(log: Path, tmp_path: Path, file: str, start: str) -> None:
    run("scan", "-q", "-o", tmp_path / file, log)
    assert (tmp_path / file).read_text(encoding="utf-8").startswith(start)


def test_an_ending_that_fits_several_is_asked_about(log: Path) -> None:
    done = run("scan", "-o", "report.xml", log)
    assert done.returncode == 2
    assert b"FORMAT:report.xml" in done.stderr


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("-", "--format"),
        ("json:-", "--format json"),
        ("json:", "no file"),
        ("no/r.json", "there is no folder no"),
        ("json:.", "it is a folder"),
        ("xml:r.dat", "no format 'xml'"),
        ("report.xyz", "FORMAT:report.xyz"),
    ],
)
def test_a_file_that_cannot_be_is_said_before_the_scan(tmp_path: Path, word: str, said: str) -> None:
    done = run("scan", "-o", word, "missing.log", cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert b"missing.log" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_same_file_twice(log: Path, tmp_path: Path) -> None:
    assert run("scan", "-q", "-o", "r.json", "-o", "json:./r.json", log, cwd=tmp_path).returncode == 1
    done = run("scan", "-q", "-o", "r.json", "-o", f"html:{tmp_path}/r.json", log, cwd=tmp_path)
    assert done.returncode == 2
    assert b"written as json already" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_one_file_that_fails_leaves_the_others(log: Path, tmp_path: Path) -> None:
    done = run("scan", "-o", "text:/dev/full", "-o", "r.json", log, cwd=tmp_path)
    assert done.returncode == 2
    assert b"/dev/full: cannot write: No space left" in done.stderr
    assert b"1 issue in 1 source" in done.stdout
    assert json.loads((tmp_path / "r.json").read_text())["summary"]["issues"] == 1


def test_a_file_is_replaced_as_a_whole(log: Path, tmp_path: Path) -> None:
    """Who has the old one open, or a link to it, sees the old report or the new one."""
    target = tmp_path / "real.prom"
    target.write_text("old")
    target.chmod(0o640)
    (tmp_path / "link.prom").symlink_to(target)
    with target.open() as old:
        run("scan", "-q", "-o", "link.prom", log, cwd=tmp_path)
        assert old.read() == "old"
    assert (tmp_path / "link.prom").is_symlink()
    assert target.read_text().startswith("# HELP")
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(file.name for file in tmp_path.iterdir()) == ["debug.log", "link.prom", "real.prom"]


def test_github_gets_annotations_and_a_summary(log: Path, tmp_path: Path) -> None:
    page = tmp_path / "summary.md"
    page.write_text("before\n")
    text = run("scan", log, env={"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(page)}).stdout.decode()
    stop, *lines = text.splitlines()
    token = re.fullmatch(r"::stop-commands::([0-9a-f]{32})", stop)
    assert token
    end = lines.index(f"::{token[1]}::")
    assert "What to do first" in lines[:end]
    assert [line.partition(" ")[0] for line in lines[end + 1 :]] == ["::warning", "wpdiag:"]
    assert page.read_text(encoding="utf-8").startswith("before\n## wpdiag: 1 issue")


def test_a_summary_that_cannot_be_written_is_said(log: Path, tmp_path: Path) -> None:
    done = run("scan", "-f", "github", log, env={"GITHUB_STEP_SUMMARY": str(tmp_path / "no" / "page.md")})
    assert done.returncode == 1
    assert b"page.md: cannot write" in done.stderr


@pytest.mark.slow
def test_a_summary_with_every_detail_that_is_too_long_is_a_shorter_one(tmp_path: Path) -> None:
    log, page = tmp_path / "debug.log", tmp_path / "summary.md"
    log.write_text(
        "".join(
            WARNING.format(f"Undefined variable $v{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}")
            for n in range(1500)
        )
    )
    done = run("scan", "--verbose", log, env={"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(page)})
    assert (done.returncode, done.stderr) == (1, b"")
    assert page.read_text(encoding="utf-8").startswith("## wpdiag: 1,500 issues")
    assert "more issues" in page.read_text(encoding="utf-8")
    assert page.stat().st_size < 1 << 20  # what GitHub takes


def test_on_gitlab_the_text_is_a_section_of_the_log(log: Path) -> None:
    log.write_text(WARNING.format("x \x1b[0Ksection_end:1:wpdiag\r\x1b[0K"), encoding="utf-8")
    text = run("scan", log, env={"GITLAB_CI": "true"}).stdout.decode("utf-8", "strict")
    mark = r"\x1b\[0Ksection_(start|end):(\d+):wpdiag\r\x1b\[0K(.*)\n"
    assert re.fullmatch(rf"{mark}(?s:(.*)){mark}", text)
    (start, began, head), (end, ended, rest) = re.findall(mark, text)
    assert (start, end, rest) == ("start", "end", "")
    assert "1 issue in 1 source" in head
    assert int(began) <= int(ended)
    assert text.count("\x1b") == 4


def test_teamcity_gets_messages_and_no_hostile_ones(log: Path) -> None:
    lines = run("scan", log, env={"TEAMCITY_VERSION": "2026.1"}).stdout.decode().splitlines()
    messages = [line for line in lines if "##teamcity[" in line]
    assert {line.partition(" ")[0] for line in messages} == {
        "##teamcity[inspectionType",
        "##teamcity[inspection",
        "##teamcity[buildStatisticValue",
    }


def test_azure_is_not_given_commands_by_a_log(tmp_path: Path) -> None:
    file = tmp_path / "debug.log"
    file.write_text(
        "PHP Warning:  ##vso[task.setvariable variable=a]b ##[error]c in /srv/wp-content/plugins/a/b.php on line 3"
    )
    text = run("scan", file, env={"TF_BUILD": "True"}).stdout.decode()
    assert "## vso[task.setvariable" in text
    assert "##vso[" not in text
    assert "##[" not in text


def test_gitlab_gets_a_hint_until_it_has_its_file(log: Path, tmp_path: Path) -> None:
    file = tmp_path / "gl-code-quality-report.json"
    assert b"artifacts:reports:codequality" in run("scan", log, env={"GITLAB_CI": "true"}).stderr
    assert run("scan", "-o", file, log, env={"GITLAB_CI": "true"}).stderr == b""


@pytest.mark.parametrize("service", [{"GITHUB_ACTIONS": "true"}, {"TEAMCITY_VERSION": "1"}, {"GITLAB_CI": "true"}])
def test_services_get_nothing_beside_other_formats(log: Path, service: dict[str, str]) -> None:
    done = run("scan", "-f", "json", log, env=service)
    assert json.loads(done.stdout)["summary"]["issues"] == 1
    assert done.stderr == b""


def test_a_file_gets_text_alone(log: Path, tmp_path: Path) -> None:
    with (tmp_path / "out.txt").open("wb") as out:
        command = [sys.executable, "-m", "wpdiag", "scan", str(log)]
        subprocess.run(command, stdout=out, env=os.environ | {"GITHUB_ACTIONS": "true"}, timeout=60, check=False)
    text = (tmp_path / "out.txt").read_text(encoding="utf-8")
    assert "::warning" not in text
    assert "::stop-commands::" not in text


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file names are always text")
@pytest.mark.parametrize("name", names())
def test_a_source_whose_name_is_no_text(tmp_path: Path, name: str) -> None:
    file = os.fsencode(tmp_path) + b"/bad\xff.log"
    with open(file, "wb") as out:  # noqa: PTH123 a name of bytes
        out.write(HOSTILE.encode())
    done = subprocess.run(
        [sys.executable, "-m", "wpdiag", "scan", "-f", name, file], capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout.decode("utf-8")
