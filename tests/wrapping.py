"""Records, and what a report says of them, to compare."""

from __future__ import annotations

from wpdiag.model import Report

PLUGIN = "/var/www/html/wp-content/plugins/shop"
RECORDS = [
    f'PHP Warning:  Undefined array key "total" in {PLUGIN}/cart.php on line 14',
    f"PHP Warning:  First line\nSecond line\n  Third, indented in {PLUGIN}/cart.php on line 47",
    "PHP Notice:  Function is_single was called <strong>incorrectly</strong>. Conditional query tags do not work before "
    "the query is run. Before then, they always return false. Please see "
    '<a href="https://developer.wordpress.org/advanced-administration/debug/debug-wordpress/">Debugging in WordPress</a> '
    "for more information. (This message was added in version 3.1.0.) in /var/www/html/wp-includes/functions.php on line 6260",
    f"PHP Fatal error:  Uncaught LogicException: Inner in {PLUGIN}/a.php:7\nStack trace:\n#0 {PLUGIN}/b.php(9): Shop\\deep()\n"
    f"#1 {{main}}\n\nNext DomainException: Outer in {PLUGIN}/a.php:18\nStack trace:\n#0 {{main}}\n"
    f"  thrown in {PLUGIN}/a.php on line 18",
    f'PHP Deprecated:  Ошибка «Хаос» \\ with "quotes" in {PLUGIN}/d.php on line 3',
]  # fmt: skip

Said = tuple[str, str, str | None, int | None]


def said(report: Report) -> list[Said]:
    return sorted(
        (
            issue.identifier,
            issue.message if "\n" not in issue.message else issue.message.split("\n")[0],
            issue.location.file if issue.location else None,
            issue.location.line if issue.location else None,
        )
        for issue in report.issues
        if issue.level != "info"
    )
