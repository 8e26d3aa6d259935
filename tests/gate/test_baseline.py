"""Baselines of real reports: what a baseline knows is not new, and it never grows by itself."""

from __future__ import annotations

import json
import os
import random
import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import wpdiag
from wpdiag.gate.baseline import BaselineError, known, read, text_of, write
from wpdiag.gate.compare import gone, marked, state
from wpdiag.gate.judge import judge, only_new
from wpdiag.gate.threshold import Gate
from wpdiag.gate.upkeep import create, prune, update
from wpdiag.model import Issue, Report
from wpdiag.report.build import build

DATA = Path(__file__).parents[1] / "data"
SAMPLES = Path(__file__).parents[2] / "sample_logs"
TODAY = date(2026, 11, 26)
ISSUES = wpdiag.scan([str(SAMPLES / "debug.log"), str(SAMPLES / "nginx-error.log"), str(DATA / "captured")]).issues
SOME = st.sets(st.integers(0, len(ISSUES) - 1))
HOURS = st.dictionaries(
    st.sampled_from([f"2026-11-23T{hour:02}" for hour in range(24)]), st.integers(1, 500), max_size=24
)


def chosen(numbers: set[int]) -> list[Issue]:
    return [ISSUES[number] for number in sorted(numbers)]


def report_of(issues: list[Issue]) -> Report:
    return build(issues, [], [], 1)


def busy(histogram: dict[str, int]) -> Issue:
    return replace(ISSUES[0], histogram=histogram, count=sum(histogram.values()) or 1)


def test_the_data_is_worth_it() -> None:
    assert len(ISSUES) > 60
    assert {"fatal", "warning", "notice", "deprecated", "info"} <= {issue.level for issue in ISSUES}


@given(accepted=SOME, seen=SOME)
def test_states(accepted: set[int], seen: set[int]) -> None:
    baseline = create(chosen(accepted))
    judged = judge(report_of(chosen(seen)), baseline=baseline, today=TODAY).report
    states = {issue.fingerprint: issue.baseline for issue in judged.issues}
    assert states == {ISSUES[n].fingerprint: "known" if n in accepted else "new" for n in seen}
    assert {issue.fingerprint for issue in only_new(judged).issues} == {ISSUES[n].fingerprint for n in seen - accepted}
    beside = judged.summary.baseline
    assert beside is not None
    assert [row.fingerprint for row in beside.gone] == sorted(ISSUES[n].fingerprint for n in accepted - seen)
    assert beside.known == len(seen & accepted)
    gate = Gate(only_new=True, fail_on="info")
    assert gate.any_fails(judged.issues) == bool(seen - accepted)


@given(histogram=HOURS)
def test_a_report_beside_its_own_baseline_has_nothing_new(histogram: dict[str, int]) -> None:
    issue = busy(histogram)
    assert state(issue, known(issue)) == "known"


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ({"10": 2}, {"12": 20}, "escalating"),
        ({"10": 2}, {"12": 19}, "known"),
        ({"10": 1, "11": 3}, {"12": 1, "13": 20}, "escalating"),
        ({"10": 1}, {"12": 9}, "known"),
        ({"10": 1} | {f"d{hour}": 1 for hour in range(30)} | {"11": 60}, {"12": 60}, "known"),
        ({}, {"12": 1000}, "known"),
        ({"10": 1}, {}, "known"),
    ],
)
def test_escalating_is_ten_times_the_usual_rate(before: dict[str, int], now: dict[str, int], said: str) -> None:
    assert state(busy(now), known(busy(before))) == said


@given(accepted=SOME, first=SOME, then=SOME)
def test_update_and_prune_never_add(accepted: set[int], first: set[int], then: set[int]) -> None:
    baseline = create(chosen(accepted))
    report = report_of(chosen(first))
    kept = update(baseline, report, report.issues, str(TODAY), add=False)
    assert set(kept.baseline) == set(baseline)
    for mark, row in kept.baseline.items():
        assert row.count <= baseline[mark].count
        assert (row.gone is None) == (mark in {issue.fingerprint for issue in report.issues})
    assert kept.gone == len(accepted - first)
    assert kept.left_out == len(first - accepted)
    assert update(kept.baseline, report, report.issues, "2030-01-01", add=False).baseline == kept.baseline
    for issue in chosen(then):
        if issue.fingerprint in baseline:
            number = ISSUES.index(issue)
            assert state(issue, kept.baseline[issue.fingerprint]) == ("known" if number in first else "returned")
    pruned = prune(kept.baseline, report)
    assert set(pruned.baseline) == {ISSUES[n].fingerprint for n in accepted & first}
    assert all(pruned.baseline[mark] == kept.baseline[mark] for mark in pruned.baseline)
    assert gone(pruned.baseline, pruned.baseline.keys()) == []


@given(before=HOURS, now=HOURS)
def test_an_update_by_a_report_makes_nothing_of_it_worse(before: dict[str, int], now: dict[str, int]) -> None:
    baseline = create([busy(before)])
    report = report_of([busy(now)])
    kept = update(baseline, report, (), str(TODAY), add=False).baseline
    old, new = baseline[ISSUES[0].fingerprint], kept[ISSUES[0].fingerprint]
    assert state(busy(now), new) == state(busy(now), old)
    assert new.count <= old.count
    if old.hourly is not None and old.peak is not None:
        assert new.hourly is not None
        assert new.hourly <= old.hourly
        assert new.peak is not None
        assert new.peak <= old.peak


@given(accepted=SOME, seen=SOME)
def test_add_new_accepts_all_there_is(accepted: set[int], seen: set[int]) -> None:
    report = report_of(chosen(seen))
    first = update(create(chosen(accepted)), report_of([]), (), str(TODAY), add=False).baseline
    kept = update(first, report, report.issues, str(TODAY), add=True)
    assert kept.added == len(seen)
    assert {issue.baseline for issue in marked(report.issues, kept.baseline)} <= {"known"}


def test_what_a_report_does_not_list_is_not_gone() -> None:
    whole = report_of(list(ISSUES))
    short = replace(whole, issues=tuple(issue for issue in whole.issues if issue.level != "notice"))
    baseline = create(ISSUES)
    assert update(baseline, short, (), str(TODAY), add=False).gone == 0
    assert prune(baseline, short).gone == 0
    assert judge(short, baseline=baseline, today=TODAY, whole=False).report.summary.baseline.gone == ()  # type: ignore[union-attr]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(accepted=SOME, twice=SOME, seed=st.integers(0, 9))
def test_the_file_keeps_all_and_bears_a_merge(accepted: set[int], twice: set[int], seed: int, tmp_path: Path) -> None:
    baseline = create(chosen(accepted))
    file = tmp_path / "baseline.jsonl"
    write(file, baseline)
    assert read(file) == baseline
    head, *lines = file.read_bytes().splitlines(keepends=True)
    assert lines == sorted(lines)
    assert len(lines) == len(accepted)
    lines += [line for number, line in enumerate(lines) if number in twice] + [b"\n"]
    random.Random(seed).shuffle(lines)
    file.write_bytes(head + b"".join(lines))
    assert read(file) == baseline
    assert text_of(read(file)) == text_of(baseline)


def test_an_issue_is_accepted_where_one_of_two_lines_accepts_it(tmp_path: Path) -> None:
    row = known(ISSUES[0])
    lost = replace(row, gone="2026-01-01", count=row.count + 5)
    for pair in ((row, lost), (lost, row)):
        file = tmp_path / "b.jsonl"
        file.write_bytes(
            b'{"wpdiag_baseline":1}\n' + b"".join(text_of({"": each}).splitlines(True)[1] for each in pair)
        )
        assert read(file) == {row.fingerprint: replace(row, count=row.count + 5)}


def test_text_of_logs_is_harmless_in_the_file() -> None:
    issue = replace(ISSUES[0], template="\x1b[31m a\nb \u202e \x9b " + "x" * 500)
    line = text_of({"x": known(issue)}).splitlines()[1].decode()
    assert not set("\x1b\u202e\x9b\n") & set(json.loads(line)["message"])
    assert len(json.loads(line)["message"]) <= 120


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not a baseline"),
        (b'{"issues": []}', "not a baseline"),
        (b"\x00\xff\xfe", "not a baseline"),
        (b'{"wpdiag_baseline":2}\n', "version 2"),
        (b'{"wpdiag_baseline":1}\n{}\n', ":2: needs 'fingerprint'"),
        (b'{"wpdiag_baseline":1}\n\n{"fingerprint"\n', ":3: "),
        (b'{"wpdiag_baseline":1}\n<<<<<<< ours\n', ":2: an unfinished merge"),
        (b'{"wpdiag_baseline":1}\n\xff\n', ":2: "),
    ],
)
def test_what_is_no_baseline_is_named(tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "b.jsonl"
    file.write_bytes(data)
    with pytest.raises(BaselineError) as caught:
        read(file)
    assert said in str(caught.value)
    assert str(file) in str(caught.value)


def test_a_missing_baseline_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="wpdiag baseline create"):
        read(tmp_path / "missing.jsonl")


def test_writing_keeps_the_mode_and_the_link_and_leaves_nothing_behind(tmp_path: Path) -> None:
    real, link = tmp_path / "real.jsonl", tmp_path / "link.jsonl"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    write(link, create(ISSUES))
    assert link.is_symlink()
    assert len(read(real)) == len(ISSUES)
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    with pytest.raises(BaselineError):
        write(tmp_path / "no" / "folder.jsonl", {})
    with pytest.raises(BaselineError, match="not a regular file"):
        write(tmp_path, {})
    assert {each.name for each in tmp_path.iterdir()} == {"link.jsonl", "real.jsonl"}


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "b.jsonl"
    write(file, create(ISSUES))
    before = file.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BaselineError, match="No space left"):
        write(file, {})
    assert file.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["b.jsonl"]
