"""Addresses in text: URLs with their credentials and queries, e-mail addresses, IPs, names of hosts."""

from __future__ import annotations

import re
from functools import cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from pathlib import Path

from wpdiag.lazy import lazy
from wpdiag.redact.standins import Name

_LOCAL_SCHEMES = frozenset((
    "class", "data", "file", "glob", "phar", "php", "unix", "vfs", "zip", "compress.zlib", "compress.bzip2", "ogg",
))  # fmt: skip
_WELL_KNOWN = frozenset((
    "advancedcustomfields.com", "apache.org", "curl.se", "elementor.com", "getcomposer.org", "github.com",
    "kernel.org", "mariadb.com", "mariadb.org", "mysql.com", "nginx.com", "nginx.org", "packagist.org", "php.net",
    "redis.io", "w.org", "w3.org", "woocommerce.com", "wordpress.org", "wp-cli.org",
))  # fmt: skip
"""Those who make what the advice is about; none of them has names of customers in front."""
_WELL_KNOWN_ONLY = frozenset((
    "wordpress.com", "public-api.wordpress.com", "developer.wordpress.com", "localhost", "listen.group",
))  # fmt: skip
"""The last one is a setting of PHP-FPM."""
_CODE = frozenset((
    "cfg", "class", "css", "csv", "disabled", "dist", "gif", "html", "htm", "ico", "inc", "ini", "jpeg", "jpg",
    "js", "json", "l10n", "less", "lock", "map", "min", "mjs", "mo", "mustache", "neon", "off", "phar", "php",
    "phpt", "phtml", "png", "po", "pot", "py", "rtl", "scss", "sh", "so", "sock", "svg", "tmpl", "toml", "tpl",
    "ts", "twig", "tsx", "txt", "vue", "webp", "woff", "woff2", "xml", "xsd", "xsl", "yaml", "yml", "zip",
))  # fmt: skip
"""Endings of files that come with a site, be they names of domains or not."""
_DATA = frozenset((
    "access", "bak", "bz2", "conf", "crt", "error", "gz", "har", "key", "log", "old", "pem", "sql", "ssl", "tar",
    "tgz", "warc", "wet", "xz", "zst",
))  # fmt: skip
"""Endings of files that are often named after a site."""
_PAGES = frozenset({"changelog", "contributing", "license", "readme", "upgrading"})
"""What is named so in front of ``.md`` is a text, not a host in Moldova."""
_OF_FILES_TOO = frozenset({"com", "org", "net"})
"""Domains that are seen in front of the ending of a program file, too: ``example.org.php``."""

_URL = lazy(
    r"(?P<scheme>\b[a-z][a-z0-9+.-]{1,20}):(?P<slashes>\\*/\\*/)"
    r"(?:(?P<auth>[^\s/@'\"<>:]*:[^\s'\"<>]*|[^\s/'\"<>]*)@)?"
    r"(?P<host>\[[0-9a-fA-F:.%]+\]|[^\s/:?#'\"<>\\,;()\[\]{}@|*$`]+)?(?P<port>:\d+)?"
    r"(?P<path>[^\s?#'\"<>]*)(?P<query>\?[^\s'\"<>#]*)?(?P<fragment>#[^\s'\"<>]*)?",
    re.I,
)
_QUERY = lazy(r"(?<=[\w/.)\]>%~-])\?(?P<query>[\w\[\]%.~+:-]+(?:=|%3D)[^\s'\"<>]*)", re.I)
_FORM = lazy(r"(?<![\w?&%.-])[\w\[\]%.-]+=[^\s'\"<>&]*(?:&(?:amp;)?[\w\[\]%.-]+=[^\s'\"<>&]*)+")
_EMAIL = lazy(
    r"(?<![\w.])[\w.+*=^{|}~-]+(?:@|%40)(?!anonymous\b)(?=[\d.-]*[^\W\d])(?:[^\W_][\w-]*)(?:\.[\w-]+)*|"
    r"(?<![\w.])[\w.+-]+@\[[\w.:]+\]"
)
_IPV4 = lazy(r"(?<![\w.-])(?<!version )(?<!Version )(?:\d{1,3}\.){3}\d{1,3}(?!\w|\.\d)")
_IPV6 = lazy(r"(?<![\w:.])[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%\w+)?(?![\w(])")
_HOST = lazy(r"(?<![\w.$#-])(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+(?:xn--[\w-]+|[^\W\d_]{2,63})(?![\w(])")


@cache
def _domains() -> frozenset[str]:
    lines = Path(__file__).with_name("tlds.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(" ".join(line for line in lines if not line.startswith("#")).split())


def urls(text: str, name: Name) -> str:
    """Who and where in URLs, and what stands behind the question mark."""
    if "://" not in text and r":\/" not in text:
        return text
    return _URL.sub(lambda match: _url(match, name), text)


def _url(match: re.Match[str], name: Name) -> str:
    if match["scheme"].lower() in _LOCAL_SCHEMES:
        return match[0]
    auth = ""
    if match["auth"]:
        user, colon, password = match["auth"].partition(":")
        auth = (name("user", user) if user else "") + colon + (name("password", password) if password else "") + "@"
    host = match["host"] or ""
    known = is_well_known(host)
    if host and not known:
        host = _address(host, name)
    query = _query(match["query"], name) if match["query"] else ""
    fragment = match["fragment"] or ""
    if fragment and not known:
        fragment = f"#{name('query', fragment[1:])}"
    slashes = match["slashes"]
    return f"{match['scheme']}:{slashes}{auth}{host}{match['port'] or ''}{match['path']}{query}{fragment}"


def _query(found: str, name: Name) -> str:
    """A query without what ends the sentence that it stands in."""
    inner = found[1:].rstrip("),.;:]")
    return f"?{name('query', inner)}{found[1 + len(inner) :]}" if inner else found


def _address(host: str, name: Name) -> str:
    """An address where only one can stand."""
    bare = host.strip("[]")
    if set(bare) <= set("0123456789abcdefABCDEF:.%") and (":" in bare or bare.replace(".", "").isdigit()):
        return host if _is_local(bare) else name("ip", bare)
    return host if is_well_known(host) else name("host", host.rstrip(".")) + "." * host.endswith(".")


def queries(text: str, name: Name) -> str:
    """Queries of requests, and the fields of forms."""
    if "=" not in text and "%3D" not in text:
        return text
    text = _QUERY.sub(lambda match: _query(match[0], name), text)
    return _FORM.sub(lambda match: name("query", match[0]), text) if "&" in text else text


def emails(text: str, name: Name) -> str:
    """E-mail addresses."""
    if "@" not in text and "%40" not in text:
        return text
    return _EMAIL.sub(lambda match: name("email", match[0]), text)


def ips(text: str, name: Name, kept: frozenset[str]) -> str:
    """IP addresses but for those of the machine itself.

    :param kept: versions of four numbers among others.
    """
    if "." in text:
        text = _IPV4.sub(lambda match: match[0] if match[0] in kept else _ip(match[0], name), text)
    return _IPV6.sub(lambda match: _ip(match[0], name), text) if text.count(":") > 1 else text


def _ip(found: str, name: Name) -> str:
    bare = found.rstrip(":.") if not found.endswith("::") else found
    try:
        address = (IPv6Address if ":" in bare else IPv4Address)(bare)
    except AddressValueError:
        return found
    if _is_local(str(address)) or (":" in bare and not any(sign.isdigit() for sign in bare)):
        return found
    return name("ip", bare) + found[len(bare) :]


def _is_local(address: str) -> bool:
    return address in ("::1", "::", "0.0.0.0") or address.startswith("127.")


def hosts(text: str, name: Name, kept: frozenset[str]) -> str:
    """Names of hosts that end in a top-level domain; names of files are none.

    :param kept: names in lower case that are no secret.
    """
    if "." not in text:
        return text
    return _HOST.sub(lambda match: _host(match[0], name, kept), text)


def _host(found: str, name: Name, kept: frozenset[str]) -> str:
    labels = found.split(".")
    low = found.lower().split(".")
    endings, code = 0, False
    while len(low) - endings > 1 and low[-1 - endings] in (_CODE | _DATA):
        code = code or low[-1 - endings] in _CODE
        endings += 1
    rest = len(low) - endings
    domain = low[rest - 1]
    if rest < 2 or (endings and code and domain not in _OF_FILES_TOO):
        return found
    written = labels[rest - 1]
    if written.istitle() and written.isascii() and domain not in _OF_FILES_TOO:
        return found  # a full stop without a blank behind it
    if domain == "md" and low[rest - 2] in _PAGES:
        return found
    host = ".".join(low[:rest])
    if not (domain in _domains() or domain.startswith("xn--")) or is_well_known(host) or host in kept:
        return found
    return ".".join([name("host", ".".join(labels[:rest])), *labels[rest:]])


def is_well_known(host: str) -> bool:
    """Whether a host is everybody's: WordPress, PHP and the like, and ``localhost``."""
    low = host.lower()
    return low in _WELL_KNOWN_ONLY or any(low == each or low.endswith(f".{each}") for each in _WELL_KNOWN)
