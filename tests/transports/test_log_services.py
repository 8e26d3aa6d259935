"""What log services and their tools save: arrays and answers in JSON, tables, objects with several texts."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

import wpdiag
from wpdiag.authoring.carriers import CARRIERS
from wpdiag.model import Report
from wrapping import RECORDS, said

TIMES = [f"2026-11-23T16:43:{second:02}.5Z" for second in range(len(RECORDS))]
NUMBERS = [1795452190123 + 1000 * second for second in range(len(RECORDS))]
STAMPED = list(zip(TIMES, RECORDS, strict=True))
NUMBERED = list(zip(NUMBERS, RECORDS, strict=True))


def in_lines(found: list[dict[str, object]]) -> str:
    return "".join(json.dumps(each) + "\n" for each in found)


def table(names: list[str], rows: list[list[object]], delimiter: str = ",") -> str:
    out = StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([names, *rows])
    return out.getvalue()


EXPORTS: dict[str, Callable[[], str]] = {
    "gcloud logging read --format=json": lambda: json.dumps(
        [
            {"insertId": "1a", "resource": {"type": "k8s_container"}, "textPayload": text, "timestamp": time}
            for time, text in reversed(STAMPED)
        ],
        indent=2,
    ),
    "gcloud logging read": lambda: "".join(
        "---\ninsertId: 1a\nlogName: projects/p/logs/stderr\ntextPayload: |-\n"
        + "".join(f"  {line}\n" for line in text.split("\n"))
        + f"timestamp: '{time}'\n"
        for time, text in reversed(STAMPED)
    ),
    "jsonPayload": lambda: json.dumps(
        [{"insertId": "1a", "jsonPayload": {"message": text, "pid": 7}, "timestamp": time} for time, text in STAMPED]
    ),
    "aws logs filter-log-events": lambda: json.dumps(
        {
            "events": [
                {"logStreamName": "php", "timestamp": time, "message": line, "ingestionTime": time, "eventId": "3"}
                for time, text in NUMBERED
                for line in text.split("\n")
            ],
            "searchedLogStreams": [],
        },
        indent=4,
    ),
    "an answer of Elasticsearch": lambda: json.dumps(
        {
            "took": 3,
            "timed_out": False,
            "hits": {
                "total": {"value": len(RECORDS)},
                "hits": [{"_id": "1", "_source": {"@timestamp": time, "message": text}} for time, text in STAMPED],
            },
        }
    ),
    "elasticdump": lambda: in_lines(
        [{"_id": "1", "_source": {"@timestamp": t, "message": text}} for t, text in STAMPED]
    ),
    "an answer of Loki": lambda: json.dumps(
        {
            "status": "success",
            "data": {
                "resultType": "streams",
                "result": [{"stream": {"app": "shop"}, "values": [[str(n * 10**6), text] for n, text in NUMBERED]}],
            },
        }
    ),
    "Grafana": lambda: json.dumps(
        [{"line": text, "timestamp": str(n * 10**6), "fields": {"app": "shop"}} for n, text in NUMBERED], indent=2
    ),
    "Datadog": lambda: json.dumps(
        {"data": [{"id": "A", "attributes": {"timestamp": time, "message": text}} for time, text in STAMPED]}
    ),
    "one object after another": lambda: "".join(
        json.dumps({"timestamp": time, "message": text}, indent=2) + "\n" for time, text in STAMPED
    ),
    "an array, an object a line": lambda: (
        "[\n" + ",\n".join(json.dumps({"time": time, "log": text}) for time, text in STAMPED) + "\n]\n"
    ),
    "an array that was cut off": lambda: (
        "[" + ", ".join(json.dumps({"time": time, "log": text}) for time, text in STAMPED) + ', {"time": "20'
    ),
    "Filebeat": lambda: in_lines(
        [
            {"@timestamp": time, "log": {"offset": 1, "file": {"path": "/var/log/debug.log"}}, "message": text}
            for time, text in STAMPED
        ]
    ),
    "GELF": lambda: in_lines(
        [
            {
                "version": "1.1",
                "host": "web",
                "short_message": text.split("\n")[0],
                "full_message": text,
                "timestamp": 1.5,
            }
            for text in RECORDS
        ]
    ),
    "Caddy": lambda: in_lines(
        [
            {
                "level": "warn",
                "ts": 1795452190.5,
                "logger": "http.reverse_proxy.transport.fastcgi",
                "msg": "stderr",
                "request": {"method": "GET", "uri": "/cart", "headers": {"Accept": ["*/*"]}},
                "body": f"PHP message: {text}",
            }
            for text in RECORDS
        ]
    ),
    "FrankenPHP": lambda: in_lines(
        [{"level": "warn", "ts": 1795452190.5, "msg": text, "syslog_level": "warning"} for text in RECORDS]
    ),
    "Fluentd's file": lambda: "".join(
        f"2026-11-23T16:43:10+00:00\tkube.shop\t{json.dumps({'log': line, 'stream': 'stderr'})}\n"
        for text in RECORDS
        for line in text.split("\n")
    ),
    "CloudWatch's table": lambda: table(["timestamp", "message"], [list(each) for each in NUMBERED]),
    "CloudWatch Insights": lambda: table(["@timestamp", "@message"], [list(each) for each in reversed(STAMPED)]),
    "Datadog's table": lambda: table(
        ["Date", "Host", "Service", "Message"], [[time, "web", "shop", text] for time, text in STAMPED]
    ),
    "Splunk": lambda: table(["_time", "source", "_raw"], [[time, "php", text] for time, text in STAMPED]),
    "a table with semicolons": lambda: table(["Time", "Message"], [list(each) for each in STAMPED], ";"),
    "Caddy's console": lambda: "".join(
        "2026/11/23 16:43:10.123\t\x1b[33mWARN\x1b[0m\thttp.reverse_proxy.transport.fastcgi\tstderr\t"
        + json.dumps({"request": {"uri": "/cart"}, "body": f"PHP message: {text}"})
        + "\n"
        for text in RECORDS
    ),
    "FrankenPHP's console": lambda: "".join(
        f'2026/11/23 16:43:10.123\tWARN\tfrankenphp\t{text}\t{{"syslog_level": "warning"}}\n' for text in RECORDS
    ),
    "RoadRunner's console": lambda: "".join(
        f"2026-11-23T16:43:10+0000\tINFO\tserver     \t{line}\n" for text in RECORDS for line in text.split("\n")
    ),
}


def scan_text(tmp_path: Path, text: str) -> Report:
    file = tmp_path / "some.log"
    file.write_text(text, encoding="utf-8", newline="")
    return wpdiag.scan([str(file)])


@pytest.mark.parametrize("name", EXPORTS)
def test_what_a_service_saved(name: str, tmp_path: Path) -> None:
    plain = scan_text(tmp_path, "".join(CARRIERS["debug-log"][1](record) for record in RECORDS))
    assert said(scan_text(tmp_path, EXPORTS[name]())) == said(plain)


def test_lines_of_one_second_are_in_their_order(tmp_path: Path) -> None:
    lines = [line for record in RECORDS for line in record.split("\n")]
    newest_first = [
        {"textPayload": line, "timestamp": f"2026-11-23T16:43:10.{number:06}Z"} for number, line in enumerate(lines)
    ][::-1]
    plain = scan_text(tmp_path, "".join(CARRIERS["debug-log"][1](record) for record in RECORDS))
    assert said(scan_text(tmp_path, json.dumps(newest_first))) == said(plain)


def test_times_are_those_of_the_objects(tmp_path: Path) -> None:
    for name in ("gcloud logging read --format=json", "gcloud logging read", "Datadog", "CloudWatch Insights"):
        source = scan_text(tmp_path, EXPORTS[name]()).sources[0]
        assert source.first_seen == "2026-11-23T16:43:00+00:00"


@pytest.mark.parametrize(
    "text",
    [
        '[{"id": 3, "date": "2026-11-23T16:43:10", "title": {"rendered": "Hello"}, "message": "Welcome"}]',
        'message,date\n"The shop is open",2026-11-23\n',
        '{\n  "name": "shop",\n  "message": "Notice: we are closed.",\n  "time": "2026-11-23"\n}\n',
    ],
)
def test_other_documents_have_no_messages(text: str, tmp_path: Path) -> None:
    assert said(scan_text(tmp_path, text)) == []
