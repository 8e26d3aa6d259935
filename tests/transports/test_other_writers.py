"""What is neither a server's log nor a page: WooCommerce's logs, mails, the journal's export, crawlers' pages."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path

import pytest

import wpdiag
from wpdiag.model import Report

FILE = "/var/www/html/wp-content/plugins/shop/inc/a.php"
CONTEXT = (
    f' CONTEXT: {{"error":{{"type":1,"file":"{FILE}","line":33,"message":"x"}},"remote-logging":true,"backtrace":["",'
    '"#0 /var/www/html/wp-includes/class-wp-hook.php(341): %s->run()","#1 {main}","thrown"]}'
)
SENTENCES = {
    "en": "An error of type E_ERROR was caused in line 8 of the file {file}. Error message: {message}",
    "de": "Ein Fehler vom Typ E_ERROR wurde in der Zeile 8 der Datei {file} verursacht. Fehlermeldung: {message}",
    "ja": "ファイル {file} の 8 行目でタイプ E_ERROR のエラーが発生しました。エラーメッセージ: {message}",
}
UNCAUGHT = (
    f"Uncaught Error: Call to undefined function foo() in {FILE}:8\nStack trace:\n"
    "#0 /var/www/html/wp-settings.php(545): include_once()\n#1 {main}\n  thrown"
)


def scan_bytes(tmp_path: Path, data: bytes) -> Report:
    file = tmp_path / "input"
    file.write_bytes(data)
    return wpdiag.scan([str(file)])


def places(report: Report) -> list[tuple[str, str | None, int | None]]:
    return [
        (
            issue.identifier,
            issue.location.file if issue.location else None,
            issue.location.line if issue.location else None,
        )
        for issue in report.issues
        if issue.level != "info"
    ]


@pytest.mark.parametrize("scope", ["Shop", "Shop\\\\Cart", "Shop\\Cart"], ids=["json", "escaped", "not escaped"])
def test_woocommerce_tells_of_fatal_errors(scope: str, tmp_path: Path) -> None:
    lines = [
        f"2026-11-23T16:38:30+00:00 CRITICAL Uncaught TypeError: no in {FILE}:33" + CONTEXT.replace("%s", scope),
        "2026-11-23T16:38:31+00:00 INFO Order 15 is paid in full CONTEXT: {}",
        "2026-11-23T16:38:32+00:00 CRITICAL Allowed memory size of 1 bytes exhausted (tried to allocate 2 bytes) in "
        f"{FILE} on line 9",
    ]
    report = scan_bytes(tmp_path, "\n".join(lines).encode() + b"\n")
    assert report.sources[0].transport == "wc-log"
    assert report.sources[0].first_seen == "2026-11-23T16:38:30+00:00"
    assert sorted(places(report)) == [("php.memory_exhausted", FILE, 9), ("php.uncaught.TypeError", FILE, 33)]


@pytest.mark.parametrize("language", SENTENCES)
def test_the_mail_about_a_fatal_error(language: str, tmp_path: Path) -> None:
    text = f"Howdy!\n\nPHP 8.2.36\n\n===\n{SENTENCES[language].format(file=FILE, message=UNCAUGHT)}\n\nRegards\n"
    report = scan_bytes(tmp_path, text.encode())
    assert places(report) == [("php.undefined_function", FILE, 8)]
    mail = EmailMessage()
    mail["Subject"] = "[Shop] Your Site is Experiencing a Technical Issue"
    mail["From"] = "wordpress@example.com"
    mail.set_content(text, cte="base64")
    assert places(scan_bytes(tmp_path, bytes(mail))) == places(report)


def test_the_journal_s_export_has_text_and_binary_fields(tmp_path: Path) -> None:
    message = f"PHP Warning:  caf\xe9\nsecond line in {FILE} on line 4".encode("latin-1")
    data = (
        b"__CURSOR=s=1\n__REALTIME_TIMESTAMP=1795452237000000\nSYSLOG_IDENTIFIER=php\n"
        + f"MESSAGE=PHP Warning:  Undefined variable $x in {FILE} on line 3\n\n".encode()
        + b"__CURSOR=s=2\n__REALTIME_TIMESTAMP=1795452238000000\nMESSAGE\n"
        + len(message).to_bytes(8, "little")
        + message
        + b"\n_PID=7\n\n"
    )
    report = scan_bytes(tmp_path, data)
    assert {line for *_, line in places(report)} == {3, 4}
    assert report.sources[0].first_seen == "2026-11-23T16:43:57+00:00"


def test_what_journalctl_does_not_show_is_said(tmp_path: Path) -> None:
    report = scan_bytes(
        tmp_path,
        f"Nov 23 16:43:57 web php[1]: PHP Warning:  x in {FILE} on line 3\nNov 23 16:43:58 web php[1]: [117B blob data]\n".encode(),
    )
    assert len(places(report)) == 1
    assert any("1 record without text" in warning for warning in report.warnings)


def test_pages_of_a_crawl_have_their_address(tmp_path: Path) -> None:
    pages = [
        {"url": "https://a.example/", "text": f"Warning: Undefined variable $x in {FILE} on line 3\nWelcome"},
        {
            "url": "https://b.example/",
            "html": f"<p><b>Warning</b>:  Undefined variable $y in <b>{FILE}</b> on line <b>4</b><br />",
        },
        {"url": "https://c.example/", "text": "Notice: we are closed."},
    ]
    report = scan_bytes(tmp_path, "\n".join(map(json.dumps, pages)).encode())
    found = {issue.location.line: issue.requests for issue in report.issues if issue.location}
    assert {line: list(requests) for line, requests in found.items()} == {
        3: ["https://a.example/"],
        4: ["https://b.example/"],
    }


def test_links_to_the_manual_do_not_hide_what_a_message_is(tmp_path: Path) -> None:
    text = f"PHP Warning:  include() [<a href='https://www.php.net/manual/en/function.include.php'>function.include.php</a>]: Failed opening 'x.php' for inclusion (include_path='.') in {FILE} on line 3\n"
    assert places(scan_bytes(tmp_path, text.encode())) == [("php.include_failed", FILE, 3)]
