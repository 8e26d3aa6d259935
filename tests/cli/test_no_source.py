"""``wpdiag scan`` without a source: the logs of the site, else what is piped, else a word on what to try."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from program import DEPRECATED, WARNING, run


def test_the_site_in_the_working_directory(tmp_path: Path) -> None:
    content = tmp_path / "wp-content"
    (content / "plugins").mkdir(parents=True)
    (tmp_path / "wp-config.php").write_text("<?php\ndefine( 'WP_DEBUG_LOG', 'logs/mine.log' );\n")
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "mine.log").write_text(WARNING)
    (content / "debug.log").write_text(DEPRECATED)
    text = run("scan", cwd=content / "plugins").stdout.decode()
    assert "2 issues in 2 sources" in text


@pytest.mark.parametrize(
    "value",
    [
        "'/ABSOLUTE/logs/mine.log'",
        "__DIR__ . '/logs/mine.log'",
        "dirname( __FILE__ ) . '/logs/mine.log'",
        "dirname(__DIR__) . '/SITE/logs/mine.log'",
        'ABSPATH . "logs/mine.log"',
        "WP_CONTENT_DIR.'/../logs/mine.log'",
    ],
)
def test_where_wp_config_puts_the_log(tmp_path: Path, value: str) -> None:
    site = tmp_path / "site"
    (site / "wp-content").mkdir(parents=True)
    (site / "logs").mkdir()
    (site / "logs" / "mine.log").write_text(WARNING)
    value = value.replace("/ABSOLUTE", str(site)).replace("SITE", site.name)
    (site / "wp-config.php").write_text(
        f"<?php\n// define( 'WP_DEBUG_LOG', 'x' );\ndefine( 'WP_DEBUG_LOG', {value} );\n"
    )
    assert b"1 issue in 1 source" in run("scan", cwd=site).stdout


def test_phps_own_log_as_wp_config_sets_it(tmp_path: Path) -> None:
    (tmp_path / "php.txt").write_text(WARNING)
    (tmp_path / "wp-config.php").write_text(
        "<?php\n@ini_set( 'error_log', __DIR__ . '/php.txt' );\ndefine('WP_DEBUG_LOG', getenv('LOG') ?: true);\n"
    )
    assert b"1 issue in 1 source" in run("scan", cwd=tmp_path).stdout


def test_what_is_piped(tmp_path: Path) -> None:
    assert b"1 issue in 1 source" in run("scan", cwd=tmp_path, data=WARNING.encode()).stdout
    assert run("scan", cwd=tmp_path).returncode == 0  # an empty pipe is an empty log


def test_a_job_without_standard_input_is_told_what_to_try(tmp_path: Path) -> None:
    for site in (False, True):
        if site:
            (tmp_path / "wp-config.php").write_text("<?php\n")
        done = subprocess.run(
            [sys.executable, "-m", "wpdiag", "scan"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            cwd=tmp_path,
            check=False,
        )
        assert done.returncode == 2
        assert b"wpdiag scan /path/to/error.log" in done.stderr if site else b"wpdiag scan debug.log" in done.stderr
    assert run("scan", "-", cwd=tmp_path).returncode == 0
