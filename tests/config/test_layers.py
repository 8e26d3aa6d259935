"""Which value is in force: the nearest layer wins, for every option, and says so."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wpdiag.config import ConfigError, Resolved, resolve
from wpdiag.config.options import Option, options

LAYERS = ["user file", "project file", "environment", "command line"]
OPTIONS = [option for option in options().values() if option.words]


def samples(option: Option) -> list[Any]:
    """Four values that differ, one for each layer (two for what is true or false)."""
    if option.choices:
        return [option.choices[number % len(option.choices)] for number in range(4)]
    kind = str(option.plain)
    if "bool" in kind:
        return [True, False, True, False]
    if "float" in kind:
        return [1.0, 0.5, 0.25, 0.75] if option.name.startswith("min") else [1.0, 2.0, 3.0, 4.0]
    if "int" in kind:
        return [1, 2, 3, 4]
    words = ["/a", "/b", "/c", "/d"]
    return [[word, f"{word}{word}"] for word in words] if option.repeatable else words


def plain(value: Any) -> Any:
    """The same as it stands in a file."""
    return (
        [str(each) for each in value]
        if isinstance(value, tuple | list)
        else str(value)
        if isinstance(value, Path)
        else value
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(option=st.sampled_from(OPTIONS), said=st.sets(st.sampled_from(LAYERS)))
def test_the_nearest_layer_wins(option: Option, said: set[str], tmp_path: Path) -> None:
    if not option.file:
        said = said - {"user file", "project file"}
    value = dict(zip(LAYERS, samples(option), strict=True))
    folder, home = tmp_path / "project", tmp_path / "home" / "wpdiag"
    for place, layer in ((folder, "project file"), (home, "user file")):
        place.mkdir(parents=True, exist_ok=True)
        line = f"{option.key} = {json.dumps(value[layer])}\n" if layer in said else ""
        (place / "wpdiag.toml").write_text(line)
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "home")}
    if "environment" in said:
        text = value["environment"]
        environ[option.variable] = ",".join(text) if isinstance(text, list) else str(text).lower()
    words = {option.name: value["command line"]} if "command line" in said else {}
    resolved = resolve(words, environ, folder)
    winner = next((layer for layer in reversed(LAYERS) if layer in said), "default")
    assert resolved.origins[option.name].layer == winner
    expected = value.get(winner, option.default)
    assert plain(getattr(resolved.settings, option.name)) == plain(expected)
    for other in OPTIONS:
        if other.name != option.name:
            assert resolved.origins[other.name].layer == "default"


def with_file(folder: Path, text: str, name: str = "wpdiag.toml", **words: Any) -> Resolved:
    (folder / name).write_text(text, encoding="utf-8")
    return resolve({}, {"XDG_CONFIG_HOME": str(folder / "nobody")}, folder, **words)


def test_paths_are_below_the_folder_of_their_file(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (tmp_path / ".wpdiag.toml").write_text("rules = ['mine/', '/etc/rules']\nsite = 'htdocs'\n")
    found = resolve({}, {"XDG_CONFIG_HOME": str(below), "WPDIAG_INVENTORY": "x.json, y.json"}, below).settings
    assert found.rules == (tmp_path / "mine", Path("/etc/rules"))
    assert found.site == tmp_path / "htdocs"
    assert found.inventory == (Path("x.json"), Path("y.json"))


def test_pyproject_counts_where_it_has_the_table(tmp_path: Path) -> None:
    (tmp_path / "wpdiag.toml").write_text("top = 1\n")
    below = tmp_path / "below"
    below.mkdir()
    assert with_file(below, "[project]\nname = 'wpdiag-user'\n", "pyproject.toml").settings.top == 1
    found = with_file(below, "[tool.wpdiag]\ntop = 2\n[tool.other]\nx = 1\n", "pyproject.toml")
    assert found.settings.top == 2
    assert found.origins["top"].name == str(below / "pyproject.toml")
    assert with_file(below, "top = 3\n").settings.top == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_and_folders_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pyproject.toml")
    (tmp_path / "wpdiag.toml").mkdir()
    assert resolve({}, {"XDG_CONFIG_HOME": str(tmp_path)}, tmp_path).settings.top is None


def test_isolated_and_config_choose_files(tmp_path: Path) -> None:
    (tmp_path / "home" / "wpdiag").mkdir(parents=True)
    (tmp_path / "home" / "wpdiag" / "wpdiag.toml").write_text("level = 'fatal'\n")
    (tmp_path / "wpdiag.toml").write_text("top = 1\n")
    (tmp_path / "other.toml").write_text("top = 2\n")
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "home")}

    def found(**words: Any) -> tuple[int | None, str]:
        settings = resolve({}, environ, tmp_path, **words).settings
        return settings.top, settings.level

    assert found() == (1, "fatal")
    assert found(config=tmp_path / "other.toml") == (2, "fatal")
    assert found(isolated=True) == (None, "deprecated")
    assert found(config=tmp_path / "other.toml", isolated=True) == (2, "deprecated")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fail-onn = 'error'", "no key 'fail-onn'; did you mean 'fail-on'?"),
        ("fail_on = 'error'", "did you mean 'fail-on'?"),
        ("componnent = ['x']", "did you mean 'component'?"),
        ("zzzzzzzz = 1", "there are: format, "),
        ("fail-on = 'sometimes'", "fail-on: 'sometimes' is not possible; one of: fatal, error"),
        ("top = 0", "top: must be 1 or more"),
        ("max-ratio = 0.5", "max-ratio: must be 1 or more"),
        ("min-confidence = 1.5", "min-confidence: must be 1 or less"),
        ("max-count = -1", "max-count: must be 0 or more"),
        ("top = '3'", "top: must be a whole number, not text"),
        ("jobs = 2", "jobs: must be text, not a whole number; write it in quotes"),
        ("redact = 'yes'", "redact: must be true or false, not text"),
        ("[ignore]\nrule = 'x'", "an entry begins with [[ignore]]"),
        ("rules = 'one.yml'", "rules: must be a list, not text"),
        ("rules = [1]", "rules: "),
        ("output = ['report.html']", "output: only --output and WPDIAG_OUTPUT can set this"),
        ("top = ", "not valid TOML"),
        ("[[[", "not valid TOML"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        with_file(tmp_path, text)
    assert said in str(caught.value)
    assert str(tmp_path / "wpdiag.toml") in str(caught.value)
    assert "\n" not in str(caught.value)


def test_variables(tmp_path: Path) -> None:
    nobody = {"XDG_CONFIG_HOME": str(tmp_path)}
    with pytest.raises(ConfigError, match="WPDIAG_TOP: must be 1 or more"):
        resolve({}, nobody | {"WPDIAG_TOP": "0"}, tmp_path)
    with pytest.raises(ConfigError, match="WPDIAG_QUIET: "):
        resolve({}, nobody | {"WPDIAG_QUIET": "perhaps"}, tmp_path)
    found = resolve({}, nobody | {"WPDIAG_NO_DEFAULT_RULES": "1", "WPDIAG_TOP": " ", "WPDIAG_QUIET": "true"}, tmp_path)
    assert (found.settings.default_rules, found.settings.top, found.settings.quiet) == (False, None, True)
    assert found.origins["default_rules"].name == "WPDIAG_NO_DEFAULT_RULES"
    assert found.notes == ()
    (note,) = resolve({}, nobody | {"WPDIAG_FAILON": "error", "WPDIAG_IMAGE_TAG": "7"}, tmp_path).notes
    assert note == "WPDIAG_FAILON is no setting; did you mean WPDIAG_FAIL_ON?"
    (note,) = resolve({}, nobody | {"WPDIAG_NO_TOP": "1", "WPDIAG_NO_QUIET": "1"}, tmp_path).notes
    assert note.startswith("WPDIAG_NO_TOP is no setting")


def test_of_two_files_in_a_folder_the_plain_name_counts(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.wpdiag]\ntop = 3\n")
    assert with_file(tmp_path, "top = 2\n", ".wpdiag.toml").settings.top == 2
    assert with_file(tmp_path, "top = 1\n").settings.top == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden here")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "wpdiag.toml").touch(mode=0)
    with pytest.raises(ConfigError, match=r"wpdiag\.toml: Permission denied"):
        resolve({}, {"XDG_CONFIG_HOME": str(tmp_path)}, tmp_path)


def test_a_complaint_says_whose_value_it_is_about(tmp_path: Path) -> None:
    found = with_file(tmp_path, "since = 'x'\n")
    assert found.where("since") == f"{tmp_path}/wpdiag.toml: since"
    assert found.where("until") == "--until"
    assert resolve({"jobs": "x"}, {"WPDIAG_SINCE": "y"}, tmp_path).where("since") == "WPDIAG_SINCE"
    assert resolve({"jobs": "x"}, {}, tmp_path).where("jobs") == "--jobs"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_no_file_ends_in_a_traceback(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "wpdiag.toml").write_bytes(data)
    with suppress(ConfigError):
        found = resolve({}, {"XDG_CONFIG_HOME": str(tmp_path)}, tmp_path)
        assert found.settings == resolve({}, {}, tmp_path, isolated=True).settings
