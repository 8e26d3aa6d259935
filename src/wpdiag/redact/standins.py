"""Stand-ins for values that must not be shown: the same value gets the same one, and none tells of its value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from wpdiag.lazy import lazy

KINDS = (
    "site",
    "host",
    "ip",
    "email",
    "user",
    "password",
    "token",
    "key",
    "nonce",
    "cookie",
    "query",
    "database",
    "value",
    "argument",
)
"""What a stand-in can stand for; ``site`` is the folder of a site, ``value`` one in a database query."""
_NAMES = "|".join(KINDS)
STANDIN = rf"<(?:{_NAMES})-\d+>"
"""Pattern of a stand-in."""
_ONLY = lazy(rf"(?:{STANDIN}|<\*>|\s)*")
_NUMBERED = lazy(rf"<({_NAMES})-(\d{{1,9}})>")
_ANY_CASE = frozenset({"host", "ip", "email"})
_PEOPLE_AND_PLACES = frozenset({"host", "user"})
_IP = lazy(r"\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*")
_WORTH = 4
"""Values shorter than this are not searched for elsewhere."""
_FREE = frozenset({"value", "argument"})
_ODD = lazy(r"[^A-Za-z_\-\s]")
_COMMON = frozenset((
    "account", "admin", "administrator", "apache", "array", "author", "backup", "code", "contact", "core", "cron",
    "customer", "dashboard", "data", "database", "deploy", "developer", "editor", "error", "false", "file", "guest",
    "host", "html", "http", "https", "info", "localhost", "mail", "manager", "master", "message", "mysql", "name",
    "nginx", "nobody", "none", "null", "office", "option", "page", "password", "plugin", "plugins", "post", "public",
    "query", "root", "server", "service", "shop", "site", "staging", "store", "string", "subscriber", "support",
    "system", "table", "test", "theme", "themes", "true", "unknown", "update", "user", "users", "version", "webmaster",
    "website", "wordpress", "www-data",
))  # fmt: skip
"""Names that are words of messages, too."""


def counted(text: str) -> dict[str, int]:
    """How many different stand-ins of each kind a text has."""
    found = Counter(kind for kind, _ in set(_NUMBERED.findall(text)))
    return {kind: found[kind] for kind in KINDS if found[kind]}


Name = Callable[[str, str], str]
"""From a kind and a value to its stand-in."""


class Standins:
    """Gives out stand-ins, and remembers what it gave them for: one for all that is shown together."""

    def __init__(self) -> None:
        self._given: dict[str, tuple[str, str]] = {}
        self._last: Counter[str] = Counter()
        self._kept: set[str] = set()
        self._known: dict[str, str] = {}

    def see(self, text: str, kept: frozenset[str]) -> None:
        """Get ready for a text.

        :param text: what looks like a stand-in in there is not given out from now on.
        :param kept: values, in lower case, that are no secret anywhere: slugs, names and versions of components.
        """
        self._kept |= kept
        for kind, number in _NUMBERED.findall(text):
            self._last[kind] = max(self._last[kind], int(number))

    def __call__(self, kind: str, value: str) -> str:
        """The stand-in for a value; what holds nothing but stand-ins stays."""
        if _ONLY.fullmatch(value):
            return value
        if kind in _PEOPLE_AND_PLACES:
            kind = "email" if "@" in value else "ip" if _IP.fullmatch(value) else kind
        key = value.lower() if kind in _ANY_CASE else value
        if key not in self._given:
            self._last[kind] += 1
            self._given[key] = kind, f"<{kind}-{self._last[kind]}>"
        standin = self._given[key][1]
        self._remember(kind, value, standin)
        return standin

    def _remember(self, kind: str, value: str, standin: str) -> None:
        low = value.strip().lower()
        if len(low) < _WORTH or low in _COMMON or low in self._kept or kind in ("site", "query"):
            return
        if kind in _FREE and (len(low) < _WORTH + 2 or not _ODD.search(low)):
            return  # a word, which others use as well
        self._known.setdefault(low, standin)

    def known(self) -> dict[str, str]:
        """Values in lower case that are secret wherever they stand, and their stand-ins."""
        return dict(self._known)

    def counts(self) -> dict[str, int]:
        """How many different values of each kind were replaced."""
        counts = Counter(kind for kind, _ in self._given.values())
        return {kind: counts[kind] for kind in KINDS if counts[kind]}
