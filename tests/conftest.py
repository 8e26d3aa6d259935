"""Every test runs without colours, without the user's settings, and with a cache of its own."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from answering import Asked, answering
from program import DEPRECATED, WARNING

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")  # a machine with other work on it is slow now and then

COLORS = ("NO_COLOR", "FORCE_COLOR", "COLUMNS")
SERVICES = ("CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITLAB_CI", "TEAMCITY_VERSION", "TF_BUILD")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a shell starts what is to run in the background
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # the tests press Ctrl-C, and children inherit the ignoring


def pytest_itemcollected(item: pytest.Item) -> None:
    """End-to-end tests are slow ones."""
    if item.get_closest_marker("e2e"):
        item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True, scope="session")
def _own_environment(tmp_path_factory: pytest.TempPathFactory) -> object:
    patch = pytest.MonkeyPatch()
    for name in [name for name in os.environ if name.startswith("WPDIAG_")]:
        patch.delenv(name)
    patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("user")))
    patch.setenv("WPDIAG_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    for name in (*COLORS, *SERVICES):
        patch.delenv(name, raising=False)
    if os.environ.get("PYTHONDONTWRITEBYTECODE"):  # the program is started hundreds of times: compile it only once
        patch.delenv("PYTHONDONTWRITEBYTECODE")
        patch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.mktemp("bytecode")))
    yield
    patch.undo()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Asked]:
    """A web server that answers what the test says; no proxy stands between."""
    monkeypatch.setenv("no_proxy", "*")
    with answering() as running:
        yield running


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log with two issues, and one line of free text."""
    file = tmp_path / "debug.log"
    file.write_text(WARNING * 3 + DEPRECATED + "[23-Nov-2026 16:43:10 UTC] free text\n", encoding="utf-8")
    return file
