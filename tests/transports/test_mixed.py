"""Several kinds of lines in one source: a container's output, logs put together, pastes in Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

import wpdiag
from wpdiag.model import Report

FILE = "/var/www/html/wp-content/plugins/shop/a.php"
STAMPED = f"[23-Nov-2026 16:07:33 UTC] PHP Warning:  Undefined variable $a in {FILE} on line 1\n"
NGINX = (
    f'2026/11/23 16:43:38 [error] 7#7: *3 FastCGI sent in stderr: "PHP message: PHP Warning:  Undefined variable $b in '
    f'{FILE} on line 2" while reading response header from upstream, client: 127.0.0.1, server: example.com, '
    'request: "GET /cart HTTP/1.1", upstream: "fastcgi://unix:/run/php.sock:", host: "example.com"\n'
)
ACCESS = '127.0.0.1 - - [23/Nov/2026:16:43:38 +0000] "GET /?x=PHP+Warning:+in+/a.php+on+line+3 HTTP/1.1" 200 1\n'
SYSLOG = f"2026-11-23T16:43:57.160471+00:00 web php[7]: PHP Warning:  Undefined variable $c in {FILE} on line 3\n"
APACHE = (
    "[Mon Nov 23 16:43:44.486925 2026] [php:warn] [pid 7:tid 7] [client 127.0.0.1:44074] PHP Warning:  Undefined "
    f"variable $d in {FILE} on line 4\n"
)
TRACED = (
    f"[23-Nov-2026 16:07:34 UTC] PHP Fatal error:  Uncaught Error: Call to undefined function foo() in {FILE}:8\n"
    f"Stack trace:\n#0 /var/www/html/wp-settings.php(545): include_once()\n#1 {{main}}\n  thrown in {FILE} on line 8\n"
)


def scan_text(tmp_path: Path, text: str) -> Report:
    file = tmp_path / "input"
    file.write_text(text, encoding="utf-8")
    return wpdiag.scan([str(file)])


def lines(report: Report) -> dict[int | None, int]:
    return {issue.location.line: issue.count for issue in report.issues if issue.location and issue.level != "info"}


def test_the_output_of_a_container_that_runs_it_all(tmp_path: Path) -> None:
    report = scan_text(tmp_path, (STAMPED + ACCESS + NGINX + ACCESS + SYSLOG + TRACED + APACHE + ACCESS) * 5)
    assert report.sources[0].transport == "mixed"
    assert lines(report) == {1: 5, 2: 5, 3: 5, 4: 5, 8: 5}
    assert report.sources[0].first_seen == "2026-11-23T16:07:33+00:00"
    assert {request for issue in report.issues for request in issue.requests} == {"/cart"}


def test_a_log_behind_another_one_of_any_length(tmp_path: Path) -> None:
    report = scan_text(tmp_path, STAMPED * 20_000 + TRACED + NGINX * 20_000 + SYSLOG * 3000)
    assert lines(report) == {1: 20_000, 2: 20_000, 3: 3000, 8: 1}


def test_a_line_of_an_access_log_is_no_part_of_a_message(tmp_path: Path) -> None:
    report = scan_text(tmp_path, (APACHE + ACCESS) * 3)
    assert report.sources[0].transport == "apache"
    assert [(issue.message, issue.count) for issue in report.issues if issue.level == "warning"] == [
        ("Undefined variable $d", 3)
    ]


def test_a_message_that_quotes_another_log_stays_one(tmp_path: Path) -> None:
    quoting = f"[23-Nov-2026 16:07:33 UTC] what the server says:\n{NGINX}"
    report = scan_text(tmp_path, STAMPED * 100 + quoting)
    assert report.sources[0].transport == "debug-log"
    assert lines(report) == {1: 100}


@pytest.mark.parametrize("fence", ["```", "~~~~", "```text"])
def test_a_paste_with_fences(fence: str, tmp_path: Path) -> None:
    closing = fence.removesuffix("text")
    report = scan_text(
        tmp_path, f"Hi, since the update:\n\n{fence}\n{TRACED}{closing}\n\nThanks!\n{fence}\n{NGINX}{closing}\n"
    )
    assert lines(report) == {8: 1, 2: 1}
    assert not any("cut off" in warning for warning in report.warnings)


def test_messages_with_marks(tmp_path: Path) -> None:
    report = scan_text(
        tmp_path,
        f"> **Warning**: Undefined variable `$x` in **{FILE}** on line **12**\n\n"
        f"* `PHP Notice:  Undefined variable $y in {FILE} on line 13`\n"
        f"- `PHP Warning:  Undefined variable $z in {FILE} on line 14`\n",
    )
    found = {(issue.message, issue.location.line) for issue in report.issues if issue.location}
    assert found == {("Undefined variable $x", 12), ("Undefined variable $y", 13), ("Undefined variable $z", 14)}


def test_what_a_person_wrote_behind_a_log_is_not_part_of_it(tmp_path: Path) -> None:
    report = scan_text(tmp_path, f"Hello,\nthis is what I get:\n{TRACED}Can you help?\n\nBest regards\nPeter\n")
    (issue,) = [issue for issue in report.issues if issue.level == "fatal"]
    assert issue.message == "Uncaught Error: Call to undefined function foo()"
    assert lines(report) == {8: 1}
    assert not any("are cut off" in warning for warning in report.warnings)
