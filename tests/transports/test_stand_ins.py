"""Pages that stand in for the site, in any language, and answers that output has spoiled."""

from __future__ import annotations

from pathlib import Path

import pytest

import wpdiag

PAGES = Path(__file__).parents[1] / "data" / "pages"
MESSAGE = "<br />\n<b>Warning</b>:  Undefined variable $x in <b>/srv/www/wp-content/plugins/shop/a.php</b> on line <b>3</b><br />\n"
PLAIN = "\nWarning: Undefined variable $x in /srv/www/wp-content/plugins/shop/a.php on line 3\n"
DIED = '<!DOCTYPE html><html><body id="error-page"><div class="wp-die-message">{}</div></body></html>'


def identifiers(tmp_path: Path, page: str) -> set[str]:
    file = tmp_path / "answer"
    file.write_text(page, encoding="utf-8")
    return {issue.identifier for issue in wpdiag.scan([str(file)]).issues}


@pytest.mark.parametrize(
    ("name", "identifier"),
    [("critical-ru.html", "page.critical_error"), ("database-ja.html", "page.database_connection")],
)
def test_translated_pages_are_known_by_their_build(name: str, identifier: str) -> None:
    assert identifier in {issue.identifier for issue in wpdiag.scan([str(PAGES / name)]).issues}


@pytest.mark.parametrize(
    ("page", "identifier"),
    [
        (DIED.format("Сайт ненадолго закрыт на техническое обслуживание. Зайдите через минуту."), "page.maintenance"),
        (DIED.format("<h1>Errore nella connessione al database</h1>"), "page.database_connection"),
        (
            '<p>Es gab einen kritischen Fehler auf deiner Website.</p><p><a href="https://wordpress.org/documentation/'
            'article/faq-troubleshooting/">Erfahre mehr.</a></p>',
            "page.critical_error",
        ),
        ("Error: There has been a critical error on this website.Learn more about", "page.critical_error"),
        ('<html><form id="setup" method="post" action="install.php?step=2" novalidate>', "page.installation_open"),
    ],
)
def test_other_pages_that_stand_in(page: str, identifier: str, tmp_path: Path) -> None:
    assert identifiers(tmp_path, page) == {identifier}


@pytest.mark.parametrize(
    "page",
    [
        DIED.format("<p>Sorry, you are not allowed to access this page.</p>"),
        DIED.format('<p>The link has expired.</p><p><a href="https://example.com/">Back</a></p>'),
        '<html><body><p>How to mend "There is a problem": see <a href="https://wordpress.org/documentation/article/'
        'faq-troubleshooting/">the FAQ</a></p></body></html>',
        "We read that there has been a critical error on this website, and mended it.\n",
    ],
)
def test_other_pages_stand_for_themselves(page: str, tmp_path: Path) -> None:
    assert identifiers(tmp_path, page) == set()


@pytest.mark.parametrize("message", [MESSAGE, PLAIN], ids=["html", "plain"])
@pytest.mark.parametrize(
    ("answer", "identifier"),
    [
        ('{"id":12,"title":{"rendered":"x"}}', "http.error_in_json"),
        ("[1, 2]\n", "http.error_in_json"),
        ('<?xml version="1.0"?><rss version="2.0"></rss>', "http.output_before_xml"),
    ],
)
def test_output_before_an_answer_is_an_issue_of_its_own(
    message: str, answer: str, identifier: str, tmp_path: Path
) -> None:
    assert identifier in identifiers(tmp_path, message + answer)


@pytest.mark.parametrize("rest", ["<!DOCTYPE html><script>var a = {}</script><p>{}", "{not json}", ""])
def test_a_page_that_is_no_answer_is_not_spoiled(rest: str, tmp_path: Path) -> None:
    assert not any(name.startswith("http.") for name in identifiers(tmp_path, MESSAGE + rest))


def test_what_a_command_logs_and_shows_is_one_record(tmp_path: Path) -> None:
    file = tmp_path / "output.txt"
    file.write_text(f"PHP Warning:  {PLAIN.strip().partition(': ')[2]}\n{PLAIN}", encoding="utf-8")
    report = wpdiag.scan([str(file)])
    assert [(issue.identifier, issue.count) for issue in report.issues] == [("php.undefined_variable", 1)]
