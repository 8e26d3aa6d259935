"""The catalogue of components: complete, without doubtful names, and right about well-known ones."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from wpdiag.attribute.catalog import Catalog, Kind, Known, read_components
from wpdiag.data import rules_folder
from wpdiag.pipeline import scan

COMPONENTS = read_components(rules_folder() / "components.yml")
CATALOG = Catalog.default()
KINDS: tuple[Kind, ...] = get_args(Kind)
NO_OWNER = frozenset(
    [
        "action",
        "adaptive",
        "admin",
        "ajax",
        "background",
        "block",
        "blocks",
        "callback",
        "cart",
        "checkout",
        "cmb2",
        "composer",
        "core",
        "custom",
        "email",
        "event",
        "events",
        "form",
        "forms",
        "freemius",
        "gallery",
        "guzzle",
        "http",
        "image",
        "language",
        "loader",
        "logger",
        "manager",
        "media",
        "member",
        "members",
        "monolog",
        "order",
        "orders",
        "page",
        "pages",
        "password",
        "payment",
        "plugin",
        "post",
        "posts",
        "premium",
        "product",
        "products",
        "query",
        "redux",
        "search",
        "security",
        "session",
        "settings",
        "simple",
        "slider",
        "social",
        "theme",
        "tgm_plugin_activation",
        "user",
        "users",
        "widget",
        "wordpress",
        "wp",
    ]
)


def test_how_many_there_are() -> None:
    kinds = Counter(known.kind for known in COMPONENTS)
    assert kinds["plugin"] >= 1200
    assert kinds["theme"] >= 115


def test_every_entry_has_a_source_and_a_name() -> None:
    assert [known.slug for known in COMPONENTS if not (known.source or "").startswith("https://github.com/")] == []
    assert [known.slug for known in COMPONENTS if not known.name] == []


def test_entries_are_sorted_and_none_is_there_twice() -> None:
    keys = [(known.slug, known.kind) for known in COMPONENTS]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("kind", KINDS)
def test_no_name_has_two_owners(kind: Kind) -> None:
    owners = Counter(name for known in COMPONENTS for name in set(getattr(known, kind)))
    assert [name for name, number in owners.items() if number > 1] == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("domains", "rest", "blocks", "pages")])
def test_beginnings_are_long_enough_and_no_plain_words(kind: Kind) -> None:
    names = [(known.slug, name) for known in COMPONENTS for name in getattr(known, kind)]
    assert names
    assert [pair for pair in names if len(pair[1]) < 3 or pair[1].strip("_-\\").lower() in NO_OWNER] == []


@pytest.mark.parametrize(
    ("kind", "name", "slug"),
    [
        ("domains", "acf", "advanced-custom-fields"),
        ("domains", "rank-math", "seo-by-rank-math"),
        ("domains", "rocket", "wp-rocket"),
        ("domains", "js_composer", "js_composer"),
        ("domains", "avia_framework", "enfold"),
        ("domains", "woocommerce-paypal-payments", "woocommerce-paypal-payments"),
        ("domains", "us", "Impreza"),
        ("domains", "zn_framework", "kallyas"),
        ("domains", "nggallery", "nextgen-gallery"),
        ("domains", "fl-builder", "beaver-builder-lite-version"),
        ("domains", "xstore-core", "et-core-plugin"),
        ("domains", "wphb", "hummingbird-performance"),
        ("domains", "tpebl", "the-plus-addons-for-elementor-page-builder"),
        ("domains", "tribe-events-calendar-pro", "events-calendar-pro"),
        ("tables", "yarpp_related_cache", "yet-another-related-posts-plugin"),
        ("tables", "actionscheduler_actions", "action-scheduler"),
        ("tables", "woocommerce_sessions", "woocommerce"),
        ("tables", "yoast_indexable", "wordpress-seo"),
        ("tables", "wfconfig", "wordfence"),
        ("tables", "icl_translations", "sitepress-multilingual-cms"),
        ("rest", "wc", "woocommerce"),
        ("rest", "contact-form-7", "contact-form-7"),
        ("rest", "yoast", "wordpress-seo"),
        ("rest", "elementor", "elementor"),
        ("pages", "wc-settings", "woocommerce"),
        ("pages", "wpseo_dashboard", "wordpress-seo"),
        ("post_types", "shop_order", "woocommerce"),
        ("hooks", "woocommerce_before_cart", "woocommerce"),
        ("options", "wpseo_titles", "wordpress-seo"),
        ("constants", "WPCF7_VERSION", "contact-form-7"),
    ],
)
def test_well_known_names(kind: Kind, name: str, slug: str) -> None:
    clue = CATALOG.find(kind, name)
    assert clue is not None
    assert clue.known.slug == slug


@pytest.mark.parametrize(
    ("symbol", "slug"),
    [
        ("WC_Cart", "woocommerce"),
        ("wc_get_order", "woocommerce"),
        ("wpcf7_mail", "contact-form-7"),
        ("Yoast\\WP\\SEO\\Main", "wordpress-seo"),
        ("Yoast\\WP\\Duplicate_Post\\Admin", "duplicate-post"),
        ("Elementor\\Plugin", "elementor"),
        ("ElementorPro\\Plugin", "elementor-pro"),
        ("ActionScheduler_Store", "action-scheduler"),
        ("acf_get_field", "advanced-custom-fields"),
        ("vc_map", "js_composer"),
        ("pll_the_languages", "polylang"),
        ("Bricks\\Element", "bricks"),
        ("Jet_Engine_Meta_Boxes", "jet-engine"),
        ("memberpress\\courses\\models\\Course", "memberpress-courses"),
        ("SmashBalloon\\YouTubeFeed\\Feed", "feeds-for-youtube"),
    ],
)
def test_well_known_symbols(symbol: str, slug: str) -> None:
    clue = CATALOG.find_symbol(symbol)
    assert clue is not None
    assert clue.known.slug == slug


@pytest.mark.parametrize(
    "symbol",
    [
        "Callback",
        "Action",
        "Manager_Base",
        "Product",
        "Freemius",
        "TGM_Plugin_Activation",
        "EDD_SL_Plugin_Updater",
        "WP_Background_Process",
        "wp_cache_get",
        "get_option",
        "WP_Query",
        "CMB2_Field",
        "Composer\\Autoload\\ClassLoader",
    ],
)
def test_what_core_libraries_and_everybody_use_belongs_to_nobody(symbol: str) -> None:
    assert CATALOG.find_symbol(symbol) is None


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "components.yml").write_text(
        "components:\n- kind: plugin\n  slug: our-shop\n  name: Our Shop\n  functions: [wc_ours_]\n",
        encoding="utf-8",
    )
    return folder


def test_a_pack_adds_components(pack: Path, tmp_path: Path) -> None:
    log = tmp_path / "debug.log"
    log.write_text(
        "[01-Jan-2026 00:00:00 UTC] PHP Fatal error:  Uncaught Error: Call to undefined function wc_ours_total() in "
        "/var/www/html/x.php:1\nStack trace:\n#0 {main}\n  thrown in /var/www/html/x.php on line 1\n",
        encoding="utf-8",
    )
    [issue] = scan([str(log)], rules=[pack]).issues
    assert "plugin:our-shop" in {evidence.component for evidence in issue.evidence}
    [issue] = scan([str(log)]).issues
    assert "plugin:our-shop" not in {evidence.component for evidence in issue.evidence}


def test_a_partial_entry_keeps_the_name() -> None:
    added = Known(kind="plugin", slug="akismet", functions=("ours_",))
    catalog = Catalog.default([added])
    assert catalog.name_of("plugin", "akismet") == CATALOG.name_of("plugin", "akismet")
    clue = catalog.find("functions", "ours_x")
    assert clue is not None
    assert clue.known.slug == "akismet"


def check(pack: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "wpdiag", "rules", "check", "--rules", str(pack)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_rules_check_takes_components(pack: Path) -> None:
    done = check(pack)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 components" in done.stdout


def test_rules_check_names_a_wrong_component(pack: Path) -> None:
    (pack / "components.yml").write_text("components:\n- kind: widget\n  slug: x\n", encoding="utf-8")
    done = check(pack)
    assert done.returncode == 2
    assert "components.yml:2" in done.stderr
    assert "components[0].kind" in done.stderr
