"""Whatever a report holds: redaction is done once, and changes no count, level, component."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from planted import QUERIES, RECORDS, SECRETS, same
from wpdiag.model import Component, Evidence, Fix, Frame, Issue, Location, Report, Source
from wpdiag.redact import redact
from wpdiag.report.build import build

PIECES = st.sampled_from(
    [*SECRETS.values(), *RECORDS, *QUERIES, "<host-1>", "<value-3>", "<*>", "password=", "user '", "'@'", "://", "@", "?a=", "&b=",
     "SELECT ", " FROM x", "'", '"', "#0 /a/b.php(3): f(", ")", "/home/", "C:\\Users\\", "wp-content/plugins/a/b.php", "\n", " ",
     " made by a, b", "Cookie: ", "=> ", "[token] => ", "-----BEGIN X-----", "10.0.0.1", "::", ".de", "\\", "%40", "near '"]
)  # fmt: skip
TEXT = st.lists(PIECES | st.text(max_size=4), max_size=6).map("".join)
FILES = (
    st.sampled_from(["/home/a/wp-content/plugins/b/c.php", "C:\\Users\\x y\\wp-includes\\a.php", "wp-load.php"]) | TEXT
)


@st.composite
def issue(draw: st.DrawFn) -> Issue:
    count = draw(st.integers(1, 9))
    return Issue(
        fingerprint=draw(st.from_regex(r"[0-9a-f]{16}", fullmatch=True)), identifier="log.text", rule=None,
        level=draw(st.sampled_from(["fatal", "warning", "info"])), php_level=None, message=draw(TEXT), template="",
        params=draw(st.dictionaries(st.sampled_from(["user", "query", "value", "file", "detail", "token"]), TEXT, max_size=2)),
        location=draw(st.none() | st.builds(Location, file=FILES)),
        trace=tuple(draw(st.lists(st.builds(Frame, file=st.none() | FILES, line=st.none(), call=TEXT), max_size=2))),
        component=Component(kind="plugin", slug=draw(st.sampled_from(["shop", "laden.de"]))), alternatives=(),
        evidence=tuple(draw(st.lists(st.builds(Evidence, kind=st.sampled_from(["file", "stack-trace", "x"]), text=TEXT,
                                               component=st.just("plugin:shop"), role=st.just("caller"), weight=st.just(1.0)),
                                     max_size=1))),
        count=count, first_seen=None, last_seen=None, histogram={"2026-11-23T16": count}, sources=(draw(TEXT),),
        site=draw(st.none() | FILES), requests=(draw(TEXT),), fix=draw(st.none() | st.builds(Fix, summary=TEXT, audience=st.just("admin"))),
    )  # fmt: skip


@st.composite
def reports(draw: st.DrawFn) -> Report:
    issues = draw(st.lists(issue(), max_size=3, unique_by=lambda each: each.fingerprint))
    made = build(issues, [Source(name=draw(TEXT), error=draw(st.none() | TEXT))], [draw(TEXT)], 1)
    return replace(made, generated_at="2026-11-23T16:00:00+00:00")


@pytest.mark.slow
@settings(max_examples=80)
@given(reports())
def test_once_is_enough_and_what_counts_stays(report: Report) -> None:
    cleaned = redact(report)
    assert [same(each)[:9] for each in cleaned.issues] == [same(each)[:9] for each in report.issues]  # type: ignore[index]
    assert cleaned.summary.by_level == report.summary.by_level
    assert cleaned.summary.by_component == report.summary.by_component
    assert redact(cleaned) == cleaned
    assert Report.from_json(cleaned.to_json()) == cleaned
