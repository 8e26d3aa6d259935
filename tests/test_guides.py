"""The examples of the guides do what the guides say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from answering import Asked

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(?P<kind>console|toml|crontab|ini)\n(?P<text>.*?)^```$", re.M | re.S)
FILE_BLOCK = re.compile(r"^```sh file=(?P<name>[\w-]+)\n(?P<text>.*?)^```$", re.M | re.S)
PAGES = [
    "gates.md",
    "incremental.md",
    "sharing.md",
    *(f"howto/{file.name}" for file in sorted((ROOT / "docs/howto").glob("*.md"))),
]
SHOWN = (
    "<p>Cart</p><br />\n<b>Warning</b>:  Undefined variable $x in <b>/srv/www/wp-content/plugins/shop/cart.php</b> on line "
    "<b>3</b><br />\n"
)
MAIL = """#!/bin/sh
printf '%s\\n' "$@" > "$MAILED/words"
cat > "$MAILED/text"
cp "$4" "$MAILED/attached"
"""
"""A stand-in of mail(1)."""


def blocks(page: str) -> list[tuple[str, str]]:
    return [
        (match["kind"], match["text"]) for match in BLOCK.finditer((ROOT / "docs" / page).read_text(encoding="utf-8"))
    ]


def commands(text: str) -> list[tuple[str, str]]:
    """Each command of a block, and what it prints."""
    parts = re.split(r"^\$ (.*)\n", text, flags=re.M)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What a command does in a folder, with the program that is tested."""
    return subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def write_files(page: str, folder: Path) -> None:
    """The files that a page shows."""
    for match in FILE_BLOCK.finditer((ROOT / "docs" / page).read_text(encoding="utf-8")):
        (folder / match["name"]).write_text(match["text"], encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_the_examples(page: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "sample_logs" / "debug.log", tmp_path)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "cart.html").write_text(SHOWN, encoding="utf-8")
    write_files(page, tmp_path)
    code, ran = 0, 0
    for kind, text in blocks(page):
        if kind == "toml":
            assert text.startswith("# wpdiag.toml\n")
            (tmp_path / "wpdiag.toml").write_text(text, encoding="utf-8")
        for command, expected in commands(text) if kind == "console" else ():
            done = shell(f"(exit {code}); {command}", tmp_path)
            pattern = "(?s:.*)".join(map(re.escape, expected.split("…\n")))
            assert re.fullmatch(pattern, done.stdout), (command, done.stdout)
            code = done.returncode
            ran += 1
    assert ran


def test_the_job_for_cron_prints_what_is_new_and_nothing_else(tmp_path: Path) -> None:
    shutil.copy2(ROOT / "sample_logs" / "debug.log", tmp_path)
    os.utime(tmp_path / "debug.log", (0, 0))
    (text,) = (text for kind, text in blocks("incremental.md") if kind == "crontab")
    assert "%" not in text  # cron would end the line there
    *when, job = text.strip().split(" ", 5)
    assert when == ["*"] * 5
    job = re.sub(r"(?<= )/\S*/", "", job)
    assert [len(shell(job, tmp_path).stdout) > 0 for _ in range(2)] == [True, False]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    units = [text for kind, text in blocks("incremental.md") if kind == "ini"]
    for text in units:
        name = Path(text.splitlines()[0].removeprefix("# ")).name
        text = text.replace("/usr/local/bin/wpdiag", str(Path(sys.executable).with_name("wpdiag")))
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = shell("systemd-analyze verify ./wpdiag.service ./wpdiag.timer", tmp_path)
    assert (len(units), done.returncode, done.stdout) == (2, 0, "")


@pytest.fixture
def programs(tmp_path: Path) -> dict[str, str]:
    """Variables with which wpdiag and a stand-in of mail(1) are found."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "mailed").mkdir()
    (tmp_path / "bin" / "mail").write_text(MAIL)
    (tmp_path / "bin" / "mail").chmod(0o755)
    path = os.pathsep.join([str(tmp_path / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]])
    return os.environ | {"PATH": path, "MAILED": str(tmp_path / "mailed"), "LC_ALL": "C.UTF-8"}


def test_the_nightly_mail(tmp_path: Path, programs: dict[str, str]) -> None:
    write_files("howto/nightly-report.md", tmp_path)

    def night(log: str) -> list[str]:
        words = ["sh", "wpdiag-nightly", log, "admin@example.org"]
        done = subprocess.run(words, cwd=tmp_path, env=programs, capture_output=True, timeout=60, check=False)
        assert done.stderr == b""
        return sorted(file.name for file in (tmp_path / "mailed").iterdir())

    shutil.copy(ROOT / "sample_logs" / "debug.log", tmp_path)
    assert night("debug.log") == []  # nothing of the last 24 hours
    with (tmp_path / "debug.log").open("a") as log:
        log.write(
            f"[{datetime.now(UTC):%d-%b-%Y %H:%M:%S} UTC] PHP Warning:  mail to quentin@shop.de failed in /home/quentin/x.php on line 3\n"
        )
    assert night("debug.log") == ["attached", "text", "words"]
    words = (tmp_path / "mailed/words").read_text()
    assert words.startswith("-s\nwpdiag: 1 issue in 1 source")
    assert words.endswith("admin@example.org\n")
    assert "<email-1>" in (tmp_path / "mailed/text").read_text()
    page = (tmp_path / "mailed/attached").read_text()
    assert page.startswith("<!DOCTYPE html>")
    assert "quentin" not in page
    assert night("missing.log")
    assert "missing.log" in (tmp_path / "mailed/text").read_text()


def test_the_pages_of_a_staging_site(tmp_path: Path, server: Asked) -> None:
    """The command of the page, against a server whose pages have messages and error codes."""
    guide = (ROOT / "docs/howto/staging-html-check.md").read_text(encoding="utf-8")
    [code] = re.findall(r"^```sh\n(.*?)^```$", guide, re.M | re.S)
    pages = [
        server.says("/cart", SHOWN.replace("$x", "$on_cart")),
        server.says("/broken", SHOWN.replace("$x", "$on_broken"), 500),
    ]
    (tmp_path / "pages.txt").write_text("".join(f"{page}\n" for page in pages))
    done = shell(code, tmp_path)
    assert done.returncode == 1
    assert "$on_cart" in done.stdout
    assert "$on_broken" in done.stdout
