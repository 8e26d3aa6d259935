"""Baselines of two branches, merged by git."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from gate.test_baseline import ISSUES, TODAY, chosen, report_of
from wpdiag.gate.baseline import Baseline, BaselineError, read, write
from wpdiag.gate.upkeep import create, update

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def test_git_merges_two_branches_that_accept_and_give_up_issues(tmp_path: Path) -> None:
    draw = random.Random(7)
    marks = range(len(ISSUES))
    for _ in range(5):
        common, ours, theirs = (set(draw.sample(marks, 20)) for _ in range(3))
        lost = update(create(chosen(common)), report_of(chosen(ours)), (), str(TODAY), add=False).baseline
        for name, baseline in (
            ("ours", lost | create(chosen(ours))),
            ("base", create(chosen(common))),
            ("theirs", create(chosen(common | theirs))),
        ):
            write(tmp_path / name, baseline)
        merged = subprocess.run(
            ["git", "merge-file", "--union", "-p", "ours", "base", "theirs"],
            cwd=tmp_path,
            capture_output=True,
            check=True,
        )
        (tmp_path / "merged").write_bytes(merged.stdout)
        assert read(tmp_path / "merged").keys() == {ISSUES[n].fingerprint for n in common | ours | theirs}


def test_a_branch_that_gives_up_and_one_that_accepts_merge_without_a_conflict(tmp_path: Path) -> None:
    """As documented, with ``merge=union``; and without it where their lines are apart."""
    everything = sorted(ISSUES, key=lambda issue: issue.fingerprint)
    file = tmp_path / "known.jsonl"

    def git(*words: str) -> int:
        identity = ("-c", "user.name=x", "-c", "user.email=x@x.example", "-c", "init.defaultBranch=main")
        return subprocess.run(["git", *identity, *words], cwd=tmp_path, capture_output=True, check=False).returncode

    def commit(branch: str, baseline: Baseline) -> None:
        assert git("checkout", "-q", "-b", branch, "main") == 0
        write(file, baseline)
        assert git("commit", "-qam", branch) == 0

    assert git("init", "-q") == 0
    assert git("checkout", "-q", "-b", "main") == 0
    common = everything[5:-5]
    write(file, create(common))
    assert git("add", ".") == git("commit", "-qm", "base") == 0
    fewer = report_of(common[1:])
    commit("gives-up", update(create(common), fewer, (), str(TODAY), add=False).baseline)
    commit("accepts", create([*common, *everything[-5:]]))
    assert git("merge", "-q", "gives-up") == 0
    merged = read(file)
    assert merged.keys() == {issue.fingerprint for issue in everything[5:]}
    assert merged[common[0].fingerprint].gone == str(TODAY)
    commit("accepts-others", create([*common, everything[-1]]))
    commit("accepts-more", create([*common, everything[-2]]))
    assert git("merge", "-q", "accepts-others") == 1
    with pytest.raises(BaselineError, match="an unfinished merge; keep the lines of both sides"):
        read(file)
    (tmp_path / ".git" / "info" / "attributes").write_text("known.jsonl merge=union\n")
    assert git("merge", "--abort") == 0
    assert git("merge", "-q", "accepts-others") == 0
    assert read(file).keys() == {issue.fingerprint for issue in (*common, *everything[-2:])}
