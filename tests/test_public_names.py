"""What a module says it offers is there."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import pytest

import wpdiag

MODULES = ["wpdiag", *(module.name for module in walk_packages(wpdiag.__path__, "wpdiag."))]


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith("__main__")])
def test_each_name_that_is_offered_is_there(name: str) -> None:
    module = import_module(name)
    assert [each for each in getattr(module, "__all__", ()) if not hasattr(module, each)] == []
