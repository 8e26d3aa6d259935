"""Who is responsible: paths, stacks, text domains, and when the honest answer is unknown."""

from __future__ import annotations

import pytest

from wpdiag.attribute import Catalog, attribute
from wpdiag.attribute.roots import place_of
from wpdiag.diagnose import diagnose
from wpdiag.model import Component, Entry

CATALOG = Catalog.default()


def who(text: str) -> Component:
    return attribute(diagnose(Entry(text=text)), CATALOG).component


@pytest.mark.parametrize(
    ("file", "kind", "slug", "root"),
    [
        ("/var/www/html/wp-content/plugins/akismet/a.php", "plugin", "akismet", "/var/www/html"),
        ("/var/www/html/wp-content/plugins/hello.php", "plugin", "hello", "/var/www/html"),
        ("/srv/www/current/web/app/plugins/akismet/a.php", "plugin", "akismet", "/srv/www/current/web"),
        (
            "/home/plugins/themes.wp-includes.d/htdocs/wp-content/plugins/x/y.php",
            "plugin",
            "x",
            "/home/plugins/themes.wp-includes.d/htdocs",
        ),
        ("C:\\laragon\\www\\shop/wp-content\\themes\\blue\\index.php", "theme", "blue", "C:/laragon/www/shop"),
        ("/var/www/wp-content/mu-plugins/loader.php", "mu-plugin", "loader", "/var/www"),
        ("/var/www/wp-content/mu-plugins/kit/inner.php", "mu-plugin", "kit", "/var/www"),
        ("/var/www/wp-content/object-cache.php", "dropin", "object-cache.php", "/var/www"),
        ("/var/www/wp-includes/functions.php", "core", "wordpress", "/var/www"),
        ("/var/www/wp-content/plugins/x/vendor/acme/a.php(3) : eval()'d code", "plugin", "x", "/var/www"),
        ("/var/www/raw.php", "unknown", "", None),
        ("/wordpress/plugins/jetpack/13.1-a.5/modules/x.php", "plugin", "jetpack", None),
        ("/wordpress/themes/pub/twentytwelve/functions.php", "theme", "twentytwelve", None),
        ("/srv/site/assets/plugins/shop/a.php", "plugin", "shop", "/srv/site"),
        ("/plugins/shop/a.php", "plugin", "shop", None),
        ("wp-content/plugins/shop/a.php", "plugin", "shop", None),
        ("phar:///w/wp-content/plugins/shop/lib.phar/src/a.php", "plugin", "shop", "/w"),
        ("/w/wp-content/languages/plugins/shop-de_DE.l10n.php", "unknown", "", None),
        ("/w/wp-content/uploads/plugins/x/y.php", "unknown", "", None),
        ("/usr/share/nagios/plugins/x/y.php", "unknown", "", None),
        ("/w/wp-admin/plugins/x/y.php", "core", "wordpress", "/w"),
        (
            "/var/www/wp-content/plugins/woocommerce-paypal-payments/a.php",
            "plugin",
            "woocommerce-paypal-payments",
            "/var/www",
        ),
    ],
)
def test_what_a_path_tells(file: str, kind: str, slug: str, root: str | None) -> None:
    place = place_of(file)
    assert (place.kind, place.slug, place.root) == (kind, slug, root)


JIT = (
    "PHP Notice:  Function _load_textdomain_just_in_time was called incorrectly. Translation loading for the {} domain was "
    "triggered too early. x (This message was added in version 6.7.0.) in /var/www/wp-includes/functions.php on line 6114"
)


def test_a_known_text_domain_is_looked_up() -> None:
    found = who(JIT.format("acf"))
    assert (found.kind, found.slug, found.role, found.verdict) == (
        "plugin",
        "advanced-custom-fields",
        "owner",
        "likely",
    )
    assert found.name == "Advanced Custom Fields"


def test_an_unknown_text_domain_is_its_owners_slug_with_low_confidence() -> None:
    found = who(JIT.format("nobody-knows-this"))
    assert (found.kind, found.slug, found.verdict) == ("plugin", "nobody-knows-this", "possible")
    assert 0 < found.confidence < 0.6


def test_with_a_stack_trace_the_caller_wins() -> None:
    found = who(
        "PHP Fatal error:  Uncaught TypeError: f(): Argument #1 must be of type int, string given in /w/wp-includes/a.php:7\n"
        "Stack trace:\n#0 /w/wp-includes/class-wp-hook.php(324): f()\n#1 /w/wp-content/plugins/shop/b.php(9): do_action()\n"
        "#2 {main}\n  thrown in /w/wp-includes/a.php on line 7"
    )
    assert (found.kind, found.slug, found.role, found.verdict) == ("plugin", "shop", "caller", "certain")


@pytest.mark.parametrize(
    "text",
    [
        "PHP Notice:  Function is_single was called incorrectly. Do not. in /w/wp-includes/functions.php on line 6114",
        "PHP Deprecated:  Function get_settings is deprecated since version 2.1.0! Use get_option() instead. in /w/wp-includes/functions.php on line 6114",
        "PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes) in /w/wp-includes/class-wpdb.php on line 2316",
        "PHP Warning:  x in /w/raw.php on line 3",
    ],
)
def test_core_is_not_blamed_for_being_the_messenger(text: str) -> None:
    assert who(text) == Component()


def test_where_memory_ran_out_is_a_victim() -> None:
    found = who(
        "PHP Fatal error:  Allowed memory size of 1 bytes exhausted (tried to allocate 2 bytes) in /w/wp-content/plugins/shop/b.php on line 9"
    )
    assert (found.slug, found.role) == ("shop", "victim")
    assert found.verdict != "certain"


def test_headers_already_sent_blames_where_output_began() -> None:
    found = who(
        "PHP Warning:  Cannot modify header information - headers already sent by (output started at "
        "/w/wp-content/themes/blue/functions.php:1) in /w/wp-includes/pluggable.php on line 1531"
    )
    assert (found.kind, found.slug) == ("theme", "blue")


def test_prefixes_end_where_words_end() -> None:
    assert CATALOG.find_symbol("WC_Cart::get_cart") is not None
    assert CATALOG.find_symbol("WCarrot::eat") is None


def test_the_catalogue_is_large_enough() -> None:
    kinds = [known.kind for known in CATALOG._components]
    assert kinds.count("plugin") >= 400
