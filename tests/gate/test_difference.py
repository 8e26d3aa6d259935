"""Two reports compared: every issue has one fate, the way back is the mirror image, hostile text stays harmless."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

import wpdiag
from program import DEPRECATED, WARNING, run
from wpdiag.formats.difference import json as as_json
from wpdiag.formats.difference import markdown, text
from wpdiag.gate.difference import CHANGES, difference, fails, incomplete
from wpdiag.gate.threshold import Gate
from wpdiag.model import LEVELS, Report
from wpdiag.report import select
from wpdiag.report.build import build

ISSUES = wpdiag.scan(
    [str(Path(__file__).parents[2] / "sample_logs"), str(Path(__file__).parents[1] / "data" / "captured")]
).issues
COUNTS = st.dictionaries(st.integers(0, len(ISSUES) - 1), st.integers(1, 3))
MIRROR = {"new": "gone", "gone": "new", "more": "fewer", "fewer": "more", "same": "same"}
HOSTILE = "\x1b[31m \x9b2J \u202e | `x` <script> [a](http://evil.example) @admin\n# x"


def report_of(counts: dict[int, int]) -> Report:
    return build([replace(ISSUES[number], count=count) for number, count in counts.items()], [], [], 1)


@given(one=COUNTS, other=COUNTS)
def test_every_issue_has_one_fate_and_the_way_back_is_the_mirror(one: dict[int, int], other: dict[int, int]) -> None:
    old, new = report_of(one), report_of(other)
    there, back = difference(old, new), difference(new, old)
    fates = {change.fingerprint: change for change in there.changes}
    assert len(fates) == len(there.changes)
    for number in one.keys() | other.keys():
        before, after = one.get(number, 0), other.get(number, 0)
        change = fates.get(ISSUES[number].fingerprint)
        if before == after:
            assert change is None
        else:
            assert change is not None
            assert (change.old, change.new) == (before, after)
            assert change.change == (
                "new" if not before else "gone" if not after else "more" if after > before else "fewer"
            )
    assert sum(there.summary.values()) == len(one.keys() | other.keys())
    assert there.summary == {name: back.summary[MIRROR[name]] for name in there.summary}
    ranks = [(CHANGES.index(change.change), LEVELS.index(change.level)) for change in there.changes]
    assert ranks == sorted(ranks)


@given(one=COUNTS, other=COUNTS, level=st.sampled_from([*LEVELS, "never"]))
def test_what_is_new_fails(one: dict[int, int], other: dict[int, int], level: str) -> None:
    old, new = report_of(one), report_of(other)
    listed = [change for change in difference(old, new).changes if change.change == "new"]
    severe = level != "never" and any(LEVELS.index(change.level) <= LEVELS.index(level) for change in listed)
    assert fails(old, new, Gate(fail_on=level)) is severe


def test_free_text_counts_where_both_reports_have_it() -> None:
    whole = build(ISSUES, [], [], 1)
    usual = select.listed(whole, "deprecated", None)
    assert len(usual.issues) < len(whole.issues)
    assert difference(usual, whole).changes == difference(whole, usual).changes == ()
    assert incomplete(usual) == []
    assert not fails(usual, whole, Gate(fail_on="info"))
    assert "notice" in incomplete(select.listed(whole, "deprecated", 1))


def test_hostile_text_is_inert() -> None:
    issue = replace(
        ISSUES[0],
        message=HOSTILE,
        fingerprint=HOSTILE,
        component=replace(ISSUES[0].component, kind="plugin", slug=HOSTILE),
    )
    found = difference(build([], [], [], 1), build([issue], [], [], 1))
    for shown in (text.render(found), markdown.render(found)):
        assert not set("\x1b\x9b\u202e") & set(shown)
        assert len([line for line in shown.splitlines() if "script" in line]) == 1
    html = MarkdownIt("gfm-like").render(markdown.render(found))
    assert "<script" not in html
    assert "<a " not in html
    assert len(re.findall("<td", html)) == 5
    assert json.loads(as_json.render(found))["changes"][0]["message"] == HOSTILE


def test_markdown_fits_a_comment() -> None:
    many = [replace(ISSUES[0], fingerprint=f"{number:016x}", message="x" * 500) for number in range(3000)]
    shown = markdown.render(difference(build([], [], [], 1), build(many, [], [], 1)))
    assert len(shown) < 65_536
    assert "more issues." in shown


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reports: the second has a warning more."""
    for name, lines in (("old", DEPRECATED * 2), ("new", DEPRECATED * 3 + WARNING)):
        (tmp_path / f"{name}.log").write_text(lines)
        run("scan", "-q", "-o", f"{name}.json", f"{name}.log", cwd=tmp_path)
    return tmp_path


def test_the_program(folder: Path) -> None:
    done = run("diff", "old.json", "new.json", cwd=folder)
    assert done.returncode == 1
    assert done.stdout.decode().splitlines()[0] == "1 new, 1 more, 0 fewer, 0 gone, 0 the same"
    assert "2 → 3" in done.stdout.decode()
    for form in ("text", "json", "markdown"):
        assert run("diff", "-f", form, "--fail-on", "error", "old.json", "new.json", cwd=folder).returncode == 0
        assert run("diff", "-f", form, "new.json", "old.json", cwd=folder).returncode == 0
    assert run("diff", "old.json", "new.json", cwd=folder, env={"WPDIAG_FAIL_ON": "fatal"}).returncode == 0
    found = json.loads(run("diff", "-f", "json", "old.json", "new.json", cwd=folder).stdout)
    assert found["summary"] == {"new": 1, "more": 1, "fewer": 0, "gone": 0, "same": 0}
    assert found["old"]["file"] == "old.json"


def test_reports_that_cannot_be_read(folder: Path) -> None:
    (folder / "bad.json").write_bytes(b'{"issues": \xff')
    (folder / "empty.json").touch()
    for name in ("missing.json", "bad.json", "empty.json", "old.log", "."):
        for words in ([name, "new.json"], ["old.json", name]):
            done = run("diff", *words, cwd=folder)
            assert (done.returncode, done.stdout) == (3, b"")
            assert len(done.stderr.splitlines()) == 1
            assert name.encode() in done.stderr


def test_packed_reports_and_those_of_later_versions(folder: Path) -> None:
    report = (folder / "new.json").read_bytes()
    (folder / "new.json.gz").write_bytes(gzip.compress(report))
    assert run("diff", "old.json", "new.json.gz", cwd=folder).stdout == run(
        "diff", "old.json", "new.json", cwd=folder
    ).stdout.replace(b"new.json", b"new.json.gz")
    (folder / "cut.json.gz").write_bytes(gzip.compress(report)[:200])
    later = report.replace(b'"schema_version": "1.0"', b'"schema_version": "1.9", "later": [1]')
    (folder / "later.json").write_bytes(later)
    assert run("diff", "new.json", "later.json", cwd=folder).stdout.startswith(b"0 new, 0 more, 0 fewer, 0 gone, 2 the")
    (folder / "two.json").write_bytes(report.replace(b'"schema_version": "1.0"', b'"schema_version": "2.0"'))
    for name, said in (("cut.json.gz", "damaged"), ("two.json", "version '2.0' of reports is not known")):
        done = run("diff", "old.json", name, cwd=folder)
        assert done.returncode == 3
        assert said in done.stderr.decode()
        assert run("merge", "old.json", name, cwd=folder).returncode in (1, 3)


@pytest.mark.skipif(sys.platform == "win32", reason="names of files are bytes elsewhere")
def test_a_name_that_is_no_text(folder: Path) -> None:
    name = os.fsdecode(b"\xff\x1b.json")
    shutil.copy(folder / "old.json", folder / name)
    for form in ("text", "json", "markdown"):
        done = run("diff", "-f", form, name, "new.json", cwd=folder)
        assert done.returncode == 1
        assert b"\x1b" not in done.stdout


def test_a_report_that_leaves_something_out_is_named(folder: Path) -> None:
    run("scan", "-q", "--top", "1", "-o", "old.json", "new.log", cwd=folder)
    done = run("diff", "old.json", "new.json", cwd=folder)
    assert b"old.json: does not list every deprecated" in done.stderr
    assert done.returncode == 1
