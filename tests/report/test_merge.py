"""Reports merge in any order and grouping, and a merge equals one scan of everything."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import wpdiag
from wpdiag.advise import RuleBook, load
from wpdiag.digest import hex_digest
from wpdiag.gate.entry import Ignore
from wpdiag.gate.judge import judge, only_new
from wpdiag.gate.upkeep import create
from wpdiag.model import Report
from wpdiag.report import select
from wpdiag.report.build import summarise

BOOK = RuleBook(load(()))
TODAY = date(2026, 11, 26)
RECORDS = [
    "PHP Warning:  Undefined variable $x in /srv/www/wp-content/plugins/shop/cart.php on line 3",
    "PHP Warning:  Undefined variable $x in /srv/two/wp-content/plugins/shop/cart.php on line 9",
    "PHP Notice:  order 123456 in /srv/www/wp-content/plugins/shop/cart.php on line 4",
    "PHP Notice:  order 999999 in /srv/www/wp-content/plugins/shop/cart.php on line 4",
    "PHP Fatal error:  Uncaught Error: x in /srv/www/wp-includes/a.php:7\nStack trace:\n"
    "#0 /srv/www/wp-content/themes/blue/functions.php(9): f()\n#1 {main}\n  thrown in /srv/www/wp-includes/a.php on line 7",
    # the same without a stack; names that another record's stack explains
    "PHP Fatal error:  Uncaught Error: x in /srv/www/wp-includes/a.php:7",
    "PHP Fatal error:  Uncaught TypeError: y in /srv/www/wp-content/plugins/boxes/box.php:5\nStack trace:\n"
    "#0 /srv/www/wp-includes/hook.php(3): Boxes\\Box->open()\n#1 {main}\n  thrown in /srv/www/wp-content/plugins/boxes/box.php on line 5",
    "PHP Fatal error:  Uncaught TypeError: z in /srv/www/wp-includes/hook.php:8\nStack trace:\n"
    "#0 [internal function]: Boxes\\Lid->close()\n#1 {main}\n  thrown in /srv/www/wp-includes/hook.php on line 8",
    # one follows from the other
    "PHP Warning:  Cannot modify header information - headers already sent by (output started at "
    "/srv/www/wp-content/plugins/shop/cart.php:3) in /srv/www/wp-includes/pluggable.php on line 1450",
    # shows a finding
    "PHP Warning:  Undefined variable $x in /srv/www/wp-content/uploads/2026/11/cache.php on line 3",
    "Plugin 'Boxes' has been upgraded.",
    "PHP Notice:  Function _load_textdomain_just_in_time was called <strong>incorrectly</strong>. Translation loading for "
    "the <code>shop</code> domain was triggered too early. (This message was added in version 6.7.0.) in "
    "/srv/www/wp-includes/functions.php on line 6114",
    "free text",
]
EARLY = (
    "PHP Notice:  Function _load_textdomain_just_in_time was called <strong>incorrectly</strong>. Translation loading for "
    "the <code>{}</code> domain was triggered too early. (This message was added in version 6.7.0.) in "
    "/srv/{}/wp-includes/functions.php on line 6114"
)
ROLE = (
    "PHP Notice:  Function add_role('{}') was called <strong>incorrectly</strong>. No. in /srv/www/wp-includes/functions.php "
    "on line 6114"
)
CALLS = "wp-content/plugins/{}/inc/texts.php:3 __|wp-content/plugins/shop/shop.php:20 Shop\\boot"
PROBED = [
    *(EARLY.format(*names) for names in (("shop", "www"), ("acf", "www"), ("shop", "two"))),
    *(
        f"wpdiag-probe 1 doing_it_wrong|_load_textdomain_just_in_time|6.7.0|{domain}|{CALLS.format(slug)}"
        for domain, slug in (("shop", "shop"), ("shop", "boxes"), ("acf", "shop"))
    ),
    # a name with arguments, of versions that agree or not
    *map(ROLE.format, "xy"),
    *(
        f"wpdiag-probe 1 doing_it_wrong|add_role( x )|{since}||{CALLS.format('boxes')}"
        for since in ("3.6.1", "4.0", "")
    ),
    "wpdiag-probe 1 deprecated.function|get_page_by_title|6.2.0||wp-content/themes/blue/functions.php:9 f",
    "PHP Deprecated:  Function get_page_by_title is <strong>deprecated</strong> since version 6.2.0! Use WP_Query instead. "
    "in /srv/www/wp-includes/functions.php on line 6121",
    # what the probe's calls tell of others
    RECORDS[6],
    RECORDS[7],
    RECORDS[10],
]
"""What the probe logs, beside its messages or alone."""
Part = tuple[list[tuple[int, str]], list[tuple[str, str | None]]]
LOG = st.lists(st.tuples(st.integers(0, 5000), st.sampled_from(RECORDS)), max_size=12)
HOSTS = ("a.example", "b.example", "c.example")
PAGES = st.lists(st.tuples(st.sampled_from(HOSTS), st.one_of(st.none(), st.sampled_from(RECORDS[:3]))), max_size=6)
PART = st.tuples(LOG, PAGES)
PROBED_LOG = st.lists(st.tuples(st.integers(0, 5000), st.sampled_from(PROBED)), max_size=6)
PROBED_PART: st.SearchStrategy[Part] = PROBED_LOG.map(lambda entries: (entries, []))


def log(entries: list[tuple[int, str]]) -> str:
    return "".join(
        f"[23-Nov-2026 {10 + second // 3600:02}:{second // 60 % 60:02}:{second % 60:02} UTC] {text}\n"
        for second, text in entries
    )


def pages(found: list[tuple[str, str | None]]) -> str:
    """A crawl as JSON lines; a page without a message is one that was seen all the same."""
    return "".join(
        json.dumps({"url": f"https://{host}/", "text": f"Hello\n{(text or '').removeprefix('PHP ')}\n"}) + "\n"
        for host, text in found
    )


def scan(folder: Path, *parts: Part) -> Report:
    names = []
    for entries, found in parts:
        for kind, text in (("log", log(entries)), ("jsonl", pages(found))):
            file = folder / f"{hex_digest(repr((entries, found)).encode(), 8)}.{kind}"
            if text:
                file.write_text(text)
                names.append(str(file))
    return wpdiag.scan(list(dict.fromkeys(names)), book=BOOK)


@pytest.fixture(scope="module")
def one_issue(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return scan(tmp_path_factory.mktemp("one"), ([(1, RECORDS[0])], []))


@pytest.fixture(scope="module")
def four_issues(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Issues that do not depend on each other, of several levels."""
    records = [RECORDS[0], RECORDS[2], RECORDS[6], "PHP Deprecated:  Function utf8_encode() is deprecated in /srv/www/"
               "wp-content/plugins/boxes/a.php on line 4"]  # fmt: skip
    report = scan(tmp_path_factory.mktemp("four"), ([(second, text) for second, text in enumerate(records)], []))
    assert len(report.issues) == 4
    assert {issue.cause for issue in report.issues} == {None}
    return report


def bare(report: Report) -> Report:
    """Without what is bound to differ: the time of the report, the order of sources and warnings."""
    return msgspec.structs.replace(
        report,
        generated_at="",
        sources=tuple(sorted(report.sources, key=lambda source: source.name)),
        warnings=tuple(sorted(report.warnings)),
    )


def read_back(report: Report) -> Report:
    return Report.from_json(report.to_json())


@pytest.mark.slow
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parts=st.one_of(*(st.lists(part, min_size=3, max_size=3, unique_by=repr) for part in (PART, PROBED_PART))),
)
def test_merge_is_associative_commutative_and_equal_to_one_scan(parts: list[Part], tmp_path: Path) -> None:
    a, b, c = (read_back(scan(tmp_path, part)) for part in parts)
    assert bare(a.merge(b, BOOK)) == bare(b.merge(a, BOOK))
    assert bare(a.merge(b, BOOK).merge(c, BOOK)) == bare(a.merge(read_back(b.merge(c, BOOK)), BOOK))
    assert bare(a.merge(b, BOOK).merge(c, BOOK)) == bare(scan(tmp_path, *parts))


@given(states=st.tuples(*[st.sampled_from([None, "known", "escalating", "returned", "new", "strange"])] * 3))
def test_states_beside_a_baseline_merge_in_any_order(states: tuple[str | None, ...], one_issue: Report) -> None:
    a, b, c = (
        msgspec.structs.replace(one_issue, issues=(msgspec.structs.replace(one_issue.issues[0], baseline=state),))
        for state in states
    )
    assert bare(a.merge(b, BOOK).merge(c, BOOK)) == bare(c.merge(b.merge(a, BOOK)))
    assert ("new" in states) == (a.merge(b, BOOK).merge(c).issues[0].baseline == "new")


BASELINE = st.sets(st.integers(0, 3))


@settings(max_examples=60)
@given(seen=st.tuples(*[st.sets(st.integers(0, 3))] * 3), known=BASELINE, beside=st.tuples(*[st.booleans()] * 3))
def test_the_summary_beside_a_baseline_is_that_of_the_whole(
    seen: tuple[set[int], ...], known: set[int], beside: tuple[bool, ...], four_issues: Report
) -> None:
    """As one scan of everything beside the same baseline; where a part was made without one, nothing is gone."""

    def part(numbers: set[int], judged: bool) -> Report:
        issues = tuple(four_issues.issues[number] for number in sorted(numbers))
        report = msgspec.structs.replace(four_issues, issues=issues, summary=summarise(issues))
        return judge(report, baseline=baseline, today=TODAY).report if judged else report

    baseline = create(four_issues.issues[number] for number in known)
    parts = [part(numbers, judged) for numbers, judged in zip(seen, beside, strict=True)]
    a, b, c = parts
    merged = a.merge(b, BOOK).merge(c, BOOK)
    assert bare(merged) == bare(c.merge(b.merge(a, BOOK), BOOK))
    summary = merged.summary.baseline
    if not any(beside):
        assert summary is None
        return
    assert summary is not None
    whole = part(set().union(*seen), judged=True)
    assert whole.summary.baseline is not None
    assert summary.gone == (whole.summary.baseline.gone if all(beside) else ())
    assert [line for line in merged.warnings if "gone" in line] == (
        [line for line in whole.warnings if "gone" in line] if all(beside) else []
    )
    if all(beside):
        assert summary == whole.summary.baseline
    judged = judge(merged, baseline=baseline, today=TODAY).report
    assert judged.summary.baseline == whole.summary.baseline


def test_ignored_issues_add_up_and_unlisted_messages_stay_counted(four_issues: Report) -> None:
    entry = Ignore(reason="x", fingerprint=four_issues.issues[0].fingerprint)
    part = judge(four_issues, ignores=[entry], today=TODAY).report
    short = select.listed(part, "warning", None)
    merged = short.merge(short, BOOK)
    assert merged.summary.ignored == 2
    judged = judge(merged, ignores=[entry], today=TODAY)
    assert (judged.notes, judged.stale) == ((), False)  # it was of use before
    assert judged.report.summary.by_level == merged.summary.by_level
    assert judged.report.summary.by_level != short.summary.by_level


def test_what_reports_do_not_list_is_not_gone(four_issues: Report) -> None:
    baseline = create(four_issues.issues)
    known = only_new(judge(four_issues, baseline=baseline, today=TODAY).report)
    assert known.issues == ()
    judged = judge(known.merge(known, BOOK), baseline=baseline, today=TODAY).report
    assert judged.summary.baseline is not None
    assert judged.summary.baseline.gone == ()


def test_fingerprints_survive_roots_lines_and_times(tmp_path: Path) -> None:
    def fingerprint(root: str, line: int, stamp: str) -> str:
        file = tmp_path / f"{line}.log"
        file.write_text(
            f"[{stamp}] PHP Warning:  Undefined variable $x in {root}/wp-content/plugins/shop/a.php on line {line}\n"
        )
        return wpdiag.scan([str(file)]).issues[0].fingerprint

    one = fingerprint("/var/www/html", 3, "23-Nov-2026 16:43:10 UTC")
    assert one == fingerprint("/home/x/releases/42", 90, "01-Jan-2025 00:00:00 Europe/Berlin")
    assert one == fingerprint("C:\\inetpub\\site", 4, "23-Nov-2026 16:43:10 UTC")
    assert len(one) == 16
