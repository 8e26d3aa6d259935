"""Arguments of calls in stack traces."""

from __future__ import annotations

import re

from wpdiag.lazy import lazy
from wpdiag.redact.standins import Name

_CALL = lazy(r"(?P<function>[^(]*(?:\{closure:[^}]*\})?[^(]*)\((?P<arguments>.*?)(?P<end>\)[^()']*|\Z)", re.S)
_SAFE = r"Array|Object\([^()']*\)|NULL|true|false|Resource id #\d+|\.\.\."
_ONE = rf"(?:{_SAFE}|-?[\d.]+(?:E[+-]?\d+)?|'[^']*'|<argument-\d+>)"
_LIST = lazy(rf"{_ONE}(?:, {_ONE})*")
_EACH = lazy(rf"(?P<plain>{_SAFE})(?=,|\Z)|(?P<number>(?<![\w'-])-?[\d.]+(?:E[+-]?\d+)?(?=,|\Z))|'(?P<text>[^']*)'")
_INCLUDE = lazy(r"(?:.*\\)?(?:require|include)(?:_once)?", re.I)
_HOOK = lazy(r"(?:.*(?:->|::))?(?:do_action|apply_filters)(?:_ref_array|_deprecated)?")
_PLAIN_HOOK = lazy(r"[a-z0-9_/.{}$-]{1,64}")
_IN_TEXT = lazy(
    r"(?P<head>(?:^|(?<=\s))\#\d+\s+(?:[^\n]*?\(\d+\)|\[internal\ function\]):\s)(?P<call>[^\n]+?)(?=\s+\#\d+\s|\n|\Z)",
    re.X,
)
_LOGIN = lazy(
    r"\b(?:new\s+(?:PDO|mysqli|Redis|Memcached)|mysqli?_(?:real_|p)?connect|PDO->__construct|wp_signon|wp_authenticate|wp_set_password"
    r"|wp_check_password|password_verify|password_hash|ftp_login|ldap_bind|imap_open|ssh2_auth_\w+|hash_hmac)"
    r"\(\s*(?=['\"$])[^\n)]*\)?"
)
"""Calls that show credentials wherever they are written."""
_STRING = lazy(r"'(?P<single>[^'\n]*)'|\"(?P<double>[^\"\n]*)\"")
_BEHIND_FILE = lazy(r"(?P<head>[^\n]*?\(\d+\): )(?P<call>[^\n]+)")


def call(text: str, name: Name) -> str:
    """One call with its arguments replaced; names of hooks and included files stay."""
    match = _CALL.fullmatch(text)
    if match is None or not match["arguments"]:
        return text
    function, arguments = match["function"], match["arguments"]
    if _INCLUDE.fullmatch(function) and re.fullmatch(r"'[^']*'", arguments):
        return text
    if not _LIST.fullmatch(arguments):  # a string with a quote in it, or cut off: nobody knows where it ends
        return f"{function}({name('argument', arguments)}{match['end']}"
    hook = _HOOK.fullmatch(function)

    def stand_in(each: re.Match[str]) -> str:
        if each["plain"]:
            return each[0]
        if each["number"]:
            return name("argument", each[0])
        if hook and each.start() == 0 and _PLAIN_HOOK.fullmatch(each["text"]):
            return each[0]
        return f"'{name('argument', each['text'])}'" if each["text"] else each[0]

    return f"{function}({_EACH.sub(stand_in, arguments)}{match['end']}"


def traces(text: str, name: Name) -> str:
    """Stack traces and logins that stand in a text."""
    if "(" not in text:
        return text
    text = _LOGIN.sub(lambda match: _STRING.sub(lambda each: _string(each, name), match[0]), text)
    if "#" not in text:
        return text
    return _IN_TEXT.sub(lambda match: match["head"] + call(match["call"], name), text)


def _string(match: re.Match[str], name: Name) -> str:
    inner = match["single"] if match["double"] is None else match["double"]
    return match[0][0] + (name("argument", inner) if inner else "") + match[0][0]


def call_with_place(text: str, name: Name) -> str:
    """A call behind its place, ``FILE(LINE): call()``, or alone."""
    match = _BEHIND_FILE.fullmatch(text)
    return match["head"] + call(match["call"], name) if match else call(text, name)
