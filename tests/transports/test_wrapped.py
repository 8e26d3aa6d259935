"""What a program wraps comes out as it went in: records wrapped as each program does, and captured logs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import wpdiag
from wpdiag.authoring.carriers import CARRIERS, nginx
from wpdiag.model import Report
from wrapping import PLUGIN, RECORDS, said

DATA = Path(__file__).parents[1] / "data" / "transports"


def scan_text(tmp_path: Path, text: str) -> Report:
    file = tmp_path / "some.log"
    file.write_text(text, encoding="utf-8")
    return wpdiag.scan([str(file)])


@pytest.mark.parametrize("name", CARRIERS)
def test_what_was_wrapped_comes_out_the_same(name: str, tmp_path: Path) -> None:
    transport, wrap = CARRIERS[name]
    plain = scan_text(tmp_path, "".join(CARRIERS["debug-log"][1](record) for record in RECORDS))
    assert len(said(plain)) == len(RECORDS)
    report = scan_text(tmp_path, "".join(map(wrap, RECORDS)))
    assert report.sources[0].transport == transport
    assert said(report) == said(plain)
    assert {issue.fingerprint for issue in report.issues} == {issue.fingerprint for issue in plain.issues}


def test_nginx_glues_several_messages_into_one_line(tmp_path: Path) -> None:
    report = scan_text(tmp_path, nginx("; PHP message: ".join(RECORDS)))
    assert len(said(report)) == len(RECORDS)
    assert {request for issue in report.issues for request in issue.requests} == {"/cart"}


def test_nginx_records_that_differ_in_their_context_are_one(tmp_path: Path) -> None:
    lines = [
        nginx(RECORDS[1]).replace("*3551", f"*{number}").replace("GET /cart", f"GET /cart/{number}")
        for number in range(9)
    ]
    report = scan_text(tmp_path, "".join(lines))
    (issue,) = report.issues
    assert issue.count == 9
    assert report.sources[0].entries == 9


def test_a_line_that_nginx_cut_is_reported_as_truncated(tmp_path: Path) -> None:
    line = nginx(RECORDS[0] + "; PHP message: PHP Warning:  " + "long " * 600)[:2047] + "\n"
    report = scan_text(tmp_path, line)
    assert any(issue.message.startswith("long long") for issue in report.issues)
    assert any("cut off" in warning for warning in report.warnings)


def test_docker_parts_of_a_long_line_are_joined(tmp_path: Path) -> None:
    text = f"PHP Warning:  {'x' * 40000} in {PLUGIN}/cart.php on line 1\n"
    parts = [text[at : at + 16384] for at in range(0, len(text), 16384)]
    lines = [json.dumps({"log": part, "stream": "stderr", "time": "2026-11-23T16:08:59Z"}) for part in parts]
    report = scan_text(tmp_path, "\n".join(lines) + "\n")
    assert [issue.location.line for issue in report.issues if issue.location] == [1]


@pytest.mark.parametrize(
    ("name", "issues", "without_place"),
    [
        ("php-fpm", 11, 1),
        ("nginx", 29, 3),
        ("apache", 8, 0),
        ("syslog", 5, 0),
        ("syslog-5424", 5, 0),
        ("docker", 6, 0),
        ("rsyslog-json", 4, 0),
        ("prefixed", 5, 0),
        ("zap", 5, 0),
        ("monolog", 2, 0),
    ],
)
def test_captured_logs_of_real_servers(name: str, issues: int, without_place: int) -> None:
    report = wpdiag.scan([str(DATA / f"{name}.log")])
    found = said(report)
    assert len(found) == issues, found
    assert sum(1 for *_, file, _ in found if file is None) == without_place, found
    if without_place:
        assert any("cut off" in warning for warning in report.warnings)


def test_a_request_is_no_message(tmp_path: Path) -> None:
    report = scan_text(
        tmp_path,
        '2026/11/23 16:46:24 [error] 1#1: *4 FastCGI sent in stderr: "Primary script unknown" while reading response '
        'header from upstream, client: 127.0.0.1, request: "GET /x.php?x=PHP+Warning:++fake+in+/a.php+on+line+3 HTTP/1.1"\n'
        "2026/11/23 16:46:25 [warn] 1#1: *5 an upstream response is buffered to a temporary file\n",
    )
    assert said(report) == [("server.primary_script_unknown", "Primary script unknown", None, None)]
