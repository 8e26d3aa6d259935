"""Every test runs without colours, without the user's settings, and with a cache of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from answering import Asked, answering

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

COLORS = ("NO_COLOR", "FORCE_COLOR", "COLUMNS")
SERVICES = ("CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITLAB_CI", "TEAMCITY_VERSION")


@pytest.fixture(autouse=True, scope="session")
def _own_environment(tmp_path_factory: pytest.TempPathFactory) -> object:
    patch = pytest.MonkeyPatch()
    for name in [name for name in os.environ if name.startswith("WPDIAG_")]:
        patch.delenv(name)
    patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("user")))
    patch.setenv("WPDIAG_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    for name in (*COLORS, *SERVICES):
        patch.delenv(name, raising=False)
    yield
    patch.undo()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Asked]:
    """A web server that answers what the test says; no proxy stands between."""
    monkeypatch.setenv("no_proxy", "*")
    with answering() as running:
        yield running
