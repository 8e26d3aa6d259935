"""Reports merge in any order and grouping, and a merge equals one scan of everything."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import wpdiag
from wpdiag.model import Report

RECORDS = [
    "PHP Warning:  Undefined variable $x in /srv/www/wp-content/plugins/shop/cart.php on line 3",
    "PHP Warning:  Undefined variable $x in /srv/www/wp-content/plugins/shop/cart.php on line 9",
    "PHP Notice:  order 123456 in /srv/www/wp-content/plugins/shop/cart.php on line 4",
    "PHP Notice:  order 999999 in /srv/www/wp-content/plugins/shop/cart.php on line 4",
    "PHP Fatal error:  Uncaught Error: x in /srv/www/wp-includes/a.php:7\nStack trace:\n"
    "#0 /srv/www/wp-content/themes/blue/functions.php(9): f()\n#1 {main}\n  thrown in /srv/www/wp-includes/a.php on line 7",
    "free text",
]
LOG = st.lists(st.tuples(st.integers(0, 5000), st.sampled_from(RECORDS)), max_size=12)


def log(entries: list[tuple[int, str]]) -> str:
    return "".join(
        f"[23-Nov-2026 {10 + second // 3600:02}:{second // 60 % 60:02}:{second % 60:02} UTC] {text}\n"
        for second, text in entries
    )


def scan(folder: Path, *entries: list[tuple[int, str]]) -> Report:
    """One scan of some logs, without what is bound to differ: time of the report, sources' own lines."""
    names = []
    for number, part in enumerate(entries):
        file = folder / f"{number}-{abs(hash(str(part)))}.log"
        file.write_text(log(part))
        names.append(str(file))
    return bare(wpdiag.scan(names))


@pytest.fixture(scope="module")
def one_issue(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return scan(tmp_path_factory.mktemp("one"), [(1, RECORDS[0])])


def bare(report: Report) -> Report:
    issues = tuple(msgspec.structs.replace(issue, sources=()) for issue in report.issues)
    return msgspec.structs.replace(report, generated_at="", sources=(), issues=issues, warnings=())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=LOG, two=LOG, three=LOG)
def test_merge_is_associative_commutative_and_equal_to_one_scan(
    one: list[tuple[int, str]], two: list[tuple[int, str]], three: list[tuple[int, str]], tmp_path: Path
) -> None:
    a, b, c = scan(tmp_path, one), scan(tmp_path, two), scan(tmp_path, three)
    assert bare(a.merge(b)) == bare(b.merge(a))
    assert bare(a.merge(b).merge(c)) == bare(a.merge(b.merge(c)))
    assert bare(a.merge(b)) == scan(tmp_path, one, two)


@given(states=st.tuples(*[st.sampled_from([None, "known", "escalating", "returned", "new", "strange"])] * 3))
def test_states_beside_a_baseline_merge_in_any_order(states: tuple[str | None, ...], one_issue: Report) -> None:
    a, b, c = (
        msgspec.structs.replace(one_issue, issues=(msgspec.structs.replace(one_issue.issues[0], baseline=state),))
        for state in states
    )
    assert bare(a.merge(b).merge(c)) == bare(c.merge(b.merge(a)))
    assert ("new" in states) == (a.merge(b).merge(c).issues[0].baseline == "new")


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
