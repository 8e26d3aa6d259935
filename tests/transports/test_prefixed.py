"""A prefix of any make before each line is learnt from the lines; prose with dates in it is no log."""

from __future__ import annotations

from pathlib import Path

import pytest

import wpdiag
from wpdiag.authoring.carriers import CARRIERS, apache, by_line, nginx
from wpdiag.model import Report
from wrapping import PLUGIN, RECORDS, said

PREFIXES = {
    "heroku logs": "2026-11-23T16:43:10.123456+00:00 app[web.1]: ",
    "Heroku's drain": "<190>1 2026-11-23T16:43:10.123456+00:00 host app web.1 - ",
    "fly logs": "2026-11-23T16:43:10Z app[148e21ea] ams [info]",
    "Render": "Nov 23 04:43:10 PM  ",
    "aws logs tail": "2026-11-23T16:43:10.123000+00:00 shop/php/4c1f ",
    "aws logs tail --format short": "2026-11-23T16:43:10 ",
    "CloudWatch in S3": "2026-11-23T16:43:10.123Z ",
    "Azure App Service": "2026-11-23T16:43:10.123456789Z ",
    "logcli": '2026-11-23T16:43:10Z {app="wordpress", pod="shop-0"} ',
    "Grafana's text": "1795451039000000000\t2026-11-23T16:43:10Z\t",
    "Papertrail's archive": "7711561783320576\t2026-11-23T16:43:10-00:00\t2026-11-23T16:43:10-00:00\t38\tweb\t192.0.2.1\tUser\tNotice\tphp\t",
    "journalctl -o short-precise": "Nov 23 16:43:10.123456 web php-fpm[12]: ",
    "journalctl -o short-full": "Mon 2026-11-23 16:43:10 UTC web php-fpm[12]: ",
    "journalctl -o short-unix": "1795451039.123456 web php-fpm[12]: ",
    "rsyslog with the priority": "Nov 23 16:43:10 web user.warning php: ",
    "Docker's syslog driver": "<28>Nov 23 16:43:10 wordpress[1234]: ",
    "docker service logs": "web_wordpress.1.0c6x2jk4@node-1    | ",
    "pm2": "0|shop     | ",
    "foreman": "16:43:10 web.1  | ",
    "kubectl logs --prefix": "[pod/wordpress-7d9f6-x2x/wordpress] ",
    "kubectl logs --prefix --timestamps": "[pod/wordpress-7d9f6-x2x/wordpress] 2026-11-23T16:43:10.123456789Z ",
    "stern": "\x1b[36mwordpress-7d9f6-x2x\x1b[0m \x1b[32mwordpress\x1b[0m ",
    "GitHub Actions": "2026-11-23T16:43:10.1234567Z ",
    "gh run view --log": "build\tRun tests\t2026-11-23T16:43:10.1234567Z ",
    "GitLab": "2026-11-23T16:43:10.123456Z 01E ",
    "a script": "[2026-11-23 16:43:10] ",
}


def scan_text(tmp_path: Path, text: str) -> Report:
    file = tmp_path / "some.log"
    file.write_text(text, encoding="utf-8", newline="")
    return wpdiag.scan([str(file)])


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return scan_text(tmp_path_factory.mktemp("plain"), "".join(CARRIERS["debug-log"][1](record) for record in RECORDS))


@pytest.mark.parametrize("inner", ["", "NOTICE: PHP message: ", "[23-Nov-2026 16:43:10 UTC] "])
@pytest.mark.parametrize("name", PREFIXES)
def test_a_prefix_of_any_make(name: str, inner: str, plain: Report, tmp_path: Path) -> None:
    text = "".join(by_line(PREFIXES[name])(inner + record) for record in RECORDS)
    assert said(scan_text(tmp_path, text)) == said(plain)


@pytest.mark.parametrize("wrap", [apache, nginx], ids=["apache", "nginx"])
@pytest.mark.parametrize("name", ["logcli", "kubectl logs --prefix --timestamps", "Azure App Service", "a script"])
def test_lines_of_a_server_behind_a_prefix(name: str, wrap: object, plain: Report, tmp_path: Path) -> None:
    assert callable(wrap)
    text = "".join(by_line(PREFIXES[name])(wrap(record).rstrip("\n")) for record in RECORDS)
    assert said(scan_text(tmp_path, text)) == said(plain)


def test_lines_of_others_stay_apart_and_the_time_is_known(tmp_path: Path) -> None:
    heroku = PREFIXES["heroku logs"]
    text = (
        f"{heroku}PHP Warning:  Undefined variable $x in {PLUGIN}/a.php on line 3\n"
        "2026-11-23T16:43:11.000000+00:00 heroku[router]: at=info method=GET path=/ status=200\n"
        f"{heroku}PHP Fatal error:  Uncaught Error: no in {PLUGIN}/a.php:7\n{heroku}Stack trace:\n{heroku}#0 {{main}}\n"
        f"{heroku}  thrown in {PLUGIN}/a.php on line 7\n"
        '2026-11-23T16:43:12.000000+00:00 app[web.1]: 10.1.2.3 - - "GET / HTTP/1.1" 500\n'
    )
    report = scan_text(tmp_path, text)
    assert report.sources[0].transport == "prefixed"
    assert report.sources[0].first_seen == "2026-11-23T16:43:10+00:00"
    assert [line for *_, line in said(report)] == [7, 3]


def test_a_message_whose_later_lines_have_no_prefix(tmp_path: Path, plain: Report) -> None:
    text = "".join(f"2026-11-23T16:43:10.123000+00:00 shop/php/4c1f {record}\n" for record in RECORDS)
    assert said(scan_text(tmp_path, text)) == said(plain)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23 10:00 - Fixed: PHP Warning:  Undefined variable $x in /srv/shop.php on line 3\n"
        "2026-11-24 10:00 - Fixed: PHP Warning:  Undefined variable $y in /srv/shop.php on line 4\n",
        "// 16:43:10 PHP Warning:  Undefined variable $x in /srv/shop.php on line 3\n"
        "// 16:43:11 PHP Warning:  Undefined variable $y in /srv/shop.php on line 4\n",
        " * PHP Warning:  Undefined variable $x in /srv/shop.php on line 3\n"
        " * That is what you may see: PHP Warning:  Undefined variable $x in /srv/shop.php on line 3\n",
    ],
    ids=["changelog", "comment", "comment block"],
)
def test_prose_has_no_prefixes(text: str, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text(text)
    assert wpdiag.scan([str(file)]).sources[0].transport != "prefixed"
