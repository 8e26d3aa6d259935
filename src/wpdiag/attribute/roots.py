"""What a path tells: the site's root, the component that owns the file, the path below the root.

The folders are WordPress' own (wp-includes/default-constants.php) and Bedrock's ``app``; drop-ins are those of
_get_dropins() (wp-admin/includes/plugin.php).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from wpdiag.lazy import lazy

_CONTENT = r"wp-content|app|content"
_OWNED = lazy(
    rf"(?P<root>.*?)/(?P<content>{_CONTENT})/(?P<kind>plugins|mu-plugins|themes)/(?P<slug>[^/]+)(?P<rest>/.*)?$", re.S
)
_DROPIN = lazy(
    rf"(?P<root>.*?)/(?P<content>{_CONTENT})/(?P<slug>(?:advanced-cache|db|db-error|install|maintenance|object-cache"
    r"|php-error|fatal-error-handler|sunrise|blog-deleted|blog-inactive|blog-suspended)\.php)$",
    re.S,
)
_CORE = lazy(r"(?P<root>.*?)/(?P<rest>wp-(?:includes|admin)/.*)$", re.S)
_CORE_FILE = lazy(
    r"(?P<root>.*)/(?P<rest>(?:index|wp-(?:activate|blog-header|comments-post|cron|links-opml|load|login|mail|settings|signup"
    r"|trackback)|xmlrpc)\.php)$",
    re.S,
)
_EVAL = lazy(r"\(\d+\) : (?:eval\(\)'d code|runtime-created function|assert code).*$", re.S)
_KINDS = {"plugins": "plugin", "mu-plugins": "mu-plugin", "themes": "theme"}


class Place(NamedTuple):
    """What is known of a file: kind (plugin, theme, mu-plugin, dropin, core, unknown), slug, root, path below it."""

    kind: str
    slug: str
    root: str | None
    path: str


def place_of(file: str) -> Place:
    """What a path tells; the path may be Windows', ``phar://`` or that of eval()'d code."""
    path = _EVAL.sub("", file.replace("\\", "/")).removeprefix("phar://")
    owned = _OWNED.match(path)
    if owned:
        kind, slug, rest = _KINDS[owned["kind"]], owned["slug"], owned["rest"]
        if not rest:  # a single-file plugin; a theme always has a folder
            slug = slug.removesuffix(".php")
        below = f"{owned['content']}/{owned['kind']}/{owned['slug']}{rest or ''}"
        return Place(kind, slug, _root(owned["root"], owned["content"]), below)
    dropin = _DROPIN.match(path)
    if dropin:
        return Place("dropin", dropin["slug"], dropin["root"], f"{dropin['content']}/{dropin['slug']}")
    core = _CORE.match(path) or _CORE_FILE.match(path)
    if core:
        return Place("core", "wordpress", core["root"] or None, core["rest"])
    return Place("unknown", "", None, path.rpartition("/")[2])


def _root(before: str, content: str) -> str | None:
    """The root of a path before its content folder; ``app`` and ``content`` alone do not prove one, but serve."""
    return before or (None if content != "wp-content" else "/")
