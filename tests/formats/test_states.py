"""How issues stand beside a baseline, in every format: known, escalating, returned, new, gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from program import run
from wpdiag.formats import names


def lines(plugin: str, hours: range, often: int = 1) -> str:
    """The same warning of a plugin so often in each of some hours."""
    file = f"/srv/www/wp-content/plugins/{plugin}/f.php"
    return "".join(
        f"[23-Nov-2026 {hour:02}:00:00 UTC] PHP Warning:  Undefined variable $x in {file} on line 3\n" * often
        for hour in hours
    )


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every format of a scan with an issue of every state."""
    folder = tmp_path_factory.mktemp("states")
    usual = lines("esc", range(1, 6)) + lines("old", range(1, 6))
    (folder / "all.log").write_text(usual + lines("ret", range(1, 3)) + lines("off", range(1, 3)))
    (folder / "mended.log").write_text(usual + lines("off", range(1, 3)))
    (folder / "now.log").write_text(
        usual + lines("esc", range(6, 7), 20) + lines("ret", range(6, 7)) + lines("fresh", range(6, 7))
    )
    assert run("baseline", "create", "b.jsonl", "all.log", cwd=folder).returncode == 0
    assert run("baseline", "update", "b.jsonl", "mended.log", cwd=folder).returncode == 0
    outputs = [word for name in names() for word in ("-o", f"{name}:{name}")]
    assert run("scan", "-q", "--baseline", "b.jsonl", "now.log", "-v", *outputs, cwd=folder).returncode == 1
    return {name: (folder / name).read_text() for name in names()}


@pytest.mark.parametrize("name", sorted(set(names()) - {"sarif", "prometheus"}))
def test_the_states_are_said(name: str, shown: dict[str, str]) -> None:
    for state in ("escalating", "returned", "known"):
        assert state in shown[name]


@pytest.mark.parametrize("name", ["github", "nagios"])
def test_a_line_that_sums_up_has_the_numbers(name: str, shown: dict[str, str]) -> None:
    assert "; baseline: 1 new, 1 escalating, 1 returned, 1 known; 1 gone" in shown[name]


def test_formats_with_words_of_their_own(shown: dict[str, str]) -> None:
    assert [shown["sarif"].count(f'"baselineState": "{state}"') for state in ("new", "updated", "unchanged")] == [
        2,
        1,
        1,
    ]
    for state in ("new", "known", "escalating", "returned", "gone"):
        assert f'wpdiag_baseline_issues{{state="{state}"}} 1' in shown["prometheus"]
        assert f"key='wpdiag.{state}' value='1'" in shown["teamcity"]


def test_without_a_baseline_nothing_is_said_of_one(tmp_path: Path) -> None:
    (tmp_path / "debug.log").write_text(lines("shop", range(1, 2)))
    for name in ("github", "nagios", "prometheus", "teamcity"):
        assert b"baseline" not in run("scan", "-f", name, "debug.log", cwd=tmp_path).stdout
