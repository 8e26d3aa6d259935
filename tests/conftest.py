"""Every test runs without colours, without a configuration file above, and with a cache of its own."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True, scope="session")
def _own_environment(tmp_path_factory: pytest.TempPathFactory) -> object:
    patch = pytest.MonkeyPatch()
    patch.setenv("WPDIAG_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    for name in ("NO_COLOR", "FORCE_COLOR", "CI", "COLUMNS"):
        patch.delenv(name, raising=False)
    yield
    patch.undo()
