"""``wpdiag.scan`` with what Python programs have at hand."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

import wpdiag
from program import DEPRECATED, FILE, WARNING, run

BEFORE = "2026-11-24T00:00:00+00:00"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    file = tmp_path / "debug.log"
    file.write_text(WARNING + DEPRECATED)
    return file


def levels(*sources: object, **options: object) -> list[str]:
    """The levels of the issues found."""
    return [issue.level for issue in wpdiag.scan(*sources, **options).issues]  # type: ignore[arg-type]


def test_one_source_or_several_as_text_or_path(log: Path, tmp_path: Path) -> None:
    (tmp_path / "other.log").write_text(WARNING)
    for sources in (str(log), log, [log], [str(log)], (log, log), iter([log]), str(tmp_path / "d*.log")):
        report = wpdiag.scan(sources)
        assert [(source.name, source.diagnostics) for source in report.sources] == [(str(log), 2)]
    assert len(wpdiag.scan([log, tmp_path / "other.log"]).sources) == 2
    assert len(wpdiag.scan(tmp_path).sources) == 2
    assert [source.error for source in wpdiag.scan(tmp_path / "missing.log").sources] == ["no such file or directory"]


@pytest.mark.parametrize(
    "when", [BEFORE, "2026-11-24", datetime(2026, 11, 24), datetime(2026, 11, 24, tzinfo=UTC), 1795478400.0, 1795478400]
)
def test_times(log: Path, when: str | float | datetime) -> None:
    assert levels(log, since=when) == ["deprecated"]
    assert levels(log, until=when) == ["warning"]


def test_a_zone_by_its_name(tmp_path: Path) -> None:
    file = tmp_path / "error.log"
    file.write_text(
        f'2026/11/23 16:43:10 [error] 1#1: *1 FastCGI sent in stderr: "PHP message: {WARNING[27:].strip()}"\n'
    )
    assert wpdiag.scan(file).issues[0].first_seen is None
    assert wpdiag.scan(file, timezone="Europe/Berlin").issues[0].first_seen == "2026-11-23T15:43:10+00:00"


def test_only_some_of_it(log: Path, tmp_path: Path) -> None:
    assert levels(log, component="plugin:shop") == ["warning", "deprecated"]
    assert levels(log, component=["theme:*"]) == []
    assert levels(log, rule="php.undefined_variable") == ["warning"]
    assert levels(log, level="warning") == levels(log, top=1) == ["warning"]
    assert run("baseline", "create", "known.jsonl", "debug.log", "--since", "2026-11-24", cwd=tmp_path).returncode == 0
    report = wpdiag.scan(log, baseline=tmp_path / "known.jsonl")
    assert [issue.baseline for issue in report.issues] == ["new", "known"]


def test_what_is_installed_and_what_is_left_out(log: Path, tmp_path: Path) -> None:
    (tmp_path / "plugins.json").write_text(json.dumps([{"name": "shop", "status": "active", "version": "1.2"}]))
    for inventory in (tmp_path / "plugins.json", [str(tmp_path / "plugins.json")]):
        assert wpdiag.scan(log, inventory=inventory).issues[0].component.version == "1.2"
    location = wpdiag.scan(log, redact=True).issues[0].location
    assert location
    assert location.file == FILE.replace("/srv/www", "<site-1>")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"level": "warn"}, "no level 'warn'; there are: fatal"),
        ({"timezone": "Mars/Base"}, "no time zone 'Mars/Base'"),
        ({"since": "yesterday"}, "yesterday"),
    ],
)
def test_what_cannot_be_understood(log: Path, options: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        levels(log, **options)


def test_the_public_names() -> None:
    assert {"scan", "Report", "__version__"} <= set(dir(wpdiag))


def test_merged_notes_are_those_of_one_scan(tmp_path: Path) -> None:
    record = f'2026/11/23 16:43:10 [error] 1#1: *1 FastCGI sent in stderr: "PHP message: {WARNING[27:].strip()}'
    for name in ("a.log", "b.log"):
        (tmp_path / name).write_text(record[:-20] + "\n" + record + '"\n')
    one, other = wpdiag.scan(tmp_path / "b.log"), wpdiag.scan(tmp_path / "a.log")
    notes = one.merge(other).warnings
    assert len(notes) > 1
    assert notes == other.merge(one).warnings == wpdiag.scan([tmp_path / "b.log", tmp_path / "a.log"]).warnings
