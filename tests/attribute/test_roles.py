"""Caller, owner, victim: who did it, whose name is in the message, and who only fell over."""

from __future__ import annotations

import pytest

from wpdiag.attribute import Attribution, Catalog, attribute
from wpdiag.diagnose import diagnose
from wpdiag.model import Component, Entry

CATALOG = Catalog.default()


def judge(text: str, request: str | None = None) -> Attribution:
    return attribute(diagnose(Entry(text=text, request=request)), CATALOG)


def who(text: str) -> tuple[str, str | None]:
    found = judge(text).component
    return found.slug, found.role


def test_code_at_the_place_of_the_error_comes_before_those_that_called_it() -> None:
    found = judge(
        "PHP Fatal error:  Uncaught Error: Call to a member function x() on null in /w/wp-content/plugins/shop/a.php:3\n"
        "Stack trace:\n#0 /w/wp-content/themes/blue/single.php(9): shop_price()\n#1 {main}\n"
        "  thrown in /w/wp-content/plugins/shop/a.php on line 3"
    )
    assert (found.component.slug, found.component.role, found.component.verdict) == ("shop", "caller", "likely")
    assert [(other.slug, other.role) for other in found.alternatives] == [("blue", "caller")]


def test_who_passes_a_wrong_argument_is_the_caller() -> None:
    assert who(
        "PHP Fatal error:  Uncaught TypeError: shop_price(): Argument #1 ($id) must be of type int, null given, called in "
        "/w/wp-content/themes/blue/single.php on line 9 and defined in /w/wp-content/plugins/shop/a.php:3\n"
        "Stack trace:\n#0 /w/wp-content/themes/blue/single.php(9): shop_price(NULL)\n#1 {main}\n"
        "  thrown in /w/wp-content/plugins/shop/a.php on line 3"
    ) == ("blue", "caller")


def test_a_wrong_argument_from_core_is_the_callbacks_fault() -> None:
    assert who(
        "PHP Fatal error:  Uncaught ArgumentCountError: Too few arguments to function shop_price(), 1 passed in "
        "/w/wp-includes/class-wp-hook.php on line 324 and exactly 2 expected in /w/wp-content/plugins/shop/a.php:3\n"
        "Stack trace:\n#0 /w/wp-includes/class-wp-hook.php(324): shop_price('')\n#1 {main}\n"
        "  thrown in /w/wp-content/plugins/shop/a.php on line 3"
    ) == ("shop", "caller")


def test_a_redeclaration_has_two_parties() -> None:
    found = judge(
        "PHP Fatal error:  Cannot redeclare acmex_go() (previously declared in /w/wp-content/plugins/shop/a.php:3) in "
        "/w/wp-content/plugins/shop-pro/a.php on line 5"
    )
    assert found.component.slug == "shop-pro"
    assert found.component.verdict == "likely"
    assert [(other.slug, other.role) for other in found.alternatives] == [("shop", "caller")]


def test_a_missing_class_names_who_asks_and_whose_it_is() -> None:
    found = judge(
        'PHP Fatal error:  Uncaught Error: Class "Elementor\\Widget_Base" not found in /w/wp-content/plugins/addons/w.php:3\n'
        "Stack trace:\n#0 {main}\n  thrown in /w/wp-content/plugins/addons/w.php on line 3"
    )
    assert found.component.slug == "addons"
    assert [(other.slug, other.role) for other in found.alternatives] == [("elementor", "owner")]


@pytest.mark.parametrize("place", ["wp-includes/class-wpdb.php", "wp-content/plugins/shop/a.php"])
def test_where_memory_ran_out_is_at_most_a_possible_victim(place: str) -> None:
    found = judge(
        f"PHP Fatal error:  Allowed memory size of 1 bytes exhausted (tried to allocate 2 bytes) in /w/{place} on line 9\n"
        "Stack trace:\n#0 /w/wp-content/plugins/shop/b.php(9): x()\n#1 {main}"
    ).component
    assert (found.slug, found.role, found.verdict) == ("shop", "victim", "possible")


def test_who_reports_a_wrong_use_is_not_who_did_it() -> None:
    stack = (
        "PHP Notice:  Function get_x was called incorrectly. No. (This message was added in version 3.2.0.) in "
        "/w/wp-includes/functions.php on line 6031\nPHP Stack trace:\n"
        "PHP   1. {{main}}() /w/index.php:0\n{}"
        "PHP   3. WC_Data->get_x() /w/wp-content/plugins/{}/b.php:3\n"
        "PHP   4. wc_doing_it_wrong() /w/wp-content/plugins/woocommerce/includes/data.php:7\n"
        "PHP   5. _doing_it_wrong() /w/wp-content/plugins/woocommerce/includes/core.php:8\n"
    )
    assert who(stack.format("", "shop")) == ("shop", "caller")
    assert who(stack.format("", "woocommerce")) == ("woocommerce", "caller")


def test_calls_without_files_are_looked_up() -> None:
    made_by = "WordPress database error Table 'a.wp_x' doesn't exist for query SELECT 1 made by do_action('init'), {}"
    assert who(made_by.format("WP_Hook->do_action, wc_get_product")) == ("woocommerce", "caller")
    assert who(made_by.format("require('/themes/blue/functions.php'), go")) == ("blue", "caller")
    assert who(made_by.format("{closure:/w/wp-content/plugins/shop/a.php:12}")) == ("shop", "caller")
    assert judge(made_by.format("go")).component == Component()


def test_calls_in_an_array_that_somebody_logged() -> None:
    assert who(
        "Array\n(\n    [0] => Array\n        (\n            [file] => /w/wp-includes/class-wp-hook.php\n            [line] => 324\n"
        "            [function] => go\n            [class] => Shop\n        )\n\n    [1] => Array\n        (\n"
        "            [file] => /w/wp-content/plugins/shop/shop.php\n            [line] => 12\n"
        "            [function] => do_action\n        )\n)"
    ) == ("shop", "caller")


def test_a_bundled_library_is_named_with_its_component() -> None:
    found = judge("PHP Deprecated:  x in /w/wp-content/plugins/shop/vendor/monolog/monolog/src/Logger.php on line 9")
    assert found.component.slug == "shop"
    assert found.evidence[0].library == "monolog/monolog"


def test_a_folder_named_plugins_with_an_unknown_parent_is_not_certain() -> None:
    found = judge("PHP Warning:  x in /srv/site/assets/plugins/shop/a.php on line 9").component
    assert (found.slug, found.verdict) == ("shop", "certain")
    assert (
        found.confidence < judge("PHP Warning:  x in /srv/wp-content/plugins/shop/a.php on line 9").component.confidence
    )


def test_evidence_says_where_it_stands() -> None:
    found = judge(
        "PHP Warning:  include(/w/wp-content/themes/blue/x.php): Failed to open stream: No such file or directory in "
        "/w/wp-content/plugins/shop/a.php on line 9"
    )
    assert {(piece.found_in, piece.text) for piece in found.evidence} == {
        ("location", "/w/wp-content/plugins/shop/a.php"),
        ("message", "/w/wp-content/themes/blue/x.php"),
    }
