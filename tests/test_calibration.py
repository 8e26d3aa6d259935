"""Stated confidence is the share that is right, on reports of the public (benchmarks/calibration.py prints the table)."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

CALIBRATION = runpy.run_path(str(Path(__file__).parents[1] / "benchmarks" / "calibration.py"))


@pytest.fixture(scope="module")
def judged() -> list[Any]:
    return list(CALIBRATION["judge"](CALIBRATION["REPORTS"]))


def share(judged: list[Any], verdict: str) -> float:
    members = [one.right for one in judged if one.verdict == verdict]
    assert len(members) >= 40
    return float(sum(members) / len(members))


def test_verdicts_keep_their_word(judged: list[Any]) -> None:
    assert share(judged, "certain") >= 0.97
    assert share(judged, "likely") >= 0.8


def test_brier_score(judged: list[Any]) -> None:
    assert CALIBRATION["brier"](judged) <= 0.125


def test_nobody_is_right_without_an_answer() -> None:
    make = CALIBRATION["Judged"]
    named = [
        make("a", "plugin:x", "plugin:x", "certain", 1.0, True),
        make("b", "plugin:x", "core", "likely", 0.5, False),
    ]
    assert CALIBRATION["brier"](named) == pytest.approx(0.125)
    assert CALIBRATION["brier"]([make("c", "unknown", "unknown", "unknown", 0.0, True)]) == 0.0
