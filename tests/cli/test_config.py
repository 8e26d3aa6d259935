"""``wpdiag config show``, the schema of the configuration, and its table in the guide."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest

from program import WARNING, run
from wpdiag.config.options import Option, options
from wpdiag.schemas import schema_of

PAGE = Path(__file__).parents[2] / "docs" / "configuration.md"


def test_show_says_what_and_why(tmp_path: Path) -> None:
    (tmp_path / "wpdiag.toml").write_text("fail-on = 'error'\ntimezone = 'Europe/Berlin'\nrules = ['mine.yml']\n")
    environ = {"WPDIAG_FAIL_ON": "fatal", "WPDIAG_COMPONENT": "shop,plugin:cart"}
    done = run("config", "show", "--format", "json", cwd=tmp_path, env=environ)
    rows = json.loads(done.stdout)
    assert list(rows) == [option.key for option in options().values()]
    assert rows["fail-on"] == {"value": "fatal", "origin": "environment", "name": "WPDIAG_FAIL_ON"}
    assert rows["component"]["value"] == ["shop", "plugin:cart"]
    assert rows["rules"]["value"] == [str(tmp_path / "mine.yml")]
    assert rows["timezone"]["name"] == str(tmp_path / "wpdiag.toml")
    assert rows["level"] == {"value": "deprecated", "origin": "default", "name": None}
    text = run("config", "show", cwd=tmp_path, env=environ).stdout.decode()
    assert re.search(r'^fail-on = "fatal" +# environment: WPDIAG_FAIL_ON$', text, re.M)
    assert re.search(r"^# since is not set +# default$", text, re.M)
    shown = tomllib.loads(text)
    assert shown == {key: row["value"] for key, row in rows.items() if row["value"] is not None}


def test_show_is_toml_with_entries_of_ignore(tmp_path: Path) -> None:
    text = "[[ignore]]\nrule = 'x'\nreason = 'a \"b\"'\nexpires = 2099-12-31\n[[ignore]]\npath = 'y/'\nreason = 'z'\n"
    (tmp_path / "wpdiag.toml").write_text(text)
    shown = run("config", "show", cwd=tmp_path).stdout.decode()
    assert tomllib.loads(shown)["ignore"][0] == {"rule": "x", "reason": 'a "b"', "expires": "2099-12-31"}
    (tmp_path / "wpdiag.toml").write_text(shown.partition("output =")[0] + shown[shown.index("ignore =") :])
    assert len(tomllib.loads(run("config", "show", cwd=tmp_path).stdout.decode())["ignore"]) == 2


def test_show_is_harmless_whatever_a_file_says(tmp_path: Path) -> None:
    (tmp_path / "wpdiag.toml").write_text('component = ["\\u001b[31m", "\\u009b2J", "\\u202e", "\\"#"]\n')
    text = run("config", "show", cwd=tmp_path).stdout.decode()
    assert not set("\x1b\x9b\u202e") & set(text)
    assert tomllib.loads(text)["component"] == ["\x1b[31m", "\x9b2J", "\u202e", '"#']


def test_a_scan_obeys_files_and_variables(tmp_path: Path) -> None:
    (tmp_path / "debug.log").write_text(WARNING)
    assert run("scan", "debug.log", cwd=tmp_path).returncode == 1
    (tmp_path / "pyproject.toml").write_text("[tool.wpdiag]\nfail-on = 'error'\nformat = 'csv'\n")
    done = run("scan", "debug.log", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith(b"fingerprint") or b"," in done.stdout.splitlines()[0]
    assert run("scan", "debug.log", cwd=tmp_path, env={"WPDIAG_FAIL_ON": "warning"}).returncode == 1
    assert (
        run("scan", "--fail-on", "never", "debug.log", cwd=tmp_path, env={"WPDIAG_FAIL_ON": "notice"}).returncode == 0
    )
    assert run("scan", "debug.log", cwd=tmp_path, env={"WPDIAG_ISOLATED": "1"}).returncode == 1
    assert run("scan", "debug.log", cwd=tmp_path, env={"WPDIAG_QUIET": "1"}).stdout == b""
    wrong = run("scan", "debug.log", cwd=tmp_path, env={"WPDIAG_CONFIG": "missing.toml"})
    assert wrong.returncode == 2
    assert wrong.stderr.startswith(b"wpdiag: missing.toml: ")


@pytest.mark.parametrize(
    ("settings", "valid"),
    [
        ({"fail-on": "error", "rules": ["a.yml"], "max-ratio": 10, "timezone": "UTC"}, True),
        ({"fail-onn": "error"}, False),
        ({"output": ["x.html"]}, False),
        ({"top": 0}, False),
        ({"ignore": [{"rule": "x", "reason": "y", "expires": "2027-01-01", "max-count": 3}]}, True),
        ({"ignore": [{"rule": "x"}]}, False),
        ({"ignore": [{"rulle": "x", "reason": "y"}]}, False),
        ({"level": "bad"}, False),
    ],
)
def test_the_schema(settings: dict[str, object], valid: bool) -> None:
    validator = jsonschema.Draft202012Validator(schema_of("config"))
    assert validator.is_valid(settings) is valid


@pytest.mark.parametrize("page", sorted(PAGE.parent.glob("*.md")), ids=lambda page: page.stem)
def test_examples_of_the_guide_are_valid_and_fit_the_schema(page: Path, tmp_path: Path) -> None:
    validator = jsonschema.Draft202012Validator(schema_of("config"))
    for example in re.findall(r"^```toml\n# wpdiag.toml\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S):
        assert tomllib.loads(example)
        validator.validate(json.loads(json.dumps(tomllib.loads(example), default=str)))
        (tmp_path / "wpdiag.toml").write_text(example)
        assert run("config", "show", cwd=tmp_path).returncode == 0


def row(option: Option) -> str:
    names = f"`--{option.key}`" + (f" `{option.short}`" if option.short else "")
    default = json.dumps(option.default).strip('"') if option.default not in (None, ()) else ""
    return f"| {names} | `{option.variable}` | {default} | {option.help} |".replace("|  |", "| |")


def test_the_guide_has_every_option() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `--")]
    assert rows == [row(option) for option in options().values() if option.words]
