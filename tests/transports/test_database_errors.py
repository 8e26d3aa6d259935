"""wpdb's errors in pages, in the text of pages and in old logs, in any language of the site."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from wpdiag.diagnose import diagnose
from wpdiag.model import Entry
from wpdiag.pipeline import scan

WORDS = [
    "WordPress database error:",
    "WordPress-Datenbank-Fehler:",
    "Ошибка базы данных WordPress:",
    "Erreur de la base de données WordPress\xa0:",
    "WordPress データベースエラー:",
    "שגיאה במסד הנתונים של וורדפרס:",
]
SHOWN = (
    '<!DOCTYPE html><html><body><div id="error"><p class="wpdberror"><strong>{}</strong> [Table &#039;a.wp_x&#039; doesn&#039;t exist]'
    "<br /><code>SELECT * FROM wp_x WHERE id = 1</code></p></div></body></html>"
)


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("stripped", [False, True])
def test_shown_in_a_page(tmp_path: Path, words: str, stripped: bool) -> None:
    page = SHOWN.format(words)
    if stripped:
        page = "Home\n" + html.unescape(re.sub("<[^>]*>", "", page.replace("<br />", "\n"))) + "\nContact\n"
    file = tmp_path / ("page.txt" if stripped else "page.html")
    file.write_text(page, encoding="utf-8")
    (issue,) = (each for each in scan([str(file)]).issues if each.identifier.startswith("db."))
    assert (issue.identifier, issue.level, issue.message) == (
        "db.1146",
        "error",
        "WordPress database error Table 'a.wp_x' doesn't exist",
    )
    assert issue.params["query"] == "SELECT * FROM wp_x WHERE id = 1"


def test_prose_in_brackets_is_none(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Our table: [Table of contents]\nSELECT your favourite from the list\n")
    assert scan([str(tmp_path / "page.txt")]).issues == ()


def test_translated_in_the_logs_of_old_releases() -> None:
    found = diagnose(
        Entry(
            text="Erreur de la base de données WordPress Table 'wp.wp_7_auto_updates' doesn't exist pour la requête SELECT * FROM "
            "wp_7_auto_updates WHERE name = 'minor' faite par require('wp-blog-header.php'), do_action('plugins_loaded'), "
            "WP_Hook->do_action, CAU_auto_update->CAU_auto_update_filters"
        )
    )
    assert (found.identifier, found.level, found.message) == (
        "db.1146",
        "error",
        "WordPress database error Table 'wp.wp_7_auto_updates' doesn't exist",
    )
    assert found.params["query"] == "SELECT * FROM wp_7_auto_updates WHERE name = 'minor'"
    assert found.trace[0].call == "CAU_auto_update->CAU_auto_update_filters"
