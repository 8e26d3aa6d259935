"""What a whole page tells, beyond the messages in it: it stands in for the site, or output spoiled an answer.

WordPress translates the sentences of its stand-in pages, so their build tells them apart (wp-includes/functions.php,
_default_wp_die_handler(); class-wp-fatal-error-handler.php; load.php). What is found is named in English.
"""

from __future__ import annotations

import re

import msgspec

from wpdiag.lazy import lazy
from wpdiag.needles import Needles

CRITICAL = b"There has been a critical error on this website."
DATABASE = b"Error establishing a database connection"
MAINTENANCE = b"Briefly unavailable for scheduled maintenance."
INSTALLATION = b"WordPress offers its installation to every visitor."
BEFORE_JSON = b"PHP printed text before the JSON of an answer."
BEFORE_XML = b"PHP printed text before an XML document."
SENTENCES = frozenset({CRITICAL, DATABASE, MAINTENANCE, INSTALLATION, BEFORE_JSON, BEFORE_XML})

_ENGLISH = lazy(
    rb"There has been a critical error on (?:this|your) website|The site is experiencing technical difficulties"
    rb"|(?P<database>Error establishing a database connection)"
    rb"|(?P<maintenance>Briefly unavailable for scheduled maintenance)"
)
_ENGLISH_SIGNS = Needles(b"l error on ", b"chnical difficulties", b"abase connection", b"iefly unavailable for")
_BUILD_SIGNS = Needles(b"r-page", b':"internal_server_error"', b"hooting", b"ugging", b"?step=")
"""Of ``error-page``, ``troubleshooting``, ``debugging``."""
SIGNS = (*_ENGLISH_SIGNS.words, *_BUILD_SIGNS.words)
"""What must stand in a page for the patterns to fit: finding a word is many times faster than searching one."""
_DIED = lazy(rb"<body id=[\"']error-page[\"'][^>]*>(.*?)(?:</body|\Z)", re.S | re.I)
_HELP = lazy(
    rb"<p>[^<]{4,400}</p>\s*<p><a href=[\"']https://(?:[a-z-]+\.)?wordpress\.org/[\w/-]*(?:troubleshooting|debugging)"
)
_FATAL_ANSWER = lazy(rb'\{"code":"internal_server_error","message":"(?:<p>|\\u003cp\\u003e)')
_FORUMS = lazy(
    rb"^\s*<p>[^<]{20,400}<a href=[\"']https://(?:[a-z-]+\.)?wordpress\.org/[\w/-]*(?:forums|support)[\w/-]*[\"']", re.I
)
_TAGS_OF_FRAME = lazy(rb"</?div[^>]*>")
_HEADING = lazy(rb"<h1>[^<]+</h1>")
_TAGS = lazy(rb"<[^>]*>")
_UPKEEP = lazy(
    "mainten|mantenim|manuten|mantemento|mantenen|wartung|onderhoud|underh[åa]l|vedligehold|vedlikehold|huolto|viðhald"
    "|hooldus|обслуж|обслугов|поддръжк|одржав|održav|údržb|vzdržev|konserwac|karbantart|întreținer|mirëmbajt|συντήρηση"
    "|bakım|priežiūr|atnaujinimo darb|apkop|メンテナンス|유지보수|维护|維護"
    "|bảo (?:dưỡng|trì)|pemelihara|صيانة|تعمیرات|תחזוקה|บำรุง|ดูแลรักษา",
    re.I,
)
_SETUP = lazy(rb"<form [^>]*action=[\"'](?:install\.php\?step=|setup-config\.php\?step=|\?step=1[\"'])", re.I)
_MARKUP = lazy(rb"<(?:!doctype|html|body|head)[\s>]", re.I)
_XML = lazy(rb"<\?xml\s")
_LAST_PLACE = lazy(rb".*\bon line (?:<b>|<i>)?\d+(?:</b>|</i>)?(?:<br ?/?>)?", re.S)
_SMALL = 1 << 20


def page_tells(page: bytes, *, messages: bool) -> list[bytes]:
    """The sentences that hold for a page, each once.

    :param messages: whether PHP's messages were found in it.
    """
    found: list[bytes] = []
    english = _ENGLISH.search(page) if _ENGLISH_SIGNS.any_in(page) else None
    if english:
        found.append(DATABASE if english["database"] else MAINTENANCE if english["maintenance"] else english[0])
        found = [CRITICAL if b"critical error" in sentence else sentence for sentence in found]
    elif len(page) < _SMALL and _BUILD_SIGNS.any_in(page) and (stands_in := _stands_in(page)):
        found.append(stands_in)
    if messages and len(page) < _SMALL:
        if _before_json(page):
            found.append(BEFORE_JSON)
        xml = _XML.search(page)
        if xml and page[: xml.start()].strip() and not _MARKUP.search(page, 0, xml.start()):
            found.append(BEFORE_XML)
    return found


def _stands_in(page: bytes) -> bytes | None:
    died = _DIED.search(page)
    inside = died[1] if died else b""
    if _FATAL_ANSWER.search(page) or (_HELP.search(inside or page) and (died or not _MARKUP.search(page))):
        return CRITICAL
    if died:
        text = _TAGS.sub(b"", inside).strip()
        if _HEADING.search(inside) and (b"<code>wp-config.php</code>" in inside or text == _only_heading(inside)):
            return DATABASE
        if _FORUMS.search(_TAGS_OF_FRAME.sub(b"", inside)):
            return CRITICAL
        if len(text) < 600 and b"<a " not in inside and _UPKEEP.search(text.decode("utf-8", "replace")):
            return MAINTENANCE
    return INSTALLATION if _SETUP.search(page) else None


def _only_heading(inside: bytes) -> bytes:
    heading = _HEADING.search(inside)
    return _TAGS.sub(b"", heading[0]).strip() if heading else b""


def _before_json(page: bytes) -> bool:
    """Whether a JSON document follows the last message."""
    end = page.rstrip()
    if end[-1:] not in (b"}", b"]") or _MARKUP.search(page, 0, 65536):
        return False
    place = _LAST_PLACE.match(end)
    answer = end[place.end() :].lstrip() if place else b""
    at = min((at for at in (answer.find(b"{"), answer.find(b"[")) if at >= 0), default=-1)
    if at < 0 or _TAGS.sub(b"", answer[:at]).strip():
        return False
    try:
        msgspec.json.decode(answer[at:])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True
