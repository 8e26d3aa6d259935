"""What makes two diagnostics one issue. The same on every machine, in every root, release and language."""

from __future__ import annotations

from wpdiag.attribute.roots import place_of
from wpdiag.diagnose.plain import one_line
from wpdiag.digest import hex_digest
from wpdiag.lazy import lazy
from wpdiag.model import Diagnostic
from wpdiag.tally.fold import template

_NAME = lazy(r"[A-Za-z0-9\\]*[_/:$\\][A-Za-z0-9_/:$\\.()\-]*[A-Za-z0-9)]")
_TRANSLATED = ("wp.doing_it_wrong.", "wp.deprecated.", "wp.http.")
_FREE = 200


def fingerprint(diagnostic: Diagnostic) -> str:
    """16 hexadecimal digits.

    They depend on the identifier, the message's template and the file below the site's root. Not on lines, which move
    with every release, and not on the words of a translated sentence, of which only names, versions and paths count.
    """
    if diagnostic.identifier.startswith(_TRANSLATED):
        params = diagnostic.params
        kept = [params.get(name, "") for name in ("function", "domain", "since", "route", "handle")]
        names = set(_NAME.findall(params.get("detail", "") + " " + params.get("replacement", ""))).difference(kept)
        parts = [diagnostic.identifier, *kept, *sorted(names)]
    elif diagnostic.identifier.startswith(("log.", "page.")):
        parts = [diagnostic.identifier, template(_below_root(one_line(diagnostic.message)[: _FREE * 5]))[:_FREE]]
    else:
        parts = [diagnostic.identifier, template(_below_root(one_line(diagnostic.message)))]
    if diagnostic.location:
        parts.append(place_of(diagnostic.location.file).key)
    return hex_digest("\0".join(parts).encode("utf-8", "surrogatepass"), 8)


_LINE = lazy(r"(?<=\.php)(?::\d+\b|\(\d+\)| on line \d+\b)")
_PATH = lazy(r"(?:[A-Za-z]:)?[\\/][^\s'\"():,;<>]+")


def _below_root(message: str) -> str:
    """The message with the files it names reduced to their place below the site's root, without lines."""
    return _PATH.sub(lambda match: place_of(match[0]).key, _LINE.sub("", message))
