"""What the README has people install is what is tested: ``constraints.txt`` fits ``pyproject.toml``, the packages CI's."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LINES = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
LOCKED = [Requirement(line) for line in LINES if not line.startswith("#")]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WANTED = sorted(
    {*PROJECT["dependencies"], *(word for extra in PROJECT["optional-dependencies"].values() for word in extra)}
)


@pytest.mark.parametrize("wanted", WANTED)
def test_a_version_is_named_that_is_allowed(wanted: str) -> None:
    requirement = Requirement(wanted)
    name = canonicalize_name(requirement.name)
    versions = [str(locked.specifier).removeprefix("==") for locked in LOCKED if canonicalize_name(locked.name) == name]
    assert versions, "run: .ci/lock"
    assert all(requirement.specifier.contains(version) for version in versions), "run: .ci/lock"


def test_each_line_is_a_name_and_one_version() -> None:
    for locked in LOCKED:
        assert locked.url is None
        assert not locked.extras, "pip takes no extras in constraints"
        assert [part.operator for part in locked.specifier] == ["=="]


def test_the_readme_names_the_system_packages_of_ci() -> None:
    named = re.search(r"--no-install-recommends (.*)", (ROOT / "README.md").read_text(encoding="utf-8"))
    script = ROOT / ".ci/run"
    if not script.exists():
        pytest.skip("a source distribution has no .ci")
    text = script.read_text(encoding="utf-8")
    table = text[text.index("packages=(") : text.index("missing=()")]
    wanted = {
        word for quoted, bare in re.findall(r']=(?:"([^"]*)"|([^\s)]+))', table) for word in (quoted or bare).split()
    }
    wanted |= {word for line in re.findall(r"^ *missing\+=\((php[^)]*)\)", text, re.M) for word in line.split()}
    assert named
    assert set(named[1].split()) == wanted
