"""Cause and effect: no circles whatever the issues, effects under their causes, the worst first."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from wpdiag.advise import RuleBook, load
from wpdiag.model import IMPACTS, Issue, Report
from wpdiag.pipeline import scan
from wpdiag.report.causes import link, roots
from wpdiag.report.urgency import matters, share_of_noise
from wpdiag.sources import SourceFile

BOOK = RuleBook(load())
SHOP = "/var/www/html/wp-content/plugins/shop"
LINES = [
    f"[26-Nov-2026 10:00:00 UTC] PHP Warning:  Undefined variable $items in {SHOP}/cart.php on line 8",
    f"[26-Nov-2026 10:00:00 UTC] PHP Warning:  foreach() argument must be of type array|object, null given in {SHOP}/cart.php on line 8",
    "[26-Nov-2026 10:00:00 UTC] PHP Warning:  Cannot modify header information - headers already sent by (output started "
    f"at {SHOP}/cart.php:8) in /var/www/html/wp-includes/pluggable.php on line 1450",
    f"[26-Nov-2026 11:00:00 UTC] PHP Deprecated:  strlen(): Passing null to parameter #1 ($string) of type string is deprecated in {SHOP}/a.php on line 3",
    f"[26-Nov-2026 11:00:00 UTC] PHP Fatal error:  Cannot redeclare shop_total() (previously declared in {SHOP}/a.php:3) in {SHOP}/b.php on line 4",
    "[26-Nov-2026 11:00:00 UTC] PHP Notice:  Function is_single was called <strong>incorrectly</strong>. Too early. "
    "(This message was added in version 3.1.0.) in /var/www/html/wp-includes/functions.php on line 6260",
]


def scanned(lines: list[str]) -> Report:
    data = "\n".join(lines).encode() + b"\n"
    return scan([SourceFile("debug.log", lambda: BytesIO(data))], book=BOOK)


def test_effects_stand_under_their_cause_and_what_is_worst_comes_first() -> None:
    found = matters(scanned(LINES).issues)
    assert [(matter.impact, matter.issue.identifier) for matter in found] == [
        ("down", "php.redeclared.function"),
        ("broken", "php.undefined_variable"),  # by what follows from it
        ("future", "php.null_to_parameter"),
        ("noise", "wp.doing_it_wrong.is_single"),
    ]
    followers = {issue.identifier for issue in found[1].followers}
    assert followers == {"php.foreach_argument", "php.headers_already_sent"}
    assert all(issue.because for issue in found[1].followers)


@given(st.permutations(LINES))
def test_the_order_of_records_changes_nothing(lines: list[str]) -> None:
    def shape(report: Report) -> list[tuple[str, str | None, str]]:
        return sorted((issue.fingerprint, issue.cause, issue.because) for issue in report.issues)

    assert shape(scanned(lines)) == shape(scanned(LINES))


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=20))
def test_causes_in_a_circle_lose_no_issue(links: list[tuple[int, int]]) -> None:
    issues = list(scanned(LINES).issues)
    wrong = {one: issues[other].fingerprint for one, other in links}
    circled = [replace(issue, cause=wrong.get(number, issue.cause)) for number, issue in enumerate(issues)]
    seen = [issue for issue, followers in roots(link(circled, BOOK.causes)) for issue in (issue, *followers)]
    assert sorted(issue.fingerprint for issue in seen) == sorted(issue.fingerprint for issue in issues)


def test_linking_twice_is_linking_once() -> None:
    issues: list[Issue] = list(scanned(LINES).issues)
    assert link(issues, BOOK.causes) == link(link(issues, BOOK.causes), BOOK.causes)


def test_the_share_of_noise() -> None:
    assert share_of_noise(scanned(LINES).issues) == pytest.approx(2 / 6)  # the notice and the foreach warning
    assert share_of_noise(()) == 0.0


def test_every_issue_has_one_of_the_impacts() -> None:
    assert {issue.impact for issue in scanned(LINES).issues} <= set(IMPACTS)
