"""What every issue's advice must answer, and where it comes from."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from wpdiag.advise import RuleBook, load
from wpdiag.advise.example import diagnostic_of
from wpdiag.authoring.coverage import TABLES, read
from wpdiag.diagnose import diagnose
from wpdiag.model import IMPACTS, Component, Entry

BOOK = RuleBook(load())
SHOP = Component(kind="plugin", slug="shop", verdict="certain", confidence=0.95)


@pytest.mark.parametrize("rule_id", [rule.id for rule in BOOK])
def test_every_rule_answers_every_question(rule_id: str) -> None:
    rule = BOOK.get(rule_id)
    assert rule is not None
    found = BOOK.page(rule, diagnostic_of(BOOK, rule, rule.examples.match[0]))
    assert found.why
    assert found.impact in IMPACTS
    assert found.fix.visitors
    assert found.fix.summary
    assert found.fix.audience
    assert found.fix.steps
    assert found.fix.check
    assert found.fix.avoid
    assert bool(found.fix.recover) == (found.impact == "down")


def advise(text: str, component: Component = SHOP) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    found = BOOK.advise(diagnose(Entry(text=text)), component, "/var/www/html")
    assert found is not None
    recover = found.fix.recover
    return found.rule.id, found.impact, recover.steps if recover else (), recover.commands if recover else ()


FATAL = (
    "PHP Fatal error:  Uncaught Error: Call to undefined function f() in /var/www/html/wp-content/plugins/shop/a.php:3\n"
    "Stack trace:\n#0 {main}\n  thrown in /var/www/html/wp-content/plugins/shop/a.php on line 3"
)


@pytest.mark.parametrize(
    ("component", "step", "command"),
    [
        (SHOP, "wp-content/plugins/shop", "wp plugin deactivate shop --skip-plugins --skip-themes"),
        (
            Component(kind="theme", slug="nice"),
            "wp-content/themes/nice",
            "wp theme activate twentytwentyfive --skip-plugins --skip-themes",
        ),
        (Component(kind="mu-plugin", slug="loader"), "wp-content/mu-plugins", None),
        (Component(kind="dropin", slug="object-cache.php"), "wp-content/object-cache.php", None),
        (Component(), "plugins-off", "wp plugin deactivate --all --skip-plugins --skip-themes"),
    ],
)
def test_the_way_back_in_fits_the_component(component: Component, step: str, command: str | None) -> None:
    _, impact, steps, commands = advise(FATAL, component)
    assert impact == "down"
    assert any(step in text for text in steps)
    assert command is None or command in commands


@pytest.mark.parametrize(
    ("text", "impact"),
    [
        (
            "PHP Warning:  mail(): Failed to connect to mailserver in /var/www/html/wp-includes/a.php on line 3",
            "broken",
        ),
        ('PHP Warning:  Undefined array key "x" in /var/www/html/wp-content/plugins/shop/a.php on line 3', "noise"),
        ("PHP Warning:  Undefined variable $x in /var/www/html/wp-content/plugins/shop/a.php on line 3", "future"),
        (
            "PHP Deprecated:  strlen(): Passing null to parameter #1 ($string) of type string is deprecated in /a.php on line 3",
            "future",
        ),
        ("WordPress database error Table 'a.wp_x' doesn't exist for query SELECT 1 FROM wp_x made by f", "broken"),
    ],
)
def test_what_it_does_to_the_site(text: str, impact: str) -> None:
    assert advise(text)[1] == impact


def test_a_message_in_the_page_exposes_the_site() -> None:
    record = Entry(
        text='Warning: Undefined array key "x" in /var/www/html/wp-content/plugins/shop/a.php on line 3', shown=True
    )
    found = BOOK.advise(diagnose(record), SHOP, None)
    assert found is not None
    assert found.impact == "exposed"


@pytest.mark.parametrize(
    "text",
    [
        "PHP Fatal error:  Cannot redeclare _verify_isactivate_widgets() (previously declared in /w/wp-content/themes/a/functions.php:48) in /w/wp-content/themes/b/functions.php on line 12",
        "PHP Fatal error:  Uncaught Error: Call to undefined function wp_temp_setup() in /w/wp-content/themes/a/functions.php:48\nStack trace:\n#0 {main}\n  thrown in /w/wp-content/themes/a/functions.php on line 48",
        "PHP Warning:  include(): Failed opening '/w/wp-includes/wp-vcd.php' for inclusion (include_path='.') in /w/wp-content/themes/a/functions.php on line 4",
    ],
)
def test_malware_is_never_to_be_updated(text: str) -> None:
    found = BOOK.advise(diagnose(Entry(text=text)), Component(kind="theme", slug="a"), None)
    assert found is not None
    assert found.rule.id.startswith("malware-")
    assert not any(" update " in command for command in found.fix.commands)
    assert any("Do not just update" in text for text in found.fix.avoid)


def test_fixes_of_deprecated_names_say_what_to_use_instead() -> None:
    rows = read(Path(__file__).parents[1] / "data/coverage")["core_deprecated"]
    named = total = 0
    for row in rows:
        checked = TABLES["core_deprecated"](row)
        instead = checked and (checked[0].params.get("replacement") or checked[0].params.get("detail"))
        if not checked or not instead:
            continue
        found = BOOK.advise(checked[0], Component(), None)
        assert found is not None
        words = " ".join((found.fix.summary, *found.fix.steps, *found.fix.developer)).lower()
        total += 1
        named += instead.lower()[:40] in words
    assert total > 400
    assert named / total >= 0.98


def test_every_deprecated_symbol_of_php_says_since_when() -> None:
    rows = read(Path(__file__).parents[1] / "data/coverage")["php_deprecated_symbols"]
    missing = []
    for row in rows:
        checked = TABLES["php_deprecated_symbols"](row)
        assert checked is not None
        found = BOOK.advise(checked[0], Component(), None)
        assert found is not None
        if row["since"] not in " ".join((found.why, *found.fix.steps, *found.fix.developer)):
            missing.append(row["name"])
    assert missing == []


SNIPPET = """
$filters = array();
function add_filter( $name, $run, $priority = 10, $arguments = 1 ) { global $filters; $filters[ $name ][] = array( $run, $arguments ); }
function add_action( $name, $run ) { add_filter( $name, $run ); }
function apply( $name, ...$values ) {
	global $filters;
	foreach ( $filters[ $name ] ?? array() as list( $run, $arguments ) ) {
		$values[0] = $run( ...array_slice( $values, 0, $arguments ) ) ?? $values[0];
	}
	return $values[0];
}
"""


@pytest.mark.skipif(shutil.which("php") is None, reason="needs PHP")
@pytest.mark.parametrize(
    ("record", "calls", "said"),
    [
        (
            "PHP Notice:  Function is_single was called <strong>incorrectly</strong>. Too early. (This message was added in version 3.1.0.) in /w/wp-includes/functions.php on line 6260",
            "apply( 'doing_it_wrong_trigger_error', true, 'is_single', 'm', 'v' ), apply( 'doing_it_wrong_trigger_error', true, 'is_page', 'm', 'v' )",
            "[false,true]",
        ),
        (
            "PHP Notice:  Function _load_textdomain_just_in_time was called <strong>incorrectly</strong>. Translation loading for the <code>shop</code> domain was triggered too early. (This message was added in version 6.7.0.) in /w/wp-includes/functions.php on line 6260",
            "apply( 'doing_it_wrong_trigger_error', true, '_load_textdomain_just_in_time', 'the <code>shop</code> domain', 'v' ), apply( 'doing_it_wrong_trigger_error', true, '_load_textdomain_just_in_time', 'the <code>other</code> domain', 'v' )",
            "[false,true]",
        ),
        (
            "PHP Deprecated:  Function get_settings is <strong>deprecated</strong> since version 2.1.0! Use get_option() instead. in /w/wp-includes/functions.php on line 6260",
            "array( apply( 'deprecated_function_run', 'get_settings' ), apply( 'deprecated_function_trigger_error', true ) )[1], array( apply( 'deprecated_function_run', 'other' ), apply( 'deprecated_function_trigger_error', true ) )[1]",
            "[false,true]",
        ),
    ],
)
def test_the_snippet_hides_just_this_message(record: str, calls: str, said: str) -> None:
    found = BOOK.advise(diagnose(Entry(text=record)), SHOP, None)
    assert found is not None
    assert found.fix.suppress is not None
    code = "<?php\n" + SNIPPET + found.fix.suppress.removeprefix("<?php\n") + f"\necho json_encode( array( {calls} ) );"
    run = subprocess.run(["php"], input=code, capture_output=True, text=True, check=True)
    assert run.stdout == said
