"""WordPress' sentences in other languages: found by what is never translated: names, versions, ``<code>``, links.

Core calls ``__()`` on the sentence around the names (wp-includes/functions.php), so only word order and words differ.
Where the tags are stripped, a few words that stand beside a name in the languages of WordPress tell what kind of name it is.
"""

from __future__ import annotations

import re

from wpdiag.diagnose.core_names import ARGUMENTS, CLASSES, HOOKS
from wpdiag.diagnose.plain import one_line, plain
from wpdiag.lazy import lazy

_CODE = lazy(r"<code>\s*([^<>]{1,200}?)\s*</code>")
_VERSION = lazy(r"(?<![0-9_.])\d+\.\d+(?:\.\d+)*(?![A-Za-z0-9])")
_NAME = lazy(
    r"(?<![A-Za-z0-9_.\\/$])(?:"
    r"[\w./\-]+\.php|"
    r"\$?[A-Za-z_\\][A-Za-z0-9_\\]*(?:(?:::|->|/|-)[A-Za-z0-9_$]+)*\(\)"  # anything called
    r"|[A-Za-z_\\][A-Za-z0-9_\\]*(?:::|->)[A-Za-z0-9_]+"  # method
    r"|[A-Za-z0-9\\]*_[A-Za-z0-9_\\{}$]*"  # snake_case, WP_Class
    r"|[A-Za-z0-9_]+(?:\\[A-Za-z0-9_{}]+)+"  # namespaced
    r"|[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+"  # CamelCase
    r")(?![A-Za-z0-9_])",
    re.A,
)
_LINK = lazy(r"https?://[^\s\"'<>]*(?:wordpress|wpdocs)[^\s\"'<>]*debug", re.I)
_ASCII = lazy(
    r"(?<![A-Za-z0-9_.\-\u00c0-\u024f])[a-z0-9](?:[a-z0-9_.\-]*[a-z0-9])?(?![A-Za-z0-9_\-\u00c0-\u024f])", re.A
)
_ENQUEUED = ("WP_Scripts::add", "WP_Styles::add")
_QUOTED = lazy(r"[\"'«„“”‘’「『`]\s{0,2}(?P<name>[A-Za-z0-9_./:-]{1,100})\s{0,2}[\"'»“”‘’」』`]")
_LISTED = lazy(
    r"[:：]\s*(?P<names>NAME(?:, ?NAME){0,50})".replace(
        "NAME", r"[A-Za-z0-9_/:-](?:[A-Za-z0-9_./:-]{0,98}[A-Za-z0-9_/:-])?"
    )
)
_DOMAIN_WORDS = (
    r"(?:[Tt]ext\s?[Dd]omain|[Tt]extdom[äa]n\w*|[Dd]om(?:ain|aine|inio|ínio|enija|ein|eniul|enie|eny|enę|eno|ena|enu|énu|éna|ény|én|eeni"
    r"|eniui|ēna|ēnam|æne|æneʼt|ene|än|änen)\w{0,3}|[Дд]омен\w*|τομέα|ドメイン|도메인|域|網域|网域|etki alan\w*|(?:tên )?miền|alan ad\w*|דומיין|נטקסט"
    r"|دامنه|النطاق|نطاق|โดเมน|domeinua|doménu|దొమైన్)"
)
_AFTER_DOMAIN_WORD = lazy(
    _DOMAIN_WORDS + r"['’]?\s*[:：為为]?\s*[\"'«„“‘`「]?\s*(?P<domain>[a-z0-9][a-z0-9_.\-]*)(?!\w)"
)
_JOINED_TO_DOMAIN_WORD = lazy(r"(?P<domain>[a-z0-9][a-z0-9_.\-]*)-" + _DOMAIN_WORDS)
_BEFORE_DOMAIN_WORD = lazy(r"(?P<domain>[a-z0-9][a-z0-9_.\-]*)[\"'»“”’`」]?[\s\-]*" + _DOMAIN_WORDS)
_KINDS = (
    ("constructor", lazy(r"__construct")),
    ("argument", lazy(
        r"argum|parám|param|аргумент|параметр|параметър|όρισμα|παράμετρο|引数|参数|參數|引數|인수|인자|bağımsız değişken|değişken|آرگومان|پارامتر|متغي"
        r"|đối số|tham số|ארגומנט|פרמטר|อาร์กิวเมนต์|არგუმენტ|аргумен", re.I)),
    ("hook", lazy(
        r"\bhook|crochet|gancho|\bхук|кука|フック|钩子|鉤點|掛鉤|勾點|후크|훅|\bkroku?\b|háček|háčik|kanca|haak|horog|kablj|haagi|koukku|krok\b|هوک|قلاب"
        r"|הוק|ฮุค|krog|gantx|kako|kabl|крюк|hák", re.I)),
    ("class", lazy(
        r"\bclas[se]|\bklas|\bclase|\bclasse|\bклас|κλάση|クラス|类|類別|클래스|sınıf|luokk|osztály|lớp|\bkelas|کلاس|فئة|מחלקה|คลาส|tříd|tried\w*|razred"
        r"|klasė|klase|კლას", re.I)),
)  # fmt: skip
_NOT_A_DOMAIN = frozenset(
    [
        "init",
        "wordpress",
        "wp",
        "plugin",
        "theme",
        "debug",
        "debugging",
        "in",
        "a",
        "o",
        "e",
        "i",
        "y",
        "is",
        "was",
        "werd",
        "wordt",
        "wurde",
        "wird",
        "blev",
        "ble",
        "er",
        "var",
        "est",
        "fue",
        "foi",
        "a",
    ]
)


def identify(raw: str, level: str) -> tuple[str, dict[str, str]] | None:
    """Identifier and parameters of a sentence of WordPress in any language, tags present or stripped; None if it is none.

    :param raw: the message as printed. :param level: our level.
    """
    text = one_line(plain(raw))
    if level == "notice" and _is_doing_it_wrong(raw, text):
        return _doing_it_wrong(raw, text)
    if level == "deprecated" or (level == "notice" and "<strong>" in raw):
        return _deprecated(text)
    return None


def _is_doing_it_wrong(raw: str, text: str) -> bool:
    """The sentence has its emphasis, its link, or ends with the version in parentheses."""
    if "_load_textdomain_just_in_time" in text:
        return True
    ends = text.rstrip(" .。")
    in_parentheses = ends.endswith((")", "）")) and bool(_VERSION.search(ends[-120:]))
    return bool(_NAME.search(text)) and (bool(_LINK.search(raw)) or in_parentheses)


def _doing_it_wrong(raw: str, text: str) -> tuple[str, dict[str, str]] | None:
    name = _NAME.search(text)
    if name is None:
        return None
    function = name[0].removesuffix("()")
    versions = _VERSION.findall(text)
    params = {"function": function, "detail": text}
    if versions:
        params["since"] = versions[-1]
    codes = [code for code in _CODE.findall(raw) if code != function]
    if function == "_load_textdomain_just_in_time":
        domain = _domain(codes, text[name.end() :])
        if domain:
            params["domain"] = domain
    elif function == "register_rest_route" and codes and "/" in codes[0]:
        params["route"] = codes[0]
    elif function in _ENQUEUED:
        params |= _dependencies(text[name.end() :])
    return f"wp.doing_it_wrong.{function}", params


def _dependencies(text: str) -> dict[str, str]:
    """A script or style that was enqueued with dependencies that nobody registered: the names in quotes, behind a colon."""
    handle = _QUOTED.search(text)
    missing = _LISTED.search(text, handle.end()) if handle else None
    if handle is None or missing is None:
        return {}
    return {"handle": handle["name"], "dependencies": missing["names"]}


def _domain(codes: list[str], text: str) -> str | None:
    """The text domain: the first ``<code>`` that is not the hook; without tags, the name beside a word for "domain"."""
    for code in codes:
        if code != "init":
            return code
    for pattern in (_JOINED_TO_DOMAIN_WORD, _AFTER_DOMAIN_WORD, _BEFORE_DOMAIN_WORD):
        for found in pattern.finditer(text):
            if found["domain"] not in _NOT_A_DOMAIN:
                return found["domain"].rstrip(".-")
    before_hook = text.partition(" init")[0]
    named = [word for word in _ASCII.findall(before_hook) if word not in _NOT_A_DOMAIN and not _VERSION.fullmatch(word)]
    marked = [word for word in named if "-" in word or "_" in word or word[-1].isdigit()]
    latin = sum(sign.isascii() and sign.isalpha() for sign in text) > len(text) / 2
    return marked[0] if marked else (named[0] if named and not latin else None)


def _deprecated(text: str) -> tuple[str, dict[str, str]] | None:
    version = _VERSION.search(text)
    names = [found[0] for found in _NAME.finditer(text)]
    if version is None or not names:
        return None
    name = names[0].removesuffix("()")
    kind = _kind(name, text)
    if kind == "constructor" and name.startswith("WP_"):  # some languages name the parent, a class of core's, first
        name = next((each for each in names[1:] if not each.startswith(("WP_", "__construct"))), name)
    params = {"name": name, "since": version[0]}
    others = [other for other in names[1:] if other.removesuffix("()") != name]
    if others and kind != "argument":
        params["replacement"] = others[-1] if kind == "constructor" else others[0]
    return f"wp.deprecated.{kind}.{name}", params


def _kind(name: str, text: str) -> str:
    """What is outdated: by the name where it says so, by a word beside it otherwise; functions have no word at times."""
    if name.endswith(".php"):
        return "file"
    if name in HOOKS:
        return "hook"
    if name in ARGUMENTS:
        return "argument"
    if "__construct" in text:
        return "constructor"
    if name in CLASSES:
        return "class"
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), "function")
