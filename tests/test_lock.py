"""``constraints.txt`` names a version for everything that can be installed, one that ``pyproject.toml`` allows."""

from __future__ import annotations

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
