"""One database server and one site of each WordPress for all end-to-end tests of a worker."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e import packages
from e2e.checks import Capture, Reported
from e2e.database import mariadb
from e2e.site import Site, install


@pytest.fixture(scope="session")
def workshop() -> Iterator[Path]:
    """A folder that other users may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="wpdiag-e2e-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def database(workshop: Path) -> Iterator[Path]:
    """The socket of a running database server."""
    with mariadb(workshop / "mariadb") as socket:
        yield socket


@pytest.fixture(scope="session")
def sites() -> dict[str, Site]:
    """The sites installed so far, by the Debian suite of their WordPress."""
    return {}


@pytest.fixture(scope="session", params=["forky", "trixie"])
def site(
    request: pytest.FixtureRequest,
    sites: dict[str, Site],
    workshop: Path,
    database: Path,
    pytestconfig: pytest.Config,
) -> Site:
    """A site with the WordPress of a Debian suite; installed once, however often pytest comes back to it."""
    suite: str = request.param
    if suite not in sites:
        cache = pytestconfig.cache
        sources = packages.unpack_wordpress(suite, Path(cache.mkdir("wordpress")) if cache else workshop)
        sites[suite] = install(sources, workshop / suite / "public_html", database, f"wordpress_{suite}")
    return sites[suite]


@pytest.fixture(scope="class")
def capture(request: pytest.FixtureRequest, site: Site, workshop: Path) -> Capture:
    """What the class of tests makes happen, once for all its tests."""
    tests: type[Reported] = request.cls
    folder = Path(tempfile.mkdtemp(dir=workshop, prefix=f"{tests.__name__}-"))
    folder.chmod(0o755)
    return tests.happen(site, folder)
