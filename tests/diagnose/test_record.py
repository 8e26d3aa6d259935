"""One record: what it is, where, and with which parameters."""

from __future__ import annotations

import pytest

from wpdiag.diagnose import diagnose
from wpdiag.model import Diagnostic, Entry

PLUGIN = "/var/www/html/wp-content/plugins/shop/shop.php"
FUNCTIONS = "/var/www/html/wp-includes/functions.php"


def of(text: str, *, shown: bool = False) -> Diagnostic:
    return diagnose(Entry(text=text, shown=shown))


@pytest.mark.parametrize(
    ("message", "identifier", "params"),
    [
        ('Warning:  Undefined array key "x"', "php.undefined_array_key", {"key": '"x"'}),
        ("Notice:  Undefined index: x", "php.undefined_array_key", {"key": "x"}),
        ("Deprecated:  Creation of dynamic property A\\B::$c is deprecated", "php.dynamic_property", {"property": "c"}),
        (
            "Deprecated:  strlen(): Passing null to parameter #1 ($string) of type string is deprecated",
            "php.null_to_parameter",
            {"function": "strlen", "argument": "1", "type": "string"},
        ),
        (
            "Fatal error:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes)",
            "php.memory_exhausted",
            {"limit": "134217728", "size": "20480"},
        ),
        (
            "Fatal error:  Cannot redeclare f() (previously declared in /srv/a.php:2)",
            "php.redeclared.function",
            {"function": "f", "previous": "/srv/a.php", "previous_line": "2"},
        ),
        ('Parse error:  syntax error, unexpected token "}"', "php.parse_error", {}),
        ("Warning:  some plugin's own words", "php.warning", {}),
        (
            "Warning:  Cannot modify header information - headers already sent by (output started at /srv/a.php:7)",
            "php.headers_already_sent",
            {"output_file": "/srv/a.php", "output_line": "7"},
        ),
    ],
)
def test_kinds_of_php_messages(message: str, identifier: str, params: dict[str, str]) -> None:
    found = of(f"PHP {message} in {PLUGIN} on line 3")
    assert found.identifier == identifier
    assert params.items() <= found.params.items()
    assert found.location is not None
    assert (found.location.file, found.location.line) == (PLUGIN, 3)


@pytest.mark.parametrize(
    ("text", "file", "line"),
    [
        (f"PHP Warning:  Error in /tmp/x.php on line 12 (compiled) in {PLUGIN} on line 49", PLUGIN, 49),
        (f"PHP Warning:  x in {PLUGIN}(32) : eval()'d code on line 1", f"{PLUGIN}(32) : eval()'d code", 1),
        (
            "PHP Warning:  x in C:\\inetpub\\site\\wp-content\\a b.php on line 2",
            "C:\\inetpub\\site\\wp-content\\a b.php",
            2,
        ),
        ("PHP Warning:  PHP Startup: x in Unknown on line 0", "Unknown", 0),
        (f"PHP Notice:   in {PLUGIN} on line 53", PLUGIN, 53),
        (f"PHP Warning:  First\nSecond\n  Third in {PLUGIN} on line 47", PLUGIN, 47),
        (
            f"PHP Fatal error:  Cannot x in {PLUGIN} on line 4\nStack trace:\n#0 {PLUGIN}(9): f()\n#1 {{main}}",
            PLUGIN,
            4,
        ),
    ],
)
def test_the_place_is_the_last_one(text: str, file: str, line: int) -> None:
    found = of(text)
    assert found.location is not None
    assert (found.location.file, found.location.line) == (file, line)
    assert "on line " + str(line) not in found.message


def test_an_uncaught_exception_with_previous_ones() -> None:
    found = of(
        f"PHP Fatal error:  Uncaught LogicException: Deep in {PLUGIN}:7\nStack trace:\n#0 {PLUGIN}(9): Shop\\deep('a b')\n"
        f"#1 [internal function]: f()\n#2 {{main}}\n\nNext DomainException: Outer in {PLUGIN}:18\nStack trace:\n"
        f"#0 {{main}}\n  thrown in {PLUGIN} on line 18"
    )
    assert found.identifier == "php.uncaught.LogicException"
    assert found.message == "Uncaught LogicException: Deep"
    assert found.location is not None
    assert found.location.line == 18
    assert [(frame.file, frame.line, frame.call) for frame in found.trace] == [
        (PLUGIN, 9, "Shop\\deep('a b')"),
        (None, None, "f()"),
    ]


def test_where_the_end_was_cut_off_the_exception_names_its_own_place() -> None:
    found = of(f"PHP Fatal error:  Uncaught Error: x in {PLUGIN}:7\nStack trace:\n#0 /var/w")
    assert found.truncated
    assert found.location is not None
    assert found.location.line == 7


LINK = '<a href="https://developer.wordpress.org/x/">Debugging in WordPress</a>'


@pytest.mark.parametrize("stripped", [False, True])
def test_the_text_domain_notice(stripped: bool) -> None:
    text = (
        "Notice:  Function _load_textdomain_just_in_time was called <strong>incorrectly</strong>. Translation loading for "
        "the <code>cyr2lat</code> domain was triggered too early. This is usually an indicator for some code in the plugin "
        "or theme running too early. Translations should be loaded at the <code>init</code> action or later. Please see "
        f"{LINK} for more information. (This message was added in version 6.7.0.) in {FUNCTIONS} on line 6114"
    )
    if stripped:
        for tag in ("<strong>", "</strong>", "<code>", "</code>", LINK[: LINK.index(">") + 1], "</a>"):
            text = text.replace(tag, "")
    found = of(f"PHP {text}")
    assert found.identifier == "wp.doing_it_wrong._load_textdomain_just_in_time"
    assert found.params["domain"] == "cyr2lat"
    assert found.params["since"] == "6.7.0"
    assert "<" not in found.message


def test_outdated_functions_name_their_replacement() -> None:
    found = of(
        "PHP Deprecated:  Function get_page_by_title is <strong>deprecated</strong> since version 6.2.0! Use WP_Query "
        f"instead. in {FUNCTIONS} on line 6114"
    )
    assert found.identifier == "wp.deprecated.function.get_page_by_title"
    assert found.params["replacement"] == "WP_Query"


def test_database_errors_have_the_servers_number_and_who_asked() -> None:
    found = of(
        "WordPress database error Table 'wp.shop' doesn't exist for query SELECT *\n\tFROM shop made by "
        "require('wp-blog-header.php'), do_action('init'), Shop\\Cart->load"
    )
    assert found.identifier == "db.1146"
    assert found.level == "error"
    assert found.params["table"] == "wp.shop"
    assert found.trace[0].call == "Shop\\Cart->load"


def test_cron_errors_and_updater_lines() -> None:
    found = of(
        "Cron reschedule event error for hook: shop_daily, Error code: could_not_set, Error message: No., Data: {}"
    )
    assert (found.identifier, found.level, found.params["hook"]) == ("wp.cron.reschedule", "error", "shop_daily")
    assert of("Automatic updates starting...").level == "info"


@pytest.mark.parametrize("text", ["Warning: eat less in /srv/x.php on line 3", "Array\n(\n)", "", "PHP Wurst:  x"])
def test_everything_else_in_a_log_is_free_text(text: str) -> None:
    found = of(text)
    assert (found.identifier, found.level) == ("log.text", "info")


def test_a_trace_that_log_errors_max_len_cut_has_the_place_behind_it() -> None:
    found = of(
        f"PHP Fatal error:  Uncaught DomainException: Inner in {PLUGIN}:3\nStack trace:\n#0 {PLUGIN}(14): require()\n"
        f"#1 /var/www/html/wp-settings.php(7): do_action('init')\n#2 /var/www/ht in {PLUGIN} on line 5"
    )
    assert found.location is not None
    assert (found.location.line, found.truncated, len(found.trace)) == (5, True, 2)
