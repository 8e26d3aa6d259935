"""What is installed: read from a site's folder or WP-CLI's lists, and what a verdict makes of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from wpdiag.attribute.installed import read_site
from wpdiag.attribute.inventory import Installed, Inventory, Library
from wpdiag.model import Issue
from wpdiag.pipeline import scan
from wpdiag.versions import is_at_least

JIT = (
    "[23-Nov-2026 10:00:00 UTC] PHP Notice:  Function _load_textdomain_just_in_time was called <strong>incorrectly</strong>. "
    "Translation loading for the <code>{}</code> domain was triggered too early. x (This message was added in version 6.7.0.) "
    "in /w/wp-includes/functions.php on line 6114\n"
)
EVERY = ("plugin", "theme", "mu-plugin", "dropin")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    content = root / "wp-content"
    header = "<?php\n/**\n * Plugin Name: {}\n * Version: {}\n * Text Domain: {}\n */\n"
    write(content / "plugins/cyr2lat/cyr-to-lat.php", header.format("Cyr-To-Lat", "6.1.0", "cyr2lat"))
    write(content / "plugins/cyr2lat/readme.php", "<?php // no header")
    write(content / "plugins/hello.php", "<?php\n/* Plugin Name: Hello Dolly */")
    write(
        content / "plugins/shop-suite/loader.php",
        "<?php # Plugin Name: Shop Suite\r# Version: 2.0-beta1\r# Text Domain: basket",
    )
    write(
        content / "plugins/shop-suite/vendor/composer/installed.json",
        json.dumps({"packages": [{"name": "psr/log", "version": "v1.1.4"}]}),
    )
    write(
        content / "plugins/cyr2lat/vendor/composer/installed.json",
        json.dumps([{"name": "psr/log", "version": "3.0.0"}]),
    )
    write(content / "plugins/index.php", "<?php // Silence is golden.")
    write(content / "themes/blue/style.css", "/*\nTheme Name: Blue\nVersion: 1.2\nText Domain: blue\n*/")
    write(content / "themes/group/red/style.css", "/*\nTheme Name: Red\n*/")
    write(content / "mu-plugins/loader.php", "<?php // nothing said")
    write(content / "object-cache.php", "<?php\n/*\nPlugin Name: Redis Object Cache Drop-In\nVersion: 2.5.0\n*/")
    write(root / "wp-includes/version.php", "<?php\n$wp_version = '6.8.1';\n")
    write(root / "wp-config.php", "<?php\n")
    return root


def test_a_sites_folder(site: Path) -> None:
    found = read_site(site)
    assert found.get("plugin", "cyr2lat") == Installed(
        kind="plugin",
        slug="cyr2lat",
        name="Cyr-To-Lat",
        version="6.1.0",
        domain="cyr2lat",
        libraries=(Library("psr/log", "3.0.0"),),
    )
    suite = found.get("plugin", "shop-suite")
    assert suite is not None
    assert (suite.name, suite.version, suite.domain) == ("Shop Suite", "2.0-beta1", "basket")
    kinds = {
        (kind, slug)
        for kind in EVERY
        for slug in ("hello", "blue", "red", "loader", "object-cache.php", "index")
        if found.get(kind, slug)
    }
    assert kinds == {
        ("plugin", "hello"),
        ("theme", "blue"),
        ("theme", "red"),
        ("mu-plugin", "loader"),
        ("dropin", "object-cache.php"),
    }
    assert found.wordpress == "6.8.1"
    assert found.covers == frozenset(EVERY)


def test_special_files_on_a_site_are_not_opened(site: Path) -> None:
    plugins = site / "wp-content" / "plugins"
    for folder in ("pipe", "around"):
        (plugins / folder).mkdir()
    os.mkfifo(plugins / "pipe" / "pipe.php")
    os.mkfifo(plugins / "pipe.php")
    (plugins / "around" / "again").symlink_to(plugins)
    (plugins / "loop").symlink_to(plugins / "loop")
    (plugins / "zero.php").symlink_to("/dev/zero")
    found = read_site(site)
    assert found.get("plugin", "shop-suite")
    assert found.get("plugin", "pipe") is None


def notice(tmp_path: Path, domain: str, *components: Installed) -> Issue:
    write(tmp_path / "debug.log", JIT.format(domain))
    inventory = Inventory(components, EVERY, "6.8.1") if components else None
    return scan([str(tmp_path / "debug.log")], inventory=inventory).issues[0]


def plugin(slug: str, version: str = "1.0", domain: str | None = None) -> Installed:
    return Installed(kind="plugin", slug=slug, name=slug.title(), version=version, domain=domain)


def test_a_text_domain_in_a_header_names_its_owner(tmp_path: Path) -> None:
    found = notice(tmp_path, "basket", plugin("shop-suite", "2.0", "basket")).component
    assert (found.slug, found.name, found.version, found.verdict) == ("shop-suite", "Shop-Suite", "2.0", "likely")
    assert (
        notice(tmp_path, "acf", plugin("advanced-custom-fields-pro", "6.0", "acf")).component.slug
        == "advanced-custom-fields-pro"
    )


def test_what_is_not_installed_cannot_be_the_caller(tmp_path: Path) -> None:
    assert notice(tmp_path, "acf").component.slug == "advanced-custom-fields"
    assert notice(tmp_path, "acf", plugin("akismet")).component.kind == "unknown"
    theme = Installed(kind="theme", slug="luxcut", name="Luxcut", version="1.0")
    assert notice(tmp_path, "luxcut", theme).component.kind == "theme"


def test_a_path_proves_that_it_was_there(tmp_path: Path) -> None:
    write(
        tmp_path / "debug.log",
        "[23-Nov-2026 10:00:00 UTC] PHP Warning:  x in /w/wp-content/plugins/gone/a.php on line 3\n",
    )
    report = scan([str(tmp_path / "debug.log")], inventory=Inventory([plugin("akismet")], EVERY))
    assert report.issues[0].component.slug == "gone"


def test_advice_knows_installed_and_fixed_versions(tmp_path: Path) -> None:
    fix = notice(tmp_path, "cyr2lat").fix
    assert fix is not None
    assert fix.fixed_in == "6.2.2"
    assert fix.summary == "Update Cyr-To-Lat to 6.2.2 or later, where this is fixed."
    old = notice(tmp_path, "cyr2lat", plugin("cyr2lat", "6.1.0", "cyr2lat"))
    assert old.fix is not None
    assert old.fix.summary == "Update Cyr2Lat: installed is 6.1.0, fixed in 6.2.2."
    assert old.fix.commands
    new = notice(tmp_path, "cyr2lat", plugin("cyr2lat", "6.3.0", "cyr2lat"))
    assert new.fix is not None
    assert new.fix.summary.startswith("You already have the fix: installed is Cyr2Lat 6.3.0, fixed in 6.2.2.")
    assert not any("update" in command for command in new.fix.commands)
    assert new.component.verdict == "possible"
    assert [piece.kind for piece in new.evidence] == ["text-domain", "has-the-fix"]


def test_who_brings_along_which_version_of_a_library(tmp_path: Path, site: Path) -> None:
    write(
        tmp_path / "debug.log",
        "[23-Nov-2026 10:00:00 UTC] PHP Fatal error:  Declaration of Psr\\Log\\NullLogger::log($level) must be compatible with "
        "Psr\\Log\\LoggerInterface::log($level, $message) in /w/wp-content/plugins/shop-suite/vendor/psr/log/src/NullLogger.php on line 26\n",
    )
    issue = scan([str(tmp_path / "debug.log")], inventory=read_site(site)).issues[0]
    (versions,) = (piece for piece in issue.evidence if piece.kind == "library-versions")
    assert (versions.text, versions.library) == ("3.0.0 in cyr2lat, 1.1.4 in shop-suite", "psr/log")


def test_the_options(site: Path, tmp_path: Path) -> None:
    write(site / "wp-content" / "debug.log", JIT.format("basket"))
    command = [sys.executable, "-m", "wpdiag", "scan", "--format", "json", "--fail-on", "never"]
    done = subprocess.run([*command, "--site", str(site)], capture_output=True, check=True)
    (issue,) = json.loads(done.stdout)["issues"]
    assert (issue["component"]["slug"], issue["component"]["version"]) == ("shop-suite", "2.0-beta1")
    done = subprocess.run([*command, "--site", str(tmp_path), "x.log"], capture_output=True, check=False)
    assert (done.returncode, b"no WordPress site" in done.stderr) == (2, True)
    done = subprocess.run(
        [*command, "--inventory", str(tmp_path / "none.json"), "x.log"], capture_output=True, check=False
    )
    assert (done.returncode, b"none.json: No such file" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("1.0", "1.0.1"),
        ("1.9", "1.10"),
        ("2.0-beta1", "2.0"),
        ("2.0-alpha", "2.0-beta"),
        ("2.0-RC1", "2.0"),
        ("6.7", "6.7.1"),
        ("1.0", "1.0-p1"),
    ],
)
def test_versions_in_phps_order(low: str, high: str) -> None:
    assert is_at_least(high, low)
    assert not is_at_least(low, high)
    assert is_at_least(low, low)
    assert is_at_least("1.0", "1")


def test_where_nobody_installed_is_named_a_warning_says_so(tmp_path: Path) -> None:
    write(tmp_path / "debug.log", JIT.format("cyr2lat"))
    report = scan([str(tmp_path / "debug.log")], inventory=Inventory([plugin("shop")], EVERY))
    assert report.issues[0].component.kind == "unknown"
    assert report.warnings == (
        "plugin:cyr2lat is named but not installed, and nobody else is named: who it was is unknown",
    )
    report = scan([str(tmp_path / "debug.log")], inventory=Inventory([plugin("cyr2lat")], EVERY))
    assert report.warnings == ()


def scanned(folder: Path, *words: str) -> dict[str, object]:
    command = [sys.executable, "-m", "wpdiag", "scan", "--format", "json", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    component: dict[str, object] = json.loads(done.stdout)["issues"][0]["component"]
    return component


def test_in_a_sites_folder_its_headers_are_read(site: Path) -> None:
    write(site / "wp-content" / "debug.log", JIT.format("cyr2lat"))
    assert scanned(site)["version"] == "6.1.0"
    assert scanned(site, "wp-content/debug.log")["version"] is None  # may be the log of another site


def test_a_sites_folder_without_plugins_is_no_reason_to_stop(tmp_path: Path) -> None:
    write(tmp_path / "wp-config.php", "<?php")
    write(tmp_path / "error_log", JIT.format("cyr2lat"))
    assert scanned(tmp_path)["slug"] == "cyr2lat"


@pytest.mark.parametrize("setting", ['site = "site"', 'inventory = ["plugins.json"]'])
def test_the_configuration_file_names_what_is_installed(site: Path, setting: str) -> None:
    folder = site.parent
    write(folder / "wpdiag.toml", setting)
    write(folder / "plugins.json", '[{"name": "cyr2lat", "version": "6.1.0"}]')
    write(folder / "below" / "debug.log", JIT.format("cyr2lat"))
    assert scanned(folder / "below", "debug.log")["version"] == "6.1.0"
