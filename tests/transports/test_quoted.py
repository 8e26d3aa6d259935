"""Messages that somebody writes about are not reported; those that PHP printed in the same surroundings are."""

from __future__ import annotations

from pathlib import Path

import pytest

from wpdiag.pipeline import scan

_PLACE = "in /var/www/html/wp-content/plugins/shop/shop.php on line 12"
QUOTED = {
    "readme.txt": f"=== Shop ===\n== Changelog ==\n= 1.2 =\nPHP Warning:  Undefined variable $x {_PLACE}\n",
    "changelog.txt": f'= 1.2.3 =\n* Fixed: "Warning: Undefined array key "x" {_PLACE}" (thanks)\n',
    "CHANGELOG.md": f"# Changelog\n\n## [1.2.0] - 2026-01-01\n- `PHP Notice:  Undefined index: x {_PLACE}`\n",
    "news.txt": f"What is new\n* Resolved the PHP Warning: Undefined variable $x {_PLACE} on some hosts\n",
    "shop.txt": f"<?php\n// PHP Warning:  Undefined variable $x {_PLACE}\nfunction shop() {{}}\n",
    "fix.txt": f"diff --git a/shop.php b/shop.php\n-Warning: Undefined variable $x {_PLACE}\n",
    "snippet.txt": f"function shop() {{\n  // Warning: Undefined variable $x {_PLACE}\n}}\n",
    "tutorial.html": f"<html><body><p>Many see <code>Warning: Undefined variable $x {_PLACE}</code>.</p>"
    f"<pre>PHP Warning:  Undefined variable $x {_PLACE}</pre><p>Notice: Undefined index: x {_PLACE}</p></body></html>",
    "sample.txt": "You get\nWarning: Undefined variable $x in /path/to/wp-content/plugins/shop/shop.php on line 12\n",
    "build.txt": "Warning: React version not specified in /srv/app/.eslintrc.js on line 3\n",
}
REAL = {
    "protected.log": f"<?php exit; ?>\n[24-Nov-2026 01:00:00 UTC] PHP Warning:  Undefined variable $x {_PLACE}\n",
    "terminal.txt": f"PHP Warning:  Undefined variable $x {_PLACE}\n",
    "page.html": f"<html><body><p>\nWarning: Undefined variable $x {_PLACE}\n</p></body></html>",
    "item.html": "<html><body><li>\n<br />\n<b>Warning</b>:  Undefined variable $x in <b>/srv/shop.php</b> on line <b>12</b><br />\n</li></body></html>",
    "text.txt": f"Skip to content Warning: Undefined variable $x {_PLACE} Home About\n",
    "list.txt": f" * Home\n * Warning: Undefined variable $x {_PLACE}\n",
}


@pytest.mark.parametrize("name", QUOTED)
def test_what_is_quoted_is_not_reported(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(QUOTED[name])
    assert [issue.message for issue in scan([str(tmp_path / name)]).issues] == []


@pytest.mark.parametrize("name", REAL)
def test_what_php_printed_is_reported(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(REAL[name])
    found = [issue for issue in scan([str(tmp_path / name)]).issues if issue.identifier == "php.undefined_variable"]
    assert len(found) == 1
    assert found[0].location is not None
    assert found[0].location.line == 12
