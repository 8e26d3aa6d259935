"""What Query Monitor tells: headers of answers, and rows copied out of its panel."""

from __future__ import annotations

import json
from pathlib import Path

from wpdiag.model import Report
from wpdiag.pipeline import scan

ERROR = {
    "key": "0cc175b9c0f1b6a831c399e269772661",
    "type": "warning",
    "message": "Undefined variable $x",
    "file": "wp-content/plugins/shop/shop.php",
    "line": 12,
    "stack": ["shop_boot()", "do_action('init')"],
    "component": "Plugin: shop",
}


def read(tmp_path: Path, text: str) -> Report:
    (tmp_path / "input").write_text(text)
    return scan([str(tmp_path / "input")])


def rows(report: Report) -> list[tuple[str, str, int, int]]:
    return sorted(
        (issue.identifier, issue.component.slug, (issue.location.line if issue.location else 0) or 0, issue.count)
        for issue in report.issues
    )


def test_headers_of_an_answer_and_its_body(tmp_path: Path) -> None:
    answer = (
        "HTTP/2 301 \r\nlocation: https://example.com/wp-json/\r\n\r\nHTTP/2 200 \r\n"
        f"content-type: application/json\r\nx-qm-php_errors-error-count: 1\r\nx-qm-php_errors-error-1: {json.dumps(ERROR)}\r\n"
        "\r\n<br />\n<b>Notice</b>:  Undefined index: y in <b>/srv/wp-content/themes/cards/functions.php</b> on line <b>3</b><br />\n"
        '{"ok":true}'
    )
    report = read(tmp_path, answer)
    assert report.sources[0].transport == "http"
    found = rows(report)
    assert ("php.undefined_variable", "shop", 12, 1) in found
    assert ("php.undefined_array_key", "cards", 3, 1) in found


def test_hostile_headers_are_passed_over(tmp_path: Path) -> None:
    head = "HTTP/1.1 200 OK\n"
    for value in (
        '{"type":',
        '{"type":"warning"}',
        "[]",
        '{"type":"x","message":"m","file":"/a","line":1}',
        '{"type":1}',
    ):
        assert rows(read(tmp_path, f"{head}X-QM-php_errors-error-1: {value}\n\n")) == []


def test_rows_of_the_panel(tmp_path: Path) -> None:
    panel = (
        "Level\tMessage\tLocation\tCount\tComponent\n"
        "Warning\tUndefined variable $x\t\nwp-content/plugins/shop/shop.php:12\nshop_boot()\n"
        "wp-content/plugins/shop/shop.php:12\ndo_action('init')\nwp-includes/plugin.php:517\n\t3\tPlugin: shop\n"
        "Deprecated\tFunction get_settings is deprecated since version 2.1.0! Use get_option() instead.\t"
        "wp-includes/functions.php:6131\t1\tPlugin: shop\n"
    )
    report = read(tmp_path, panel)
    assert report.sources[0].transport == "query-monitor"
    assert rows(report) == [
        ("php.undefined_variable", "shop", 12, 3),
        ("wp.deprecated.function.get_settings", "", 6131, 1),
    ]
