"""Monolog's lines: errors of PHP with their place, and what is only said."""

from __future__ import annotations

from pathlib import Path

import pytest

import wpdiag

FILE = "/srv/www/shop/web/app/plugins/shop/cart.php"
STAMP = "[2026-11-23T16:43:10.123456+00:00]"
LINES = {
    "acorn": (
        "[2026-11-23 16:43:10] production.ERROR: Call to undefined function foo() "
        f'{{"exception":"[object] (Error(code: 0): Call to undefined function foo() at {FILE}:14)\n[stacktrace]\n'
        '#0 /srv/www/shop/web/wp/wp-settings.php(545): include_once()\n#1 {main}\n"} \n',
        "php.undefined_function",
    ),
    "its ErrorHandler, uncaught": (
        f'{STAMP} php.CRITICAL: Uncaught Exception Error: "Call to undefined function foo()" at {FILE} line 14 '
        f'{{"exception":"[object] (Error(code: 0): Call to undefined function foo() at {FILE}:14)"}} []\n',
        "php.undefined_function",
    ),
    "its ErrorHandler": (
        f'{STAMP} site.WARNING: E_WARNING: Undefined array key "total" '
        f'{{"code":2,"message":"Undefined array key \\"total\\"","file":"{FILE}","line":14}} []\n',
        "php.undefined_array_key",
    ),
    "wonolog": (
        '[2026-11-23 16:43:10] PHP-ERROR.WARNING: Undefined array key "total" '
        f'{{"file":"{FILE}","line":14}} {{"wp":{{"doing_cron":false}}}}\n'.replace("/srv", "\\/srv"),
        "php.undefined_array_key",
    ),
    "symfony": (
        f'{STAMP} php.WARNING: Warning: Undefined array key "total" '
        f'{{"exception":"[object] (ErrorException(code: 0): Warning: Undefined array key \\"total\\" at {FILE}:14)"}} []\n',
        "php.undefined_array_key",
    ),
    "php's own words": (
        f'{STAMP} php.ERROR: PHP Warning:  Undefined array key "total" in {FILE} on line 14 [] []\n',
        "php.undefined_array_key",
    ),
}


def scan_text(tmp_path: Path, text: str) -> list[tuple[str, str | None, int | None]]:
    file = tmp_path / "site.log"
    file.write_text(text)
    report = wpdiag.scan([str(file)])
    assert report.sources[0].transport == "monolog"
    assert report.sources[0].first_seen in ("2026-11-23T16:43:10+00:00", None)
    return [
        (
            issue.identifier,
            issue.location.file if issue.location else None,
            issue.location.line if issue.location else None,
        )
        for issue in report.issues
        if issue.level != "info"
    ]


@pytest.mark.parametrize("name", LINES)
def test_errors_have_their_place(name: str, tmp_path: Path) -> None:
    text, identifier = LINES[name]
    assert scan_text(tmp_path, text) == [(identifier, FILE, 14)]


def test_what_a_plugin_caught_is_no_error_of_php(tmp_path: Path) -> None:
    text = (
        f'{STAMP} shop.ERROR: Payment failed {{"exception":"[object] (Exception(code: 0): declined at {FILE}:9)"}} []\n'
        f'{STAMP} shop.WARNING: The basket is empty {{"file":"{FILE}","line":9}} []\n'
        f"{STAMP} shop.INFO: Order 15 is paid [] []\n"
    )
    assert scan_text(tmp_path, text) == []
