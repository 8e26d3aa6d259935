"""What a path tells: the site's root, the component that owns the file, the path below the root.

The folders are WordPress' own (wp-includes/default-constants.php), Bedrock's ``app`` and, where a site renamed them,
whatever stands before ``plugins``; drop-ins are those of _get_dropins() (wp-admin/includes/plugin.php). On
WordPress.com, components lie outside of the site, plugins in a folder of their version.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from wpdiag.lazy import lazy

_CONTENT = r"wp-content|app|content"
_KIND = r"(?P<kind>plugins|(?:client-)?mu-plugins|themes)"
_OWNED = lazy(rf"(?P<root>.*?)/(?P<content>{_CONTENT})/{_KIND}/(?P<slug>[^/]+)(?P<rest>/.*)?$", re.S)
_RENAMED = lazy(
    r"(?P<root>(?!/(?:usr|etc|opt|lib|bin)/).*?)(?P<content>/(?!languages|uploads|cache)[^/]+|)"
    rf"/{_KIND}/(?P<slug>[^/]+)(?P<rest>/.*\.(?:php|inc|phtml)|(?<=\.php))$",
    re.S,
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
_NOT_COMPONENTS = lazy(r"/(?:wp-content|app|content)/(?:languages|uploads|cache|upgrade)/")
_RELATIVE = lazy(r"wp-(?:content|includes|admin)/")
_EVAL = lazy(r"\(\d+\) : (?:eval\(\)'d code|runtime-created function|assert code).*$", re.S)
_VERSION = lazy(r"/(?:v?\d+(?:\.\d+)+[\w.+-]*|latest|trunk)(?=/)")
_COLLECTION = lazy(r"(?P<slug>/[^/]+)(?P<rest>/.*)$", re.S)
_COLLECTIONS = {"pub", "premium", "vip", "a8c"}
"""Folders of WordPress.com that hold themes."""
_LIBRARY = lazy(
    r"/(?:vendor(?:[-_][\w-]+)?|third-party|lib-vendor)/(?:composer/)?(?P<library>[a-z0-9_.-]+/[a-z0-9_.-]+)/", re.I
)
_KINDS = {"plugins": "plugin", "mu-plugins": "mu-plugin", "client-mu-plugins": "mu-plugin", "themes": "theme"}


class Place(msgspec.Struct, frozen=True):
    """What is known of a file: kind (plugin, theme, mu-plugin, dropin, core, unknown), slug, root, path below it."""

    kind: str
    slug: str
    root: str | None
    path: str
    library: str | None = None
    """The Composer package that the component brings along and to which the file belongs: ``monolog/monolog``."""
    renamed: bool = False
    """True where the folder that holds plugins and themes is none that WordPress or Bedrock would make."""

    @property
    def key(self) -> str:
        """The path without the name of the content folder: the same file on every site."""
        if self.kind in ("unknown", "core"):
            return self.path
        first, _, rest = self.path.partition("/")
        return self.path if first in _KINDS else rest


@lru_cache(maxsize=20_000)
def place_of(file: str) -> Place:
    """What a path tells, be it Windows', ``phar://``, of eval()'d code, or relative to root or content folder."""
    path = _EVAL.sub("", file.replace("\\", "/")).removeprefix("phar://")
    if _RELATIVE.match(path):
        return replace(place_of(f"/{path}"), root=None)
    owned = _OWNED.match(path)
    if owned:
        return _owned(owned, _root(owned["root"], owned["content"]), owned["content"])
    dropin = _DROPIN.match(path)
    if dropin:
        return Place("dropin", dropin["slug"], dropin["root"], f"{dropin['content']}/{dropin['slug']}")
    core = _CORE.match(path)
    if core:
        return Place("core", "wordpress", core["root"] or None, core["rest"])
    renamed = _RENAMED.match(path)
    if renamed and not _NOT_COMPONENTS.search(path):
        return _owned(renamed, renamed["root"] or None, renamed["content"].strip("/"), renamed=bool(renamed["content"]))
    core = _CORE_FILE.match(path)
    if core:
        return Place("core", "wordpress", core["root"] or None, core["rest"])
    return Place("unknown", "", None, path.rpartition("/")[2])


def _owned(match: re.Match[str], root: str | None, content: str, *, renamed: bool = False) -> Place:
    kind, slug, rest = _KINDS[match["kind"]], match["slug"], match["rest"] or ""
    if kind == "theme" and slug in _COLLECTIONS:
        inner = _COLLECTION.match(rest)
        if inner:
            slug, rest = inner["slug"][1:], inner["rest"]
    elif rest:
        rest = _VERSION.sub("", rest, count=1) if _VERSION.match(rest) else rest
    below = "/".join(part for part in (content, match["kind"], slug) if part) + rest
    if not rest:  # a single-file plugin; a theme always has a folder
        slug = slug.removesuffix(".php")
    library = _LIBRARY.search(rest)
    return Place(kind, slug, root, below, library["library"] if library else None, renamed)


def _root(before: str, content: str) -> str | None:
    """The root of a path before its content folder; ``app`` and ``content`` alone do not prove one, but serve."""
    return before or (None if content != "wp-content" else "/")
