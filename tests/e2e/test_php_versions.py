"""WordPress on the releases of PHP that the distribution does not have: PHP compiled to WebAssembly, run by Node."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from e2e import truth
from e2e.packages import alone, require
from e2e.scan import scan
from e2e.site import Site
from e2e.test_probe import OFFENCES as PROBED
from e2e.test_probe import install_probe, wp_issues

pytestmark = pytest.mark.e2e

VERSIONS = ("7.4", "8.0", "8.1", "8.3", "8.4", "8.5")
OFFENCES = (
    "offend=warning",
    "offend=undefined_index",
    "offend=doing_it_wrong",
    "offend=early_translation",
    "offend=database_error",
    "offend=nested_exception",
    "offend=type_error",
    "offend=parse_error",
    "offend=redeclare",
    "theme=warning",
    "mu=exception",
)
_SCRIPT = Path(__file__).parent / "wordpress" / "wasm.mjs"


@pytest.fixture(scope="session")
def node(pytestconfig: pytest.Config, workshop: Path) -> Path:
    """A folder with the program and its packages; installed once."""
    require("node", "npm")
    cache = pytestconfig.cache
    folder = Path(cache.mkdir("php-wasm")) if cache else workshop / "php-wasm"
    folder.mkdir(exist_ok=True)
    with alone(folder / "lock"):
        if not (folder / "node_modules" / "@php-wasm" / "node").is_dir():
            (folder / "package.json").write_text('{"private": true, "type": "module"}')
            done = subprocess.run(
                ["npm", "install", "--silent", "--no-fund", "--no-audit", "@php-wasm/node@3", "@php-wasm/universal@3"],
                cwd=folder,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                pytest.skip(f"npm has no @php-wasm/node: {done.stderr[-200:]}")
    return folder


@pytest.mark.parametrize("version", VERSIONS)
def test_every_error_is_reported(node: Path, site: Site, workshop: Path, version: str) -> None:
    folder = Path(tempfile.mkdtemp(dir=workshop))
    log = commit(node, site, folder, version, OFFENCES)
    truths = [one for one in truth.read(folder / "truth.jsonl") if one.log == str(log)]
    assert {one.request.partition("?")[2] for one in truths} == set(OFFENCES)
    report = scan(log)
    for one in truths:
        issues = [issue for issue in report["issues"] if truth.place_of(issue) == one.place]
        assert issues, f"not reported: {one}"
        faults = [one.faults(issue) for issue in issues]
        assert [] in faults, f"{one}: {faults}"
    known = {one.place for one in truths}
    extra = [issue for issue in report["issues"] if issue["level"] != "info" and truth.place_of(issue) not in known]
    assert extra == []


@pytest.mark.parametrize("site", ["forky"], indirect=True)
@pytest.mark.parametrize("version", VERSIONS)
def test_the_probe_makes_the_caller_certain(node: Path, site: Site, workshop: Path, version: str) -> None:
    folder = Path(tempfile.mkdtemp(dir=workshop))
    probe = install_probe(site)
    try:
        log = commit(node, site, folder, version, PROBED)
    finally:
        probe.unlink()
    text = log.read_text("utf-8")
    assert text.count("wpdiag-probe 1 ") == text.count("] PHP ") > 0
    assert set(wp_issues(log).values()) == {("offender", "caller", "certain", 1)}


def commit(node: Path, site: Site, folder: Path, version: str, offences: tuple[str, ...]) -> Path:
    """Ask a site on some PHP for each offence; its debug.log."""
    recorder = folder / "wordpress"  # PHP reads the recorder, and Node the packages, from one folder each
    shutil.copytree(_SCRIPT.parent, recorder)
    script = node / _SCRIPT.name
    shutil.copy(_SCRIPT, script)
    log = folder / "debug.log"
    (folder / "truth.jsonl").touch()
    port = (site.socket.parent / "port").read_text()
    settings = {
        "error_reporting": "-1",
        "display_errors": "0",
        "log_errors": "1",
        "html_errors": "0",
        "auto_prepend_file": str(recorder / "recorder.php"),
        "wpdiag.truth": str(folder / "truth.jsonl"),
        "wpdiag.debug_log": str(log),
        "wpdiag.host": f"127.0.0.1:{port}",
        "wpdiag.database": site.database,
    }
    (folder / "settings.json").write_text(json.dumps(settings))
    done = subprocess.run(
        ["node", script, version, site.root, folder, folder / "settings.json", *offences],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return log
