"""What the plugin of ``wpdiag probe`` logs, on the PHP of this machine, with WordPress' few functions stood in for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("php") is None, reason="not installed: php")

WORDPRESS = """<?php
define('ABSPATH', __DIR__ . '/');
define('WP_CONTENT_DIR', __DIR__ . '/wp-content');
define('WP_PLUGIN_DIR', __DIR__ . '/%(plugins)s');
define('WPMU_PLUGIN_DIR', WP_CONTENT_DIR . '/mu-plugins');
$hooks = $options = array();
function add_action($hook, $call, $priority = 10, $arguments = 1) { global $hooks; $hooks[$hook][] = array($call, $arguments); }
function do_action($hook, ...$given) {
    global $hooks;
    foreach ($hooks[$hook] ?? array() as list($call, $arguments)) { $call(...array_slice($given, 0, $arguments)); }
}
function get_option($name) { global $options; return $options[$name] ?? false; }
function update_option($name, $value, $autoload = null) { global $options; $options[$name] = $value; }
$wp_plugin_paths = array(WP_PLUGIN_DIR . '/linked' => realpath(WP_PLUGIN_DIR . '/linked'));
require __DIR__ . '/wp-content/mu-plugins/probe.php';
require WP_PLUGIN_DIR . '/linked/linked.php';
"""
MANY = """<?php
for ($i = 0; $i < 3000; $i++) { do_action('doing_it_wrong_run', 'same', '', '1.0'); }
do_action('doing_it_wrong_run', 'late', '', '1.0');
"""
MISUSE = """<?php
function misuse($secret) { do_action('doing_it_wrong_run', 'x|y', 'The <code>secret</code> message', '6.7.0'); }
misuse('hunter2');
misuse('hunter3');
"""


def run(site: Path, *options: str, plugins: str = "wp-content/plugins", code: str = MISUSE) -> list[str]:
    """The lines that the probe logs in a site whose one plugin is a link to elsewhere."""
    elsewhere = site.parent / "elsewhere"
    (site / plugins).mkdir(parents=True)
    (site / "wp-content" / "mu-plugins").mkdir(parents=True)
    elsewhere.mkdir()
    (elsewhere / "linked.php").write_text(code)
    (site / plugins / "linked").symlink_to(elsewhere)
    (site / "index.php").write_text(WORDPRESS % {"plugins": plugins})
    probe = site / "wp-content" / "mu-plugins" / "probe.php"
    subprocess.run([sys.executable, "-m", "wpdiag", "probe", "-o", str(probe), *options], check=True)
    log = site / "log"
    subprocess.run(["php", "-d", "log_errors=1", "-d", f"error_log={log}", site / "index.php"], check=True)
    return log.read_text().splitlines() if log.exists() else []


@pytest.mark.parametrize("plugins", ["wp-content/plugins", "extensions"])
def test_a_plugin_behind_a_link_or_in_a_folder_of_another_name_is_named(tmp_path: Path, plugins: str) -> None:
    lines = run(tmp_path / "site", plugins=plugins)
    assert len(lines) == 2  # two places, however often each
    for number, line in zip((3, 4), lines, strict=True):
        assert "wpdiag-probe 1 doing_it_wrong|x y|6.7.0||" in line
        assert f"wp-content/plugins/linked/linked.php:{number} misuse" in line
        assert str(tmp_path) not in line


def test_neither_arguments_nor_messages_are_logged(tmp_path: Path) -> None:
    lines = run(tmp_path / "site")
    assert lines
    assert not any(word in line for line in lines for word in ("hunter", "secret"))
    assert all(len(line) < 1000 for line in lines)


def test_a_request_full_of_messages_is_not_slowed_down(tmp_path: Path) -> None:
    lines = run(tmp_path / "site", code=MANY)
    assert [line.partition("|")[2].partition("|")[0] for line in lines] == ["same"]
