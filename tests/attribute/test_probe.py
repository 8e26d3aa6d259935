"""The probe's lines: the calls behind a message that is in the log beside them, through any transport."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from wpdiag.model import Report
from wpdiag.pipeline import scan

JIT = (
    "PHP Notice:  Function _load_textdomain_just_in_time was called <strong>incorrectly</strong>. Translation loading for the "
    "<code>{}</code> domain was triggered too early. x (This message was added in version 6.7.0.) in /w/wp-includes/functions.php on "
    "line 6114"
)
PROBE = (
    "wpdiag-probe 1 doing_it_wrong|_load_textdomain_just_in_time|6.7.0|{}|wp-content/plugins/shop/inc/texts.php:3 __|"
    "wp-content/plugins/shop/shop.php:20 Shop\\boot"
)


def read(tmp_path: Path, *records: str) -> Report:
    (tmp_path / "debug.log").write_text("".join(f"[23-Nov-2026 10:00:00 UTC] {record}\n" for record in records))
    return scan([str(tmp_path / "debug.log")])


def test_likely_becomes_certain_and_nothing_is_counted_twice(tmp_path: Path) -> None:
    (alone,) = read(tmp_path, JIT.format("acf")).issues
    (probed,) = read(tmp_path, PROBE.format("acf"), JIT.format("acf"), JIT.format("acf")).issues
    assert (alone.component.slug, alone.component.verdict) == ("advanced-custom-fields", "likely")
    assert (probed.component.slug, probed.component.role, probed.component.verdict) == ("shop", "caller", "certain")
    assert (probed.fingerprint, probed.count) == (alone.fingerprint, 2)
    assert probed.trace[0].file == "wp-content/plugins/shop/inc/texts.php"


def test_each_domain_has_its_own_caller(tmp_path: Path) -> None:
    report = read(tmp_path, PROBE.format("acf"), JIT.format("acf"), JIT.format("pods"))
    assert {issue.params["domain"]: issue.component.slug for issue in report.issues} == {"acf": "shop", "pods": "pods"}


def test_without_the_message_the_line_is_the_message(tmp_path: Path) -> None:
    (issue,) = read(tmp_path, PROBE.format("acf")).issues
    assert (issue.identifier, issue.level, issue.count) == (
        "wp.doing_it_wrong._load_textdomain_just_in_time",
        "notice",
        1,
    )
    assert (issue.component.slug, issue.component.verdict) == ("shop", "certain")


FRAME = "wp-content/plugins/shop/shop.php:20 boot"


@pytest.mark.parametrize(
    ("message", "line"),
    [
        (
            "PHP Notice:  Function add_theme_support( 'html5' ) was called <strong>incorrectly</strong>. You need to pass an "
            "array of types. (This message was added in version 3.6.1.) in /w/wp-includes/functions.php on line 6114",
            f"wpdiag-probe 1 doing_it_wrong|add_theme_support(  html5  )|3.6.1||{FRAME}",
        ),
        (
            "PHP Notice:  Function add_role('x') was called <strong>incorrectly</strong>. No. in /w/wp-includes/functions.php "
            "on line 6114",
            f"wpdiag-probe 1 doing_it_wrong|add_role( x )|3.6.1||{FRAME}",
        ),
        (
            "PHP Notice:  Function register_rest_route was called <strong>incorrectly</strong>. The REST API route definition "
            "for <code>a/b</code> is missing the required <code>permission_call",
            f"wpdiag-probe 1 doing_it_wrong|register_rest_route|5.5.0||{FRAME}",
        ),
        (
            "PHP Notice:  Function is_internal_meta_key was called <strong>incorrectly</strong>. Generic add/update/get meta "
            "methods should not be used. Backtrace: do_action('init'), boot, wc_doing_it_wrong. This message was added in "
            "version 3.2.0. in /w/wp-includes/functions.php on line 6114",
            f"wpdiag-probe 1 doing_it_wrong|is_internal_meta_key|3.2.0||{FRAME}",
        ),
    ],
    ids=["arguments and blanks", "arguments", "cut off", "summary"],
)
def test_a_line_finds_its_message_whatever_is_in_its_name(tmp_path: Path, message: str, line: str) -> None:
    (issue,) = read(tmp_path, message, line).issues
    assert (issue.component.slug, issue.component.verdict, issue.count) == ("shop", "certain", 1)


def test_messages_of_another_version_are_not_explained(tmp_path: Path) -> None:
    other = PROBE.format("acf").replace("6.7.0", "4.6.0")
    found = {issue.params["since"]: issue.component.slug for issue in read(tmp_path, JIT.format("acf"), other).issues}
    assert found == {"6.7.0": "advanced-custom-fields", "4.6.0": "shop"}


@pytest.mark.parametrize(
    "line",
    [
        "wpdiag-probe 1 ",
        "wpdiag-probe 1 x|y|z|",
        "wpdiag-probe 1 doing_it_wrong|a",
        "wpdiag-probe 1 doing_it_wrong|||x",
        "wpdiag-probe 2 doing",
    ],
)
def test_a_damaged_line_is_free_text(tmp_path: Path, line: str) -> None:
    assert [issue.level for issue in read(tmp_path, line).issues] == ["info"]


def test_behind_nginx(tmp_path: Path) -> None:
    message = f"PHP message: {PROBE.format('acf')}; PHP message: {JIT.format('acf')}"
    (tmp_path / "error.log").write_text(
        f'2026/11/23 10:00:00 [error] 7#7: *1 FastCGI sent in stderr: "{message}" while reading response header from upstream, '
        'client: 192.0.2.1, server: x, request: "GET / HTTP/1.1", upstream: "fastcgi://unix:/run/php.sock:", host: "x"\n'
    )
    (issue,) = scan([str(tmp_path / "error.log")]).issues
    assert (issue.component.slug, issue.component.verdict, issue.count) == ("shop", "certain", 1)


def test_the_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "wpdiag", "probe"]
    printed = subprocess.run(
        [*command, "--days", "3", "--max-size", "64"], capture_output=True, check=True
    ).stdout.decode()
    assert printed.startswith("<?php\n")
    assert "const MAX_BYTES = 65536;" in printed
    assert "const UNTIL     = 0;" not in printed
    subprocess.run([*command, "-o", str(tmp_path / "probe.php")], check=True)
    assert (tmp_path / "probe.php").read_text().startswith("<?php\n")
    for wrong in (["--days", "0"], ["-o", str(tmp_path / "no" / "folder.php")]):
        assert subprocess.run([*command, *wrong], capture_output=True, check=False).returncode == 2


def test_several_callers_of_one_message_are_all_named(tmp_path: Path) -> None:
    other = PROBE.format("acf").replace("plugins/shop", "plugins/blog")
    (issue,) = read(tmp_path, PROBE.format("acf"), PROBE.format("acf"), other, JIT.format("acf")).issues
    assert (issue.component.slug, issue.component.verdict) == ("shop", "likely")
    assert ("blog", "caller", 0.33) in [(each.slug, each.role, each.confidence) for each in issue.alternatives]


def test_the_probes_lines_are_no_records_of_the_source(tmp_path: Path) -> None:
    report = read(tmp_path, PROBE.format("acf"), JIT.format("acf"))
    assert (report.sources[0].diagnostics, report.summary.diagnostics) == (1, 1)
