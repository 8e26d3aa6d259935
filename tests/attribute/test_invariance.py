"""What must change no verdict and no fingerprint: other lines around, other roots, other languages, other times."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from wpdiag.pipeline import scan

Verdict = tuple[str, str, str, str | None, float]

RECORDS = {
    "file": "PHP Warning:  Undefined variable $x in /w/wp-content/plugins/shop/a.php on line 3",
    "theme": "PHP Warning:  Undefined variable $x in /w/wp-content/themes/blue/functions.php on line 3",
    "must-use": "PHP Warning:  Undefined variable $x in /w/wp-content/mu-plugins/loader.php on line 3",
    "core": "PHP Warning:  Undefined variable $x in /w/wp-includes/class-wp-query.php on line 3",
    "trace": "PHP Fatal error:  Uncaught TypeError: f(): Argument #1 must be of type int, string given in /w/wp-includes/a.php:7\n"
    "Stack trace:\n#0 /w/wp-includes/class-wp-hook.php(324): f()\n#1 /w/wp-content/plugins/shop/b.php(9): do_action()\n"
    "#2 {main}\n  thrown in /w/wp-includes/a.php on line 7",
    "domain": "PHP Notice:  Function _load_textdomain_just_in_time was called <strong>incorrectly</strong>. Translation loading "
    "for the <code>acf</code> domain was triggered too early. This is usually an indicator for some code in the plugin or theme "
    "running too early. Translations should be loaded at the <code>init</code> action or later. Please see "
    '<a href="https://developer.wordpress.org/advanced-administration/debug/debug-wordpress/">Debugging in WordPress</a> for '
    "more information. (This message was added in version 6.7.0.) in /w/wp-includes/functions.php on line 6114",
    "database": "WordPress database error Table 'wp.wp_x' doesn't exist for query SELECT 1 FROM wp_x made by do_action('init'), "
    "WP_Hook->do_action, wc_get_product",
    "headers": "PHP Warning:  Cannot modify header information - headers already sent by (output started at "
    "/w/wp-content/themes/blue/functions.php:1) in /w/wp-includes/pluggable.php on line 1531",
    "redeclared": "PHP Fatal error:  Cannot redeclare acmex_go() (previously declared in /w/wp-content/plugins/shop/a.php:3) in "
    "/w/wp-content/plugins/shop-pro/a.php on line 5",
    "memory": "PHP Fatal error:  Allowed memory size of 1 bytes exhausted (tried to allocate 2 bytes) in "
    "/w/wp-content/plugins/shop/b.php on line 9",
    "unknown": "PHP Deprecated:  Function get_settings is deprecated since version 2.1.0! Use get_option() instead. in "
    "/w/wp-includes/functions.php on line 6114",
}
NOISE = (
    "[23-Nov-2026 08:00:00 UTC] Plain words of a plugin\n"
    "[23-Nov-2026 08:00:01 UTC] PHP Notice:  Undefined index: q in /w/wp-content/plugins/elsewhere/x.php on line 70\n"
    "[23-Nov-2026 08:00:02 UTC] Automatic updates starting...\n"
)


def verdict(tmp_path: Path, text: str) -> tuple[str, Verdict]:
    (tmp_path / "debug.log").write_text(text)
    issue = next(
        each
        for each in scan([str(tmp_path / "debug.log")]).issues
        if each.level != "info" and "index: q" not in each.message
    )
    component = issue.component
    return issue.fingerprint, (component.kind, component.slug, component.verdict, component.role, component.confidence)


def stamped(text: str, stamp: str = "23-Nov-2026 10:00:00 UTC") -> str:
    return f"[{stamp}] {text}\n"


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize(
    "change",
    [
        lambda text: NOISE + stamped(text) + NOISE,
        lambda text: stamped(text, "01-Jan-1999 23:59:59 Europe/Berlin"),
        lambda text: stamped(text) + stamped(text, "24-Nov-2026 10:00:00 UTC"),
        lambda text: stamped(text.replace("/w/", "/home/user/public_html/blog/")),
        lambda text: stamped(text.replace("/w/", "/srv/www/releases/20241127101112/web/")),
        lambda text: stamped(text.replace("/w/", "C:\\inetpub\\wwwroot\\")),
        lambda text: stamped(text.replace("/w/wp-content/", "/srv/web/app/").replace("/w/", "/srv/web/wp/")),
    ],
    ids=["other lines", "other time", "again", "home", "release", "Windows", "Bedrock"],
)
def test_surroundings_change_no_verdict(tmp_path: Path, name: str, change: Callable[[str], str]) -> None:
    assert verdict(tmp_path, change(RECORDS[name])) == verdict(tmp_path, stamped(RECORDS[name]))


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Funktion _load_textdomain_just_in_time wurde <strong>fehlerhaft</strong> aufgerufen. Das Laden der Übersetzung für die "
        "Domain <code>acf</code> wurde zu früh ausgelöst. x (Diese Meldung wurde in Version 6.7.0 hinzugefügt.)",
        "Функция _load_textdomain_just_in_time вызвана <strong>неправильно</strong>. Загрузка перевода для домена <code>acf</code> "
        "была запущена слишком рано. x (Это сообщение было добавлено в версии 6.7.0.)",
    ],
    ids=["German", "Russian"],
)
def test_languages_change_no_verdict(tmp_path: Path, sentence: str) -> None:
    translated = f"PHP Notice:  {sentence} in /w/wp-includes/functions.php on line 6114"
    assert verdict(tmp_path, stamped(translated)) == verdict(tmp_path, stamped(RECORDS["domain"]))


def test_a_slug_is_never_a_part_of_another(tmp_path: Path) -> None:
    for slug in ("woocommerce-paypal-payments", "woocommerce2", "my-woocommerce"):
        text = RECORDS["file"].replace("plugins/shop", f"plugins/{slug}")
        assert verdict(tmp_path, stamped(text))[1][:2] == ("plugin", slug)
        text = RECORDS["domain"].replace("<code>acf<", f"<code>{slug}<")
        assert verdict(tmp_path, stamped(text))[1][:2] == ("plugin", slug)
