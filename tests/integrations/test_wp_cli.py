"""``wp diag``: with WP-CLI where it is installed, else with a stand-in of its class."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from program import WARNING

COMMAND = Path(__file__).parents[2] / "integrations/wp-cli/command.php"
STAND_IN = """<?php
class WP_CLI {
    public static $command;
    public static function add_command($name, $command, $how) { self::$command = $command; }
    public static function error($text) { fwrite(STDERR, "Error: $text\\n"); exit(1); }
    public static function halt($code) { exit($code); }
}
$path = getcwd();
foreach ($argv as $word) { if (strpos($word, '--path=') === 0) { $path = substr($word, 7); } }
define('ABSPATH', "$path/");
eval(substr(str_replace("require_once ABSPATH . 'wp-settings.php';", '', file_get_contents("$path/wp-config.php")), 5));
require COMMAND_FILE;
(WP_CLI::$command)([], []);
"""
Wp = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.skipif(not shutil.which("php"), reason="php is not installed")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "my site's $(touch hit)"
    (folder / "wp-content/plugins").mkdir(parents=True)
    (folder / "wp-includes").mkdir()
    (folder / "wp-includes/version.php").write_text("<?php $wp_version = '6.8'; $wp_local_package = '';")
    (folder / "wp-load.php").write_text("<?php require __DIR__ . '/wp-config.php';")
    (folder / "wp-settings.php").write_text("<?php trigger_error('WordPress was started', E_USER_ERROR);")
    configure(folder, "")
    return folder


def configure(site: Path, code: str) -> None:
    (site / "wp-config.php").write_text(f"<?php\n{code}\nrequire_once ABSPATH . 'wp-settings.php';\n")


@pytest.fixture(params=["stand-in", "wp"])
def wp(request: pytest.FixtureRequest, site: Path, tmp_path: Path) -> Wp:
    php = ["php", "-d", "error_log=", "-d", "display_errors=stderr"]
    if request.param == "wp":
        program = os.environ.get("WP_CLI_PHAR") or shutil.which("wp")
        if not program:
            pytest.skip("WP-CLI is not installed; WP_CLI_PHAR can name it")
        start = [program, "--allow-root", f"--require={COMMAND}"]
    else:
        (tmp_path / "wp.php").write_text(STAND_IN.replace("COMMAND_FILE", f"'{COMMAND}'"))
        start = [str(tmp_path / "wp.php")]
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

    def run(*words: str, php_options: tuple[str, ...] = (), **variables: str) -> subprocess.CompletedProcess[str]:
        environ = os.environ | {"PATH": programs, "HOME": str(tmp_path)} | variables
        return subprocess.run([*php, *php_options, *start, f"--path={site}", "diag", *words], cwd=tmp_path, env=environ,
                              capture_output=True, encoding="utf-8", timeout=60, check=False)  # fmt: skip

    return run


def sources(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [Path(source["name"]).name for source in json.loads(done.stdout)["sources"]]


def test_the_log_in_wp_content(wp: Wp, site: Path) -> None:
    (site / "wp-content/debug.log").write_text(WARNING)
    done = wp("--format", "json")
    assert done.returncode == 1, done.stderr
    assert sources(done) == ["debug.log"]
    assert wp("--fail-on=error", "--quiet").returncode == 0


def test_the_log_that_the_constant_names(wp: Wp, site: Path, tmp_path: Path) -> None:
    (tmp_path / "own; touch hit.log").write_text(WARNING)
    configure(site, f"define( 'WP_DEBUG_LOG', '{tmp_path}/own; touch hit.log' );")
    assert sources(wp("--format", "json")) == ["own; touch hit.log"]
    configure(
        site,
        "define( 'WP_DEBUG_LOG', true );\ndefine( 'WP_CONTENT_DIR', __DIR__ . '/content' );".replace(
            "__DIR__", "ABSPATH"
        ),
    )
    (site / "content").mkdir()
    (site / "content/debug.log").write_text(WARNING)
    assert sources(wp("--format", "json")) == ["debug.log"]
    assert not list(tmp_path.rglob("hit"))


def test_the_log_of_php(wp: Wp, tmp_path: Path) -> None:
    (tmp_path / "php_errors").write_text(WARNING)
    assert sources(wp("--format", "json", php_options=("-d", f"error_log={tmp_path}/php_errors"))) == ["php_errors"]


def test_arguments_are_no_code(wp: Wp, site: Path, tmp_path: Path) -> None:
    (site / "wp-content/debug.log").write_text(WARNING)
    done = wp("--component", "$(touch hit); `touch hit` 'x", "--format", "json")
    assert json.loads(done.stdout)["issues"] == []
    assert not list(tmp_path.rglob("hit"))


def test_without_a_log_or_a_program(wp: Wp, site: Path) -> None:
    done = wp()
    assert done.returncode == 1
    assert "Error: no log to read" in done.stderr
    (site / "wp-content/debug.log").write_text(WARNING)
    done = wp(WPDIAG_BIN="/nowhere/wpdiag")
    assert done.returncode == 1
    assert "cannot run /nowhere/wpdiag" in done.stderr


def test_without_wp_cli_it_does_nothing() -> None:
    done = subprocess.run(["php", COMMAND], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
