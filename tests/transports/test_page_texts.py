"""A page is the same whatever turned it into text: dumps of one page by several tools, and Xdebug's tables."""

from __future__ import annotations

from pathlib import Path

import pytest

import wpdiag
from wpdiag.transports.wrapped import joined

PAGES = Path(__file__).parents[1] / "data" / "pages"
CORE = "/var/www/html/wp-includes/functions.php"
SHOP = "/var/www/html/wp-content/plugins/corner-shop"


@pytest.mark.parametrize("tool", ["w3m", "lynx", "html2text", "soup-lines", "soup-blanks", "inscriptis"])
def test_each_message_comes_out_whole(tool: str) -> None:
    report = wpdiag.scan([str(PAGES / f"{tool}.txt")])
    found = {
        (issue.identifier, issue.level, issue.location.file, issue.location.line)
        for issue in report.issues
        if issue.location
    }
    assert found == {
        ("wp.doing_it_wrong._load_textdomain_just_in_time", "notice", CORE, 6260),
        ("php.undefined_array_key", "warning", f"{SHOP}/vendor/acme/http-client/src/Client.php", 5),
        ("php.uncaught.LogicException", "fatal", f"{SHOP}/includes/fatal.php", 7),
    }
    (early,) = [issue for issue in report.issues if issue.level == "notice"]
    assert early.params["domain"] == "shop-td"


def test_xdebug_tables_give_the_message_once_and_their_stack() -> None:
    report = wpdiag.scan([str(PAGES / "xdebug.html")])
    printed = {issue.identifier: issue for issue in report.issues if not issue.identifier.startswith("page.")}
    assert {name: issue.count for name, issue in printed.items()} == {
        "php.uncaught.RuntimeException": 1,
        "wp.doing_it_wrong._load_textdomain_just_in_time": 1,
    }
    early = printed["wp.doing_it_wrong._load_textdomain_just_in_time"]
    assert early.params["domain"] == "acf"
    assert early.component.slug == "shop"
    assert early.evidence


def test_lines_that_are_not_full_are_the_message_s_own() -> None:
    text = "Warning: First line\nSecond line in /srv/a.php on line 3"
    assert joined(text) == text
