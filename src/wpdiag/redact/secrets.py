"""Passwords, tokens, keys, nonces, cookies, names of users: by the name in front of them, or by what they look like."""

from __future__ import annotations

import re

from wpdiag.lazy import lazy
from wpdiag.redact.standins import Name

_SECRETS = (
    ("nonce", r"[\w-]*nonce"),
    ("cookie", r"(?:set-|http_|_)?cookies?|wordpress(?:_logged_in|_sec)?_[0-9a-f]{32}|wp-settings(?:-time)?-\d+"),
    ("password", r"[\w-]*(?:passw(?:or)?d|passphrase|passcode|pwd|user_pass|(?<![a-z])pass)(?:_?\d|[_-]hash)?"),
    (
        "key",
        r"[\w-]*(?:api|app|access|auth|account|client|consumer|encryption|licen[cs]e|logged_in|master|private|public|secret"
        r"|secure_auth|service|signing|site|stripe|activation)[ _-]?keys?|[\w-]*salt|key(?=\\*['\"]?(?:=[^>]|\s*=>))",
    ),
    (
        "token",
        r"[\w-]*(?:token|secret|credentials?|signature|bearer|jwt|otp|captcha)(?:[_-]?(?:id|hash|value|key))?|(?:http_|x-)?"
        r"(?:proxy-)?auth(?:orization)?|x-[\w-]*(?:auth|key)[\w-]*|phpsessid|[\w-]*session(?:[_-]?id)?|sess|sid|sig|hash",
    ),
    (
        "user",
        r"(?:db_|php_auth_|remote_)?user(?:_?name|_login|_nicename|_email|_display_name|_?id)?|login|log|display_name"
        r"|nickname|(?:first|last|full|billing|customer|author)_?name|account(?:_?name)?|uid|customer(?:_id)?|e-?mail"
        r"|(?:billing|shipping)_\w+|[\w-]*phone|mobile|iban|card(?:_?number)?|cvc|cvv",
    ),
    ("host", r"(?:db_|http_|server_|remote_|smtp_|mail_|x-forwarded-)?host(?:_?name)?|server_name|server"),
    ("database", r"db_?name|database|dbname"),
)
"""Names of fields and what they hold."""
_KIND = [(kind, lazy(names, re.I)) for kind, names in _SECRETS]
_FIELD = lazy(
    rf"(?<![A-Za-z0-9_$-])(?P<name>{'|'.join(names for _, names in _SECRETS)})"
    r"(?P<sep>\\*['\"]?\]?(?:\s*=>\s*|\s*=\s*|\s*:(?!:)\s*|\s*,\s*(?=\\*['\"])|\\*['\"]?;s:\d+:))"
    r"(?P<value>\\*'[^'\n]*'?|\\*\"(?:[^\"\\\n]|\\.)*\"?|(?!\\*[{{\[]+\\*['\"])[^\s'\"<>&][^\s'\"<>&]*)",
    re.I,
)
_PRINTED = lazy(
    r"\[(?P<name>[\w-]+)(?P<sep>\]\s*=>[ \t]+)(?P<value>[^\s'\"<][^\n]*?)"
    r"(?=\s+\[[\w-]+\]\s*=>|\s*\)\s*(?:$|\n|\[|\))|\s*$)",
    re.M,
)
_HEADER = lazy(
    r"(?P<name>\b(?:set-cookie|(?-i:Cookie)|cookie(?=:\s*[\w.%-]+=)|(?:proxy-)?authorization|x-wp-nonce|x-api-key|x-auth-token))(?P<sep>:\s*)"
    r"(?P<value>[^\n\r'\"]+)",
    re.I,
)
_NO_VALUES = frozenset((
    "null", "true", "false", "none", "empty", "array", "object", "yes", "no", "is", "not", "was", "must",
))  # fmt: skip
_TAIL = ",;.)]}"
_IN_PROSE = frozenset((
    "account", "cookie", "cookies", "customer", "database", "hash", "key", "log", "login", "server", "session",
    "sig",
))  # fmt: skip
"""Names that stand before a colon in sentences, too."""
_NAMED = lazy(r"user| from |host|server|database|table|connect|getaddrinfo|password|accepted|<|['\"`]@['\"`]", re.I)
"""What every sentence that names somebody has."""
_LONG_ENOUGH = lazy(r"\$\S{16}|-----BEGIN|[Bb]earer|Basic|(?<![\w-])(?=[\w-]*\d)[\w-]{10}|[A-Za-z0-9+/]{20}")
"""What everything that looks like a secret has."""

_WORDS = (
    r"(?!(?:is|was|are|has|had|not|no|with|agent|input|and|or|who|that|the|an?|to|in|on|of|for|from|by|meta|data|roles?"
    r"|capabilit\w+|id|ids|does|did|can|cannot|must|may|will|should|already|table|name|login|defined|functions?|error"
    r"|warning|notice|deprecated|interface|experience|levels?|object|profile|account|session|registration|already|given)\b)"
)
_SENTENCES = (
    lazy(r"(?P<q>['\"`])(?P<user>[^'\"`\n]*)(?P=q)@(?P<q2>['\"`])(?P<host>[^'\"`\n]*)(?P=q2)"),
    lazy(r"\b[Uu]ser(?:name)?:?\s+(?:name\s+)?(?:['\"‘“(\[]|<strong>)(?P<user>[^'\"’”)\]\n<>]{1,60})(?=['\"’”)\]<])"),
    lazy(rf"\b(?:for|by|from|as|of|unknown|invalid|failed) (?:the )?user(?:name)? {_WORDS}(?P<user>[\w.@+-]+)", re.I),
    lazy(rf"\b(?:for|by|as) {_WORDS}(?P<user>[\w.@+-]+)(?= from )"),
    lazy(rf"\busername {_WORDS}(?P<user>[\w.@+-]+)", re.I),
    lazy(r"\bUser (?P<user>\S+) already has more than"),
    lazy(rf"\bUser {_WORDS}(?P<user>[\w.@+-]+) (?:(?:was )?not found|does(?: not|n't) exist|logged (?:in|out)|failed)"),
    lazy(rf"\b(?:wrong|invalid|incorrect|bad) password (?:for|by|of) {_WORDS}(?P<user>[\w.@+-]+)", re.I),
    lazy(r"\b[Uu]ser (?:ID )?#?\d+ \((?P<user>[\w.@+-]+)\)"),
    lazy(rf"\bnot accepted for {_WORDS}(?P<user>[\w.@+-]+)"),
    lazy(
        r"(?P<user>\"[^\W\d_][^\"<>:\n]{0,60}\"(?= )|(?:[^\W\d_a-z][\w'.-]*(?: (?=[^\W\d_a-z])|(?=\s*<))){1,3})"
        r"(?=\s*<+(?:[\w.+-]+@|<email-\d))"
    ),
    lazy(r"\bserver (?:host|on|at) '(?P<host>[^'\n]*)'"),
    lazy(r"\bHost '(?P<host>[^'\n]*)' is "),
    lazy(r"\bgetaddrinfo (?:failed )?for (?P<host>[^\s<>,;:]+)"),
    lazy(r"\b(?:resolve|unknown|lookup) host(?:name)?:? ['\"]?(?P<host>[^\s<>,;:'\"]+)", re.I),
    lazy(r"\bconnect\w* to (?:(?:server|host) )?['\"]?(?P<host>[\w.-]*[\w-])(?=['\"]?(?::\d|,? port ))", re.I),
    lazy(r"\b(?:to|[Uu]nknown) database '(?P<database>[^'\n]*)'"),
    lazy(r"\b[Tt]able '(?P<database>[^'.\n]+)\.(?=[^'\n]+')"),
    lazy(r"(?:\bcreate table |fails \(|for table )[`'](?P<database>[^`'.\n]+)[`']?\.(?=[`']?\w)", re.I),
)  # fmt: skip

_LOOKS = (
    ("key", lazy(r"-----BEGIN [A-Z0-9 ]+-----(?:.*?-----END [A-Z0-9 ]+-----|.*)", re.S)),
    ("token", lazy(r"(?<![\w.-])eyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?")),
    (
        "token",
        lazy(
            r"(?<![A-Za-z0-9])(?:(?:sk|pk|rk|whsec)_(?:(?:live|test)_)?\w{8,}|gh[a-z]_\w{16,}|github_pat_\w+|glpat-[\w-]{12,}"
            r"|xox[a-z]-[\w-]{8,}|AKIA[A-Z0-9]{12,}|ASIA[A-Z0-9]{12,}|AIza[\w-]{20,}|ya29\.[\w-]+|SG\.[\w-]{8,}\.[\w-]+"
            r"|c[ks]_[0-9a-f]{20,}|key-[0-9a-f]{16,}|sq0\w{3}-[\w-]+|EAA[A-Za-z0-9]{30,}|\d{8,10}:[\w-]{30,}"
            r"|[0-9a-f]{20,}-us\d{1,2}|sess_[\w-]{10,}|(?:hf|npm|dop_v1|shp(?:at|ca|pa|ss))_\w{16,}"
            r"|sk-(?:ant-|proj-)?(?=[\w-]*\d)[\w-]{16,}|[ps]k\.eyJ[\w.-]+"
            r"|(?:acct|ch|cs|cus|evt|in|pi|pm|req|seti|sub|tok|txn)_(?:(?:live|test)_)?(?=[A-Za-z]*\d)[A-Za-z0-9]{14,})"
        ),
    ),
    ("password", lazy(r"\$(?:P|H|2[abxy]|wp\$2y|argon2\w*|5|6|1)\$[\w./$=,+-]{16,}")),
    ("token", lazy(r"\b[Bb]earer\s+(?P<value>[^\s'\"<>,;]{6,})")),
    (
        "key",
        lazy(r"(?<![\w-])(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*[0-9])[A-Z0-9]{4,8}(?:-[A-Z0-9]{4,8}){3,}(?![\w-])"),
    ),
    (
        "nonce",
        lazy(r"\b[Nn]once\b[^.\n]{0,40}?\b(?P<value>(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{10})\b"),
    ),
    ("token", lazy(r"\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b")),
    (
        "token",
        lazy(
            r"(?<![\w#-])(?<!/blob/)(?<!/commit/)(?=[0-9]*[a-fA-F])(?=[a-fA-F]*[0-9])(?:[0-9a-f]{16,}|[0-9A-F]{16,})(?!\w)"
        ),
    ),
    ("token", lazy(r"(?<![\w.])\d{12,}(?![\w.])")),
)
_BASIC = lazy(r"(?P<before>\bBasic\s+)(?P<value>[A-Za-z0-9+/]{6,}={0,2})")
"""A user and a password as HTTP sends them (RFC 7617)."""
_LONG = lazy(
    r"(?<![\w\\.+-])[A-Za-z0-9_-]{20,}={0,2}(?![\w\\(:.])|(?<![\w/\\.+-])[A-Za-z0-9+/]{32,}={0,2}(?![\w\\(:./-])"
)
_TURNS = lazy(r"[0-9](?=[A-Za-z])|[A-Za-z](?=[0-9])|[a-z](?=[A-Z])")
_RANDOM = 5
"""So often, at least, does a random string of 20 letters and digits go from one kind of sign to another."""


def fields(text: str, name: Name) -> str:
    """Values behind a name that says what they are, in headers, arrays, JSON, serialised PHP, DSNs."""
    if ":" not in text and "=" not in text and "," not in text:
        return text
    text = _HEADER.sub(lambda match: _field(match, name), text)
    text = _PRINTED.sub(lambda match: "[" + _field(match, name), text)
    return _FIELD.sub(lambda match: match[0] if _is_prose(match) else _field(match, name), text)


def _is_prose(match: re.Match[str]) -> bool:
    """Whether a word and a colon are part of a sentence."""
    sep = match["sep"]
    return sep[:1] == ":" and sep[-1] == " " and match["name"].lower() in _IN_PROSE and match["value"][0] not in "'\"\\"


def kind_of(field: str) -> str | None:
    """What a field of this name holds; None where that is no secret."""
    return next((kind for kind, pattern in _KIND if pattern.fullmatch(field)), None)


def _field(match: re.Match[str], name: Name) -> str:
    field, sep, value = match["name"], match["sep"], match["value"]
    kind = kind_of(field)
    if kind is None:
        return f"{field}{sep}{value}"
    start = re.match(r"\\*['\"]", value)
    if start:
        end = start[0] if value.endswith(start[0]) and len(value) > len(start[0]) else ""
        inner = value[len(start[0]) : len(value) - len(end) or None]
        return f"{field}{sep}{start[0]}{_value(kind, inner, name)}{end}"
    inner = value.rstrip(_TAIL)
    return f"{field}{sep}{_value(kind, inner, name)}{value[len(inner) :]}"


def _value(kind: str, value: str, name: Name) -> str:
    if not value.strip() or value.lower() in _NO_VALUES or value.startswith(("$", "<")):
        return value if not value.startswith("$") or kind != "password" else name(kind, value)
    if kind == "host" and value.lower() in ("localhost", "127.0.0.1"):
        return value
    return name(kind, value)


def sentences(text: str, name: Name) -> str:
    """Users, hosts and databases that a sentence names."""
    if not _NAMED.search(text):
        return text
    for pattern in _SENTENCES:
        text = pattern.sub(lambda match: _in_sentence(match, name), text)
    return text


def _in_sentence(match: re.Match[str], name: Name) -> str:
    found = match[0]
    spans = sorted(((match.start(kind), kind) for kind in match.re.groupindex if kind not in ("q", "q2")), reverse=True)
    for _, kind in spans:
        start, end = (at - match.start() for at in match.span(kind))
        value = found[start:end]
        if value and not (kind == "host" and value.lower() in ("localhost", "127.0.0.1", "%", "::1")):
            found = found[:start] + name(kind, value) + found[end:]
    return found


def looks(text: str, name: Name) -> str:
    """What looks like a secret, whatever stands around it."""
    if not _LONG_ENOUGH.search(text):
        return text
    for kind, pattern in _LOOKS:
        text = pattern.sub(lambda match, kind=kind: _looks(match, kind, name), text)  # type: ignore[misc]
    text = _BASIC.sub(lambda match: match["before"] + _login(match["value"], name), text)
    return _LONG.sub(lambda match: name("token", match[0]) if _is_random(match[0]) else match[0], text)


def _looks(match: re.Match[str], kind: str, name: Name) -> str:
    value = match.groupdict().get("value") or match[0]
    return match[0].replace(value, name(kind, value))


def _login(found: str, name: Name) -> str:
    from base64 import b64decode

    whole = found[: len(found) // 4 * 4]  # the rest may be cut off
    return name("token", found) if b":" in b64decode(whole) else found


def _is_random(text: str) -> bool:
    kinds = [any(map(test, text)) for test in (str.isdigit, str.isupper, str.islower)]
    return all(kinds) and len(_TURNS.findall(text)) >= _RANDOM and sum(map(str.isdigit, text)) > 1
