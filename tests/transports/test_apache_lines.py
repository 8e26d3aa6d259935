"""Apache's lines in all their forms: by module, by version, by ErrorLogFormat."""

from __future__ import annotations

from pathlib import Path

import pytest

import wpdiag
from wpdiag.authoring.carriers import CARRIERS, apache, by_line
from wpdiag.model import Report
from wrapping import RECORDS, said

STAMP = "[Mon Nov 23 16:43:44.486925 2026]"
OLD = "[Mon Nov 23 16:43:44 2026]"
WHO = "[pid 7:tid 7] [client 192.0.2.1:5]"
EACH_LINE = {
    "mod_cgi": (f"{STAMP} [cgi:error] {WHO} AH01215: ", ""),
    "mod_cgi of cPanel": (f"{STAMP} [cgi:error] {WHO} AH01215: ", ": /usr/local/cpanel/cgi-sys/ea-php82"),
    "mod_cgid": (f"{STAMP} [cgid:error] {WHO} AH01215: stderr from /usr/lib/cgi-bin/php: ", ""),
    "mod_fcgid": (f"{STAMP} [fcgid:warn] {WHO} mod_fcgid: stderr: ", ", referer: https://example.com/cart"),
    "mod_fcgid 2.2": (f"{OLD} [warn] [client 192.0.2.1] mod_fcgid: stderr: ", ""),
    "mod_fastcgi": (f'{STAMP} [fastcgi:error] {WHO} FastCGI: server "/var/www/php.fcgi" stderr: ', ""),
    "mod_lsapi": (f"{STAMP} [lsapi:error] {WHO} [host example.com] Backend log: ", "\\n"),
    "httpd 2.2": (f"{OLD} [error] [client 192.0.2.1] ", ""),
}
ONE_LINE = {
    "a source file": f"{STAMP} [php:error] [pid 7:tid 7] sapi_apache2.c(338): [client 192.0.2.1:5] ",
    "remote": f"{STAMP} [php7:error] [pid 7:tid 7] [remote 198.51.100.1:5] [client 192.0.2.1:5] ",
    "an ISO stamp": f"[2026-11-23 16:43:44.486925] [php:notice] {WHO} ",
    "a host before": f"[shop.example.com] {STAMP} [php:error] {WHO} ",
    "through syslog": f"Nov 23 16:43:44 web apache2[7]: [php:error] {WHO} ",
    "no module": f"{STAMP} [:error] [pid 7] [client 192.0.2.1:5] ",
}


def scan_text(tmp_path: Path, text: str) -> Report:
    file = tmp_path / "error.log"
    file.write_text(text, encoding="utf-8")
    return wpdiag.scan([str(file)])


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return scan_text(tmp_path_factory.mktemp("plain"), "".join(CARRIERS["debug-log"][1](record) for record in RECORDS))


@pytest.mark.parametrize("name", EACH_LINE)
def test_a_record_for_each_line(name: str, plain: Report, tmp_path: Path) -> None:
    prefix, behind = EACH_LINE[name]
    text = "".join(by_line(prefix)(record.replace("\n", f"{behind}\n") + behind) for record in RECORDS)
    text = text.replace("\\ with", "\\\\ with").replace("Shop\\deep", "Shop\\\\deep")
    assert said(scan_text(tmp_path, text)) == said(plain)


@pytest.mark.parametrize("referer", ["", ", referer: https://example.com/wp-admin/"])
@pytest.mark.parametrize("name", ONE_LINE)
def test_a_record_in_one_line(name: str, referer: str, plain: Report, tmp_path: Path) -> None:
    text = "".join(
        f"{ONE_LINE[name]}{apache(record).partition('44074] ')[2].rstrip()}{referer}\n" for record in RECORDS
    )
    assert said(scan_text(tmp_path, text)) == said(plain)


def test_what_another_client_is_told_is_no_part_of_a_message(tmp_path: Path) -> None:
    report = scan_text(
        tmp_path,
        f"{OLD} [error] [client 192.0.2.1] PHP Warning:  Undefined variable $x in /srv/wp-content/plugins/shop/a.php on line 3\n"
        f"{OLD} [error] [client 192.0.2.1] File does not exist: /srv/favicon.ico\n"
        f"{OLD} [error] [client 192.0.2.2] PHP Warning:  Undefined variable $y in /srv/wp-content/plugins/shop/a.php on line 4\n",
    )
    assert [line for *_, line in said(report)] == [3, 4]
