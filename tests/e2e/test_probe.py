"""The must-use plugin of ``wpdiag probe`` in a real WordPress: likely becomes certain."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from e2e import servers, web
from e2e.database import query
from e2e.scan import scan
from e2e.site import Site

pytestmark = pytest.mark.e2e

OFFENCES = ("offend=early_translation", "offend=doing_it_wrong", "offend=deprecated_function")


def install_probe(site: Site, *options: str) -> Path:
    """Put the probe where people put it, as if it had never been there; the file."""
    query(site.socket, f"DELETE FROM {site.database}.wp_options WHERE option_name = 'wpdiag_probe'")
    file = site.root / "wp-content" / "mu-plugins" / "wpdiag-probe.php"
    subprocess.run([sys.executable, "-m", "wpdiag", "probe", "--output", file, *options], check=True)
    return file


def wp_issues(log: Path) -> dict[str, tuple[str, str, str, int]]:
    """By identifier: whose fault it is, in which role, how surely, how often."""
    return {
        issue["identifier"]: (
            issue["component"]["slug"],
            issue["component"]["role"],
            issue["component"]["verdict"],
            issue["count"],
        )
        for issue in scan(log)["issues"]
        if issue["identifier"].startswith("wp.d")
    }


def test_the_caller_becomes_certain(site: Site, workshop: Path) -> None:
    folder = workshop / f"probe-{site.version}"
    folder.mkdir()
    before, after = folder / "before.log", folder / "after.log"
    for log in (before, after):
        probe = install_probe(site) if log == after else None
        ini = site.php_ini(folder, wpdiag__debug_log=str(log))
        try:
            with servers.builtin(site, ini, folder / "server.log") as port:
                web.commit(port, OFFENCES)
                web.commit(port, OFFENCES)
        finally:
            if probe:
                probe.unlink()
    text = after.read_text("utf-8")
    assert text.count("wpdiag-probe 1 ") * 2 == text.count("] PHP ") > 0  # once an hour, however often it happens
    probed = [line for line in text.splitlines() if "wpdiag-probe" in line]
    assert not any(word in line for line in probed for word in ("offend=", "/tmp/"))
    found = wp_issues(after)
    assert found.keys() == wp_issues(before).keys()
    assert set(found.values()) == {("offender", "caller", "certain", 2)}
    assert all(each[2] != "certain" for each in wp_issues(before).values())


def test_it_stops_at_its_size_and_on_its_day(site: Site, workshop: Path) -> None:
    folder = workshop / f"probe-limits-{site.version}"
    folder.mkdir()
    log = folder / "debug.log"
    ini = site.php_ini(folder, wpdiag__debug_log=str(log))
    for old, new in (("MAX_BYTES = 2097152", "MAX_BYTES = 10"), ("UNTIL     = ", "UNTIL     = 1; // ")):
        probe = install_probe(site)
        text = probe.read_text("utf-8")
        assert old in text
        probe.write_text(text.replace(old, new, 1), "utf-8")
        try:
            with servers.builtin(site, ini, folder / "server.log") as port:
                web.commit(port, OFFENCES)
        finally:
            probe.unlink()
    assert "] PHP " in log.read_text("utf-8")
    assert "wpdiag-probe" not in log.read_text("utf-8")
