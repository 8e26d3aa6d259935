"""Names that begin with the slug of a component that the same report shows, and what is guessed without one."""

from __future__ import annotations

import pytest

from wpdiag.attribute import Catalog, attribute
from wpdiag.attribute.learnt import learn
from wpdiag.diagnose import diagnose
from wpdiag.model import Component, Entry

CATALOG = Catalog.default()
WARNING = "PHP Warning:  Undefined variable $x in /w/wp-content/{}/a.php on line 3"
WRONG = "PHP Notice:  Function {} was called incorrectly. {} (This message was added in version 3.3.0.) in /w/wp-includes/functions.php on line 6121"
EARLY = "Translation loading for the {} domain was triggered too early. x"
CRON = "Cron reschedule event error for hook: {}, Error code: invalid_schedule, Error message: Event schedule does not exist., Data: []"
TABLE = "WordPress database error Table 'wp.wp_{0}' doesn't exist for query SELECT * FROM wp_{0}"


def who(text: str, *there: str) -> Component:
    """Whom a record blames where files of these folders are in other records."""
    others = [diagnose(Entry(text=WARNING.format(folder))) for folder in there]
    record = diagnose(Entry(text=text))
    return attribute(record, CATALOG, learn([record, *others])).component


def key(found: Component) -> str:
    return f"{found.kind}:{found.slug}"


@pytest.mark.parametrize(
    ("domain", "there", "owner"),
    [
        ("zorbly_forms", "plugins/zorbly-forms", "plugin:zorbly-forms"),
        ("zorbly", "plugins/zorbly-pro", "plugin:zorbly-pro"),
        ("Zorbly", "themes/zorbly", "theme:zorbly"),
        ("zorbly", "themes/zorbly-child", "theme:zorbly"),
        ("zorbly-child", "plugins/other", "theme:zorbly-child"),
        ("zorblytheme", "plugins/other", "theme:zorblytheme"),
        ("theme-zorbly", "plugins/other", "plugin:theme-zorbly"),
    ],
)
def test_a_text_domain_nobody_knows(domain: str, there: str, owner: str) -> None:
    assert key(who(WRONG.format("_load_textdomain_just_in_time", EARLY.format(domain)), there)) == owner


@pytest.mark.parametrize(
    "text",
    [
        CRON.format("zorbly_hourly_sync"),
        TABLE.format("zorbly_items"),
        WRONG.format("Zorbly\\Admin\\Page::show", "Too early."),
        "WordPress database error Unknown column 'x' in 'field list' for query SELECT x FROM wp_posts made by "
        "do_action('init'), WP_Hook->do_action, Zorbly_Items->all",
    ],
)
def test_names_that_begin_with_the_slug_of_a_plugin_that_is_there(text: str) -> None:
    assert key(who(text, "plugins/zorbly", "plugins/other")) == "plugin:zorbly"


def test_a_family_of_plugins_shares_its_first_word() -> None:
    assert who(CRON.format("zorbly_sync"), "plugins/zorbly-pro", "plugins/zorbly-forms") == Component()
    assert (
        key(who(CRON.format("zorbly_forms_sync"), "plugins/zorbly-pro", "plugins/zorbly-forms"))
        == "plugin:zorbly-forms"
    )


def test_a_slug_that_goes_on_is_another_word() -> None:
    assert who(CRON.format("zorblytics_sync"), "plugins/zorbly") == Component()


def test_what_others_build_upon_names_nobody() -> None:
    assert who(CRON.format("gutenberg_zorbly_sync"), "plugins/gutenberg-x") == Component()


@pytest.mark.parametrize(
    ("table", "slug"), [("laterpayx_views", "laterpayx"), ("auto_updates", ""), ("bookings_dates", "")]
)
def test_the_first_word_of_an_unknown_table(table: str, slug: str) -> None:
    found = who(TABLE.format(table))
    assert found.slug == slug
    assert found.verdict == ("possible" if slug else "unknown")


def test_the_hook_of_a_plugin_that_is_switched_on() -> None:
    found = who(
        "WordPress database error Multiple primary key defined for query ALTER TABLE wp_pv ADD PRIMARY KEY (id) made by "
        "activate_plugin, do_action('activate_zorbly/main.php'), WP_Hook->do_action, zb_install"
    )
    assert (key(found), found.role, found.verdict) == ("plugin:zorbly", "caller", "certain")


def test_core_is_not_blamed_for_a_callback_that_is_not_there() -> None:
    assert (
        who(
            "PHP Fatal error:  Uncaught TypeError: call_user_func_array(): Argument #1 ($callback) must be a valid callback, "
            'function "zb_setup" not found or invalid function name in /w/wp-includes/class-wp-hook.php:324\nStack trace:\n'
            "#0 /w/wp-includes/class-wp-hook.php(348): WP_Hook->apply_filters()\n#1 {main}\n"
            "  thrown in /w/wp-includes/class-wp-hook.php on line 324"
        )
        == Component()
    )


def test_an_unknown_namespace_of_blocks_is_a_slug() -> None:
    text = WRONG.format("WP_Block_Type_Registry::register", 'Block type "zorbly-cards/one" is already registered.')
    assert key(who(text)) == "plugin:zorbly-cards"
    assert who(text.replace("zorbly-cards", "zorbly")) == Component()
