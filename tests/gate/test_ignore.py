"""``[[ignore]]``: what an entry takes away, and what is said about entries that should go."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import wpdiag
from wpdiag.config import ConfigError, resolve
from wpdiag.gate.baseline import known
from wpdiag.gate.entry import Ignore
from wpdiag.gate.ignore import matches, sort_out
from wpdiag.gate.judge import judge
from wpdiag.gate.threshold import Gate
from wpdiag.gate.upkeep import create
from wpdiag.model import LEVELS, Component, Issue, Location
from wpdiag.report.build import build

TODAY = date(2026, 11, 26)
REPORT = wpdiag.scan([str(Path(__file__).parents[2] / "sample_logs")])
SHOP = replace(
    REPORT.issues[0],
    fingerprint="0123456789abcdef",
    identifier="php.undefined_variable",
    rule="undefined-variable",
    component=Component(kind="plugin", slug="shop", confidence=0.9),
    location=Location(file="C:\\sites\\a\\wp-content\\plugins\\shop\\inc\\cart.php", line=3),
    count=5,
)


@pytest.mark.parametrize(
    ("patterns", "fits"),
    [
        ({"rule": "undefined-variable"}, True),
        ({"rule": "php.undefined_variable"}, True),
        ({"rule": "php.*"}, True),
        ({"rule": "undefined"}, False),
        ({"component": "plugin:shop"}, True),
        ({"component": "shop"}, True),
        ({"component": "plugin:*"}, True),
        ({"component": "theme:shop"}, False),
        ({"component": "sho"}, False),
        ({"fingerprint": "0123456789abcdef"}, True),
        ({"fingerprint": "0123456789abcdee"}, False),
        ({"path": "wp-content/plugins/shop/*"}, True),
        ({"path": "wp-content/plugins/*/cart.php"}, True),
        ({"path": "C:/sites/*"}, True),
        ({"path": "wp-content/plugins/shop/"}, True),
        ({"path": "./wp-content/plugins/"}, True),
        ({"path": "wp-content\\plugins\\shop\\*"}, True),
        ({"path": "wp-content/plugins/sho/"}, False),
        ({"path": "plugins/shop/*"}, False),
        ({"path": "*/cart.php", "rule": "undefined-variable", "component": "shop"}, True),
        ({"path": "*/cart.php", "rule": "undefined-variable", "component": "cart"}, False),
    ],
)
def test_patterns(patterns: dict[str, str], fits: bool) -> None:
    assert matches(msgspec.convert({"reason": "x"} | patterns, Ignore), SHOP) is fits


def test_nobody_is_matched_by_a_star_alone_where_there_is_nothing_to_match() -> None:
    bare = replace(SHOP, rule=None, location=None, component=Component())
    assert not matches(Ignore(reason="x", path="*"), bare)
    assert matches(Ignore(reason="x", component="unknown"), bare)


@pytest.mark.parametrize(
    ("entry", "ignored", "stale", "said"),
    [
        (Ignore(reason="x", component="shop"), True, False, None),
        (Ignore(reason="x", component="shop", expires=TODAY), True, False, None),
        (Ignore(reason="x", component="shop", expires=date(2026, 11, 25)), False, True, "expired on 2026-11-25"),
        (Ignore(reason="x", component="cart", expires=date(2026, 11, 25)), False, True, "and matches nothing"),
        (Ignore(reason="x", component="cart"), False, True, "[[ignore]] 1 (component cart): matches nothing"),
        (Ignore(reason="x", component="shop", max_count=5), True, False, None),
        (Ignore(reason="x", component="shop", max_count=4), False, False, "occurred 5 times, more than max-count"),
    ],
)
def test_entries(entry: Ignore, ignored: bool, stale: bool, said: str | None) -> None:
    found = sort_out([SHOP], [entry], TODAY)
    assert found.ignored == ((SHOP,) if ignored else ())
    assert found.kept == (() if ignored else (SHOP,))
    assert found.stale is stale
    assert (said in found.notes[0]) if said else found.notes == ()


def test_nothing_is_called_unused_where_not_all_was_read() -> None:
    found = sort_out([], [Ignore(reason="x", component="cart")], TODAY, whole=False)
    assert (found.notes, found.stale) == ((), False)


@given(
    entries=st.lists(
        st.builds(
            Ignore,
            reason=st.just("x"),
            component=st.sampled_from(["plugin:*", "unknown", "core", "nobody", "*"]),
            rule=st.sampled_from([None, "wp.*", "php.*", "*"]),
            expires=st.sampled_from([None, date(2026, 1, 1), date(2027, 1, 1)]),
            max_count=st.sampled_from([None, 1, 2]),
        ),
        max_size=4,
    )
)
def test_every_issue_stays_or_is_ignored_in_its_order(entries: list[Ignore]) -> None:
    found = sort_out(REPORT.issues, entries, TODAY)
    assert sorted([*found.kept, *found.ignored], key=REPORT.issues.index) == list(REPORT.issues)
    assert list(found.kept) == [issue for issue in REPORT.issues if issue in found.kept]
    judged = judge(REPORT, ignores=entries, today=TODAY).report
    assert judged.summary.ignored == len(found.ignored)
    assert judged.summary.diagnostics == sum(issue.count for issue in found.kept)


def test_an_ignored_issue_is_not_gone_from_the_baseline() -> None:
    report = build([SHOP], [], [], 1)
    entry = Ignore(reason="x", component="shop")
    judged = judge(report, ignores=[entry], baseline=create([SHOP]), today=TODAY).report
    assert judged.issues == ()
    assert judged.summary.baseline is not None
    assert judged.summary.baseline.gone == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rule = 'x'", "[[ignore]] 1: needs 'reason'"),
        ("reason = ' '\nrule = 'x'", "reason"),
        ("reason = 'x'", "needs a rule, component, fingerprint or path"),
        ("reason = 'x'\ncomponnet = 'y'", "[[ignore]] 1: no key 'componnet'; did you mean 'component'?"),
        ("reason = 'x'\nrule = 'y'\nmax_count = 2", "did you mean 'max-count'?"),
        ("reason = 'x'\nrule = 'y'\nexpires = 'soon'", "1: expires: is no date; write it like 2026-11-23"),
        ("reason = 'x'\nrule = 'y'\nmax-count = 0", "max-count"),
        ("reason = 'x'\nrule = 'y'\ncomponent = ''", "[[ignore]] 1: component: must not be empty"),
        ("reason = 'x'\nrule = 'y'\n[[ignore]]\nreason = 1\nrule = 'z'", "[[ignore]] 2: "),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "wpdiag.toml").write_text(f"[[ignore]]\n{text}\n")
    with pytest.raises(ConfigError) as caught:
        resolve({}, {"XDG_CONFIG_HOME": str(tmp_path)}, tmp_path)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_date_may_be_written_as_a_date_or_as_text(tmp_path: Path) -> None:
    for value in ("2026-12-31", "'2026-12-31'"):
        (tmp_path / "wpdiag.toml").write_text(f"[[ignore]]\nreason = 'x'\nrule = 'y'\nexpires = {value}\n")
        found = resolve({}, {"XDG_CONFIG_HOME": str(tmp_path)}, tmp_path).settings.ignore
        assert found == (Ignore(reason="x", rule="y", expires=date(2026, 12, 31)),)


@given(
    level=st.sampled_from(LEVELS),
    fail_on=st.sampled_from([*LEVELS, "never"]),
    state=st.sampled_from([None, "new", "known", "escalating", "returned"]),
    only_new=st.booleans(),
    count=st.integers(1, 5),
    most=st.integers(0, 5),
    confidence=st.floats(0, 1),
    least=st.floats(0, 1),
)
def test_the_gate(
    level: str,
    fail_on: str,
    state: str | None,
    only_new: bool,
    count: int,
    most: int,
    confidence: float,
    least: float,
) -> None:
    issue: Issue = replace(SHOP, level=level, baseline=state, count=count, component=Component(confidence=confidence))
    gate = Gate(fail_on=fail_on, only_new=only_new, min_confidence=least, max_count=most)
    severe = fail_on != "never" and LEVELS.index(level) <= LEVELS.index(fail_on)
    assert gate.fails(issue) == (
        severe
        and count > most
        and confidence >= least
        and (not only_new or state in (None, "new", "escalating", "returned"))
    )


def test_a_line_of_the_baseline_says_who() -> None:
    assert known(SHOP).component == "plugin:shop"
    assert known(replace(SHOP, component=Component(kind="core"))).component == "core"
