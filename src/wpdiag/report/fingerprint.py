"""What makes two diagnostics one issue. The same on every machine, in every root, release and language."""

from __future__ import annotations

from wpdiag.attribute.roots import place_of
from wpdiag.diagnose import identity
from wpdiag.diagnose.masking import HOLE, mask, mask_name
from wpdiag.diagnose.plain import one_line
from wpdiag.digest import hex_digest
from wpdiag.lazy import lazy
from wpdiag.model import Diagnostic

_NAME = lazy(
    r"(?<![\w:$\\/.-])(?:[A-Za-z0-9\\]+[_:$\\]|[_$\\])[A-Za-z0-9_:$\\.()/-]*[A-Za-z0-9)]"
    r"|(?<![\w:$\\/.-])/?[\w.-]+(?:/[\w.-]+)*\.php(?!\w)"
)
"""A name of code in a sentence, as no language changes it: ``a_b``, ``A::b``, ``$a``, ``a/b.php``."""
_CORE = ("wp.doing_it_wrong.", "wp.deprecated.", "wp.http.", "wp.cron.", "wp.updater.update_failed")
_OF_PHP = frozenset(
    ("Error", "TypeError", "ValueError", "ArgumentCountError", "ArithmeticError", "UnhandledMatchError")
)
_COUNTED = ("php.uncaught.TypeError", "php.uncaught.ArgumentCountError")
_CALLED = lazy(r"[A-Za-z_\\][\w\\]{0,200}(?:(?:::|->)\w{1,200})?\([^\n]{0,300}?\): ")
_GIVEN = lazy(
    r"(?<=, )[\w\\|]{1,80}(?= given\b)"
    r"|(?:(?<=string )|(?<=interval )|(?<=format )|(?<=timezone )|(?<=field name )|(?<=field value ))\([^()\n]{0,400}\)"
    r"|(?<=getaddrinfo for )\S+|(?<=connect to )\S+ \([^()\n]{0,400}\)"
)
"""What PHP was given, where it stands in no quotes."""
_FREE = 200
_SAID = 2000


def fingerprint(diagnostic: Diagnostic) -> str:
    """16 hexadecimal digits.

    They depend on the identifier, the names of code and data structure in the message, and the file below the site's
    root. Values, lines and the words of a version or a language are no part of them. Where the identifier stands for
    several sentences, or nobody knows the message, its template counts, too.
    """
    identifier = diagnostic.identifier
    parts = [identifier]
    if identifier.startswith(("log.", "page.")) or identity.is_generic(identifier):
        parts.append(mask(one_line(diagnostic.message[: _FREE * 5]))[: _SAID if diagnostic.location else _FREE])
    else:
        named = identity.names(identifier, diagnostic.params)
        for name in identity.FILES.intersection(named):
            named[name] = place_of(named[name]).key
        parts += [f"{name}={named[name]}" for name in sorted(named)]
        if identifier.startswith(_CORE):
            parts += sorted(_named_in(diagnostic.params.get("detail", ""), diagnostic.params))
        elif not is_settled(identifier, diagnostic.params):
            parts.append(_said(diagnostic))
        elif identifier in _COUNTED:
            parts += sorted(identity.SETTLED_BY.intersection(diagnostic.params))
    if diagnostic.location:
        parts.append(place_of(diagnostic.location.file).key)
    return _digest(parts)


def place_fingerprint(diagnostic: Diagnostic) -> str:
    """The fingerprint by file and line, for places whose messages nobody knows and which say ever different things.

    Free text names no place: there, the first word stands for it.
    """
    place = diagnostic.location
    first_word = one_line(diagnostic.message[:_FREE]).lstrip().partition(" ")[0]
    where = [place_of(place.file).key, str(place.line)] if place else [first_word]
    return _digest([diagnostic.identifier, "at", *where])


def template_of(diagnostic: Diagnostic) -> str:
    """The message for a reader: its values are ``<*>``, the names that it is known to hold stay."""
    return mask(one_line(diagnostic.message), identity.shown(diagnostic.identifier, diagnostic.params))


def is_settled(identifier: str, params: dict[str, str]) -> bool:
    """Whether identifier and names say all that the message says."""
    if identifier.startswith("db."):  # numbers from 2000 are of connections, which fail for many reasons
        return identifier != "db.unknown" and not identifier.startswith("db.2")
    if identifier in _COUNTED:
        return not identity.SETTLED_BY.isdisjoint(params)
    return identifier in identity.SETTLED


def _said(diagnostic: Diagnostic) -> str:
    """The sentence without its values, where an identifier stands for several; names that PHP quotes stay."""
    text = diagnostic.message
    kind = diagnostic.identifier.removeprefix("php.uncaught.")
    own = kind in _OF_PHP if kind != diagnostic.identifier else kind.startswith("php.")
    if text.startswith("Uncaught "):
        text = diagnostic.params.get("detail", "")
    text = _CALLED.sub("", one_line(text[:_SAID]), count=1)
    return mask(_GIVEN.sub(HOLE, text) if own or kind.startswith("db.") else text, symbols=own).casefold()


def _named_in(sentence: str, params: dict[str, str]) -> set[str]:
    """Names of code in a sentence of WordPress, besides those that have a parameter."""
    found = set(_NAME.findall(sentence[:_SAID]))
    return {mask_name(name.removesuffix("()")) for name in found}.difference(params.values())


def _digest(parts: list[str]) -> str:
    return hex_digest("\0".join(parts).encode("utf-8", "surrogatepass"), 8)
