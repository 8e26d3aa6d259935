"""Folders of sites and names of accounts in paths; what stands below a site's folder stays."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wpdiag.attribute.roots import place_of
from wpdiag.lazy import lazy
from wpdiag.redact.standins import STANDIN, Name

_GENERIC = frozenset((
    "app", "clients", "current", "default", "domains", "htdocs", "html", "http", "httpdocs", "logs", "public",
    "public_html", "shared", "site", "sites", "system", "users", "vhosts", "web", "wordpress", "www",
))  # fmt: skip
_SEPARATOR = r"[\\/]{1,4}"
_FOLDERS = (
    "(?:(?:backups?|data|media|mnt|opt|srv|storage|tmp|usr)/(?:[\\w.-]+/){0,2})?home\\d*", "export/home", "Users",
    "Documents and Settings", "var/www/vhosts(?:/system)?", "var/www/clients", "var/www", "srv/(?:http|users|www)",
    "srv", "www/wwwroot", "data/(?:web|www)", "(?:is|www|xampp|Applications/MAMP)/htdocs", "inetpub/wwwroot",
    "homepages/\\d+", "kunden(?=/\\d)", "nas/content/live", "Volumes", "var/cpanel/userhomes", "var/lib/mysql",
    "var/log/virtualmin", "var/mail", "var/spool/\\w+",
)  # fmt: skip
"""What stands in front of the name of an account, a customer or a site: of systems, panels and hosting companies."""
_ACCOUNT = lazy(
    rf"(?P<before>(?:(?<![\w.>-])(?:[A-Za-z]:)?{_SEPARATOR}|(?:^|(?<=[\s:!'\"(=]))(?=home[\\/]|Users[\\/]))"
    rf"(?:{'|'.join(_FOLDERS).replace('/', _SEPARATOR)}){_SEPARATOR})"
    r"(?P<name>[^\\/'\":<>|\n]{1,60}(?=\\)|[^\\/\s'\":;,()<>|]+)"
)
_PATH = lazy(r"(?<![\w.>/\\-])(?!//)(?:[A-Za-z]:)?[\\/][^\s'\"():,;<>|*?]{1,2000}")


_ROOT = lazy(r"(?P<root>.+?)/(?:wp-(?:content|includes|admin)/|wp-config(?:-sample)?\.php$)", re.S)


def root_of(file: str) -> str | None:
    """The folder of the site that a file belongs to; None where there is none to hide."""
    root = place_of(file).root
    if root is None:
        match = _ROOT.match(file.replace("\\", "/"))
        root = match["root"] if match else None
    return root if root and root != "/" and not re.fullmatch(STANDIN, root) else None


def roots(found: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern of folders of sites, with slashes either way; None without any."""
    patterns = []
    for root in sorted(set(found), key=lambda each: (-len(each), each)):
        parts = [re.escape(part) for part in re.split(r"[\\/]+", root)]
        if len([part for part in parts if part]) > (0 if root[0] in "\\/" or root[1:2] == ":" else 1):
            patterns.append(r"[\\/]+".join(parts))
    return re.compile(rf"(?<![\w.>-])(?:{'|'.join(patterns)})(?![\w-]|\.\w)") if patterns else None


def site(folder: str, name: Name) -> str:
    """The stand-in of a site's folder, however its slashes lean."""
    return name("site", re.sub(r"[\\/]+", "/", folder).rstrip("/") or folder)


def paths(text: str, name: Name, known: re.Pattern[str] | None) -> str:
    """A text with the folders of sites and the names of accounts replaced.

    :param known: the folders of this report's sites.
    """
    if "/" not in text and "\\" not in text:
        return text
    if known:
        text = known.sub(lambda match: site(match[0], name), text)
    text = _PATH.sub(lambda match: _path(match[0], name), text)
    return _ACCOUNT.sub(lambda match: _account(match, name), text)


def _path(path: str, name: Name) -> str:
    root = root_of(path)
    if root and path.replace("\\", "/").startswith(f"{root}/"):
        return site(root, name) + path[len(root) :]
    return path


def _account(match: re.Match[str], name: Name) -> str:
    who = match["name"]
    if who.lower() in _GENERIC:
        return match[0]
    return match["before"] + name("host" if "." in who.strip(".") else "user", who)
