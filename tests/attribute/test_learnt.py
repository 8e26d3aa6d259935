"""What records of one report tell about each other."""

from __future__ import annotations

import random
from pathlib import Path

from wpdiag.model import Component, Issue, Report
from wpdiag.pipeline import scan

STACK = (
    "[23-Nov-2026 10:00:00 UTC] PHP Fatal error:  Uncaught RuntimeException: no in /w/wp-content/plugins/acme-shop/src/Cart.php:7\n"
    "Stack trace:\n"
    "#0 /w/wp-content/plugins/acme-shop/src/Boot.php(12): Acme\\Shop\\Cart->sum()\n"
    "#1 /w/wp-includes/class-wp-hook.php(324): Acme\\Shop\\{closure}('')\n"
    "#2 /w/wp-includes/plugin.php(517): WP_Hook->do_action(Array)\n"
    "#3 {main}\n"
    "  thrown in /w/wp-content/plugins/acme-shop/src/Cart.php on line 7\n"
)
MADE_BY = (
    "[23-Nov-2026 10:00:01 UTC] WordPress database error Table 'wp.wp_acme' doesn't exist for query SELECT 1 FROM wp_acme "
    "made by require('wp-blog-header.php'), do_action('init'), WP_Hook->do_action, {}\n"
)
JIT = (
    "[23-Nov-2026 10:0{}:02 UTC] PHP Notice:  Function _load_textdomain_just_in_time was called <strong>incorrectly</strong>. "
    "Translation loading for the <code>{}</code> domain was triggered too early. x (This message was added in version 6.7.0.) "
    "in /w/wp-includes/functions.php on line 6114\n"
)


def read(tmp_path: Path, *records: str) -> Report:
    (tmp_path / "debug.log").write_text("".join(records))
    return scan([str(tmp_path / "debug.log")])


def issue(report: Report, identifier: str) -> Issue:
    return next(each for each in report.issues if each.identifier == identifier)


def test_a_stack_with_files_tells_whose_the_names_of_a_stack_without_files_are(tmp_path: Path) -> None:
    for calls in ("Acme\\Shop\\Cart->sum", "Acme\\Shop\\Report\\daily", "Acme\\Shop\\{closure}"):
        found = issue(read(tmp_path, MADE_BY.format(calls), STACK), "db.1146").component
        assert (found.kind, found.slug, found.role) == ("plugin", "acme-shop", "caller"), calls
    assert issue(read(tmp_path, MADE_BY.format("Acme\\Blog\\go"), STACK), "db.1146").component == Component()


def test_names_that_two_components_define_tell_nothing(tmp_path: Path) -> None:
    other = STACK.replace("acme-shop", "acme-blog").replace("no in", "yes in")
    assert (
        issue(read(tmp_path, MADE_BY.format("Acme\\Shop\\Cart->sum"), STACK, other), "db.1146").component == Component()
    )


def test_what_core_defines_is_nobodys(tmp_path: Path) -> None:
    assert issue(read(tmp_path, MADE_BY.format("apply_filters('x')"), STACK), "db.1146").component == Component()


def test_an_include_does_not_define_what_was_called_before_it(tmp_path: Path) -> None:
    include = MADE_BY.format("do_action('boot'), require('/plugins/acme-shop/acme.php'), acme_go")
    report = read(tmp_path, include, MADE_BY.replace("Table", "Column").format("go, do_action('boot')"))
    assert issue(report, "db.1146").component.slug == "acme-shop"
    assert all(each.component == Component() for each in report.issues if each.identifier != "db.1146")


def test_a_slug_that_paths_show_makes_an_unknown_domain_likely(tmp_path: Path) -> None:
    alone = issue(
        read(tmp_path, JIT.format(0, "acme-shop")), "wp.doing_it_wrong._load_textdomain_just_in_time"
    ).component
    with_path = read(tmp_path, JIT.format(0, "acme-shop"), STACK)
    found = issue(with_path, "wp.doing_it_wrong._load_textdomain_just_in_time").component
    assert (alone.verdict, found.verdict) == ("possible", "likely")
    assert alone.slug == found.slug == "acme-shop"


def test_headers_sent_by_a_notice_are_the_fault_of_who_caused_the_notice(tmp_path: Path) -> None:
    headers = (
        "[23-Nov-2026 10:00:03 UTC] PHP Warning:  Cannot modify header information - headers already sent by (output started at "
        "/w/wp-includes/functions.php:6114) in /w/wp-includes/pluggable.php on line 1435\n"
    )
    found = issue(read(tmp_path, headers, JIT.format(0, "acf")), "php.headers_already_sent")
    assert (found.component.slug, found.component.role) == ("advanced-custom-fields", "caller")
    assert found.evidence[0].kind == "message-printed"
    both = read(tmp_path, headers, JIT.format(0, "acf"), JIT.format(0, "other"))
    assert issue(both, "php.headers_already_sent").component == Component()


def test_an_update_shortly_before_speaks_against_the_updated(tmp_path: Path) -> None:
    before = (
        "[23-Nov-2026 09:00:00 UTC] PHP Warning:  Undefined variable $x in /w/wp-content/themes/blue/a.php on line 3\n"
    )
    update = "[23-Nov-2026 10:00:00 UTC] Plugin 'Acme Shop' has been upgraded.\n"
    found = issue(
        read(tmp_path, before, update, JIT.format(3, "acme-shop")), "wp.doing_it_wrong._load_textdomain_just_in_time"
    )
    assert [piece.kind for piece in found.evidence] == ["text-domain", "updated"]
    assert found.evidence[1].text == "Acme Shop updated 3 minutes before"
    earlier = JIT.format(0, "acme-shop").replace("10:00:02", "09:30:00")
    found = issue(read(tmp_path, before, update, earlier), "wp.doing_it_wrong._load_textdomain_just_in_time")
    assert [piece.kind for piece in found.evidence] == ["text-domain"]


def test_the_order_of_records_changes_no_verdict(tmp_path: Path) -> None:
    records = [STACK, MADE_BY.format("Acme\\Shop\\Cart->sum"), JIT.format(0, "acme-shop"), JIT.format(1, "acf")]
    verdicts = set()
    for seed in range(6):
        random.Random(seed).shuffle(records)
        report = read(tmp_path, *records)
        verdicts.add(tuple((each.fingerprint, each.component, each.evidence) for each in report.issues))
    assert len(verdicts) == 1
