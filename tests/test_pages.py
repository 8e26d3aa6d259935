"""Pages: messages anywhere in the markup, the text of pages, and prose that only looks like a message."""

from __future__ import annotations

from pathlib import Path

import pytest

import wpdiag
from wpdiag.model import Report

SAMPLE = Path(__file__).parents[1] / "sample_logs" / "page-text.txt"
FILE = "/srv/www/wp-content/plugins/shop/cart.php"


def scan_text(tmp_path: Path, text: str, name: str = "page.html") -> Report:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return wpdiag.scan([str(file)])


def test_the_text_of_a_real_page() -> None:
    report = wpdiag.scan([str(SAMPLE)])
    domains = [issue for issue in report.issues if issue.identifier.endswith("_load_textdomain_just_in_time")]
    assert {issue.component.slug for issue in domains} == {"all-in-one-wp-security-and-firewall", "cyr2lat"}
    assert {issue.component.kind for issue in domains} == {"plugin"}
    assert {issue.site for issue in domains} == {"/var/www/vhosts/semeinews.kz/httpdocs"}
    assert [issue.count for issue in domains] == [1, 1]
    others = [issue.identifier for issue in report.issues if issue not in domains]
    assert others == ["page.paths_shown_to_visitors"]


@pytest.mark.parametrize(
    "page",
    [
        f"<br />\n<b>Warning</b>:  Undefined variable $x in <b>{FILE}</b> on line <b>3</b><br />\n<!DOCTYPE html><html>",
        f'<html><input value="<br />\n<b>Warning</b>:  Undefined variable $x in <b>{FILE}</b> on line <b>3</b><br />">',
        f"<html><script>var a = '\nWarning: Undefined variable $x in {FILE} on line 3\n';</script>",
        f'<br />\n<b>Warning</b>:  Undefined variable $x in <b>{FILE}</b> on line <b>3</b><br />\n{{"ok":true}}',
        f"<p>Warning: this is prose.</p>\n<br />\nWarning: Undefined variable $x in {FILE} on line 3\n<p>More",
    ],
)
def test_messages_anywhere_in_a_page(page: str, tmp_path: Path) -> None:
    report = scan_text(tmp_path, page)
    (issue,) = [issue for issue in report.issues if issue.identifier == "php.undefined_variable"]
    assert issue.message == "Undefined variable $x"
    assert issue.location is not None
    assert (issue.location.file, issue.location.line) == (FILE, 3)


def test_entities_are_decoded_and_tags_removed(tmp_path: Path) -> None:
    page = f"<b>Fatal error</b>:  Uncaught Error: a &quot;b&quot; &lt;i&gt; in {FILE}:3\nStack trace:\n#0 {{main}}\n  thrown in <b>{FILE}</b> on line <b>3</b><br />"
    (issue,) = [issue for issue in scan_text(tmp_path, page).issues if issue.level == "fatal"]
    assert issue.message == 'Uncaught Error: a "b" <i>'


@pytest.mark.parametrize(
    "prose",
    [
        "Notice: the shop is closed on Monday, in the building on line 3 of the tram.",
        "Warning: do not feed. Deprecated: the old way. Fatal error: none.",
        "Внимание. Notice: объезд закрыт. Warning: скользко.",
        "<p>Warning: Undefined variable in your life</p>",
        "See the Notice: section in /docs for more",
    ],
)
def test_prose_is_no_diagnostic(prose: str, tmp_path: Path) -> None:
    assert scan_text(tmp_path, prose, "article.txt").issues == ()
    assert scan_text(tmp_path, f"<html><body>{prose}</body></html>").issues == ()


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("<p>There has been a critical error on this website.</p>", "page.critical_error"),
        ("<html><h1>Error establishing a database connection</h1></html>", "page.database_connection"),
        ("<html>Briefly unavailable for scheduled maintenance. Check back in a minute.</html>", "page.maintenance"),
    ],
)
def test_pages_that_stand_in_for_the_site(text: str, identifier: str, tmp_path: Path) -> None:
    assert [issue.identifier for issue in scan_text(tmp_path, text).issues] == [identifier]


def test_a_log_shows_nothing_to_visitors(tmp_path: Path) -> None:
    report = scan_text(tmp_path, f"[23-Nov-2026 16:43:10 UTC] PHP Warning:  x in {FILE} on line 3\n", "debug.log")
    assert [issue.identifier for issue in report.issues] == ["php.warning"]


def test_messages_in_several_pages_make_one_finding_that_counts_only_them(tmp_path: Path) -> None:
    (tmp_path / "debug.log").write_text(f"[23-Nov-2026 16:43:10 UTC] PHP Warning:  x in {FILE} on line 3\n" * 5)
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(f"<html>\nWarning: x in {FILE} on line 3\n</html>")
    report = wpdiag.scan([str(tmp_path)])
    (finding,) = [issue for issue in report.issues if issue.identifier == "page.paths_shown_to_visitors"]
    assert finding.count == 2
    assert [Path(name).name for name in finding.sources] == ["a.html", "b.html"]
    (warning,) = [issue for issue in report.issues if issue.identifier == "php.warning"]
    assert warning.count == 7
