"""Undo what turning a page into text did to a message: lines broken at a width, marks for links, blanks around tags.

Tools differ: w3m and html2text break within paths, lynx only at blanks and numbers the links, others put a line break
or a blank where each tag stood.
"""

from __future__ import annotations

from collections import deque
from itertools import pairwise

from wpdiag.diagnose.php import LABELS, PATH
from wpdiag.lazy import lazy

_PLACE = lazy(r" on line \d+\Z")
_IN = lazy(r"\bin [^\n]")
_TRACE_IN_ONE_LINE = lazy(r"[^\n]Stack trace:[ \n]#0 ")
_LABEL = lazy(rf"({LABELS})\s+:")
_BROKEN_PLACE = lazy(r"\bon\s+line\s+\d+\Z")
_FILE = lazy(rf"(?<=\s)in\s++(?={PATH})")
_LINK_OF_BLANKS = lazy(r"\bDebugging[_ ]in[_ ]WordPress\b")
_INDENT = lazy(r"\n[ \t\xa0]+")
_BROKEN_AFTER_WORD = lazy(r"\b(in|on|line|defined in)\s*\n\s*")
_BROKEN_PATH = lazy(r"(?<=[/\\>-])\n(?=\S)|(?<=\S)\n(?=[/\\(])")
_LINK_MARK = lazy(r"(?<![\w$\])])\[\d{1,3}\](?=\w)")
_BEFORE_STOP = lazy(r"(?<=[\w)»“”\"]) ([.,;])(?= |$)")
_FRAME = lazy(r"\s+(?=#\d+ (?:/|[A-Za-z]:\\|\[internal function\]|\{main\}))")
_MARKS = ((lazy(r"\s+(?=Stack trace:)"), "\n"), (lazy(r"\s+(?=Next [A-Z\\]\S*: )"), "\n\n"),
          (lazy(r"\s+(?=thrown in )"), "\n  "))  # fmt: skip
_NARROWEST = 60


def joined(text: str) -> str:
    """A record as it was before it was broken into lines; unchanged where nothing proves that it was.

    A line break within the place is a proof, so is a whole trace in one line, and lines that each end where the next
    word would not have fitted.
    """
    text = _LABEL.sub(r"\1:", text, count=1)
    if _has_place(text) and not _TRACE_IN_ONE_LINE.search(text) and not _filled(text):
        return text
    text = _INDENT.sub("\n", text)
    text = _with_whole_path(text)
    text = _BROKEN_AFTER_WORD.sub(r"\1 ", text)
    text = _BROKEN_PATH.sub("", text)
    text = _LINK_OF_BLANKS.sub("Debugging in WordPress", " ".join(text.split()))
    text = _BEFORE_STOP.sub(r"\1", _LINK_MARK.sub("", text))
    text = _FRAME.sub("\n", text)
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    return text


def _filled(text: str) -> bool:
    """Whether each line but the last is as full as a line can be."""
    lines = text.rstrip().split("\n")
    width = max(map(len, lines))
    if len(lines) < 2 or width < _NARROWEST:
        return False
    return all(
        line and after and len(line) + 1 + len(after.split(maxsplit=1)[0]) > width
        for line, after in zip(lines, (line.lstrip() for line in lines[1:]), strict=False)
    )


def _has_place(text: str) -> bool:
    """Whether the last line ends with a whole place."""
    text = text.rstrip()
    end = _PLACE.search(text, text.rfind(" on line "))
    return end is not None and _IN.search(text, text.rfind("\n", 0, end.start()) + 1, end.start()) is not None


def _with_whole_path(text: str) -> str:
    """A path without its line breaks: one at a blank stays a blank, one in a word longer than the line is none."""
    whole = text.rstrip()
    end = _BROKEN_PLACE.match(whole, max(0, whole.rfind("on")))
    last = deque(_FILE.finditer(whole, 0, end.start()), maxlen=1) if end else None
    if not (end and last):
        return text
    start, stop = last[0].end(), len(whole[: end.start()].rstrip())
    if "\n\n" in text[start:stop]:
        return text
    stop = _stop(text, stop, end.start())
    width = max(map(len, whole.split("\n")))
    begins = text.rfind("\n", 0, start) + 1
    lines = text[begins:stop].split("\n")
    path = lines[0]
    for before, after in pairwise(lines):
        glued = (len(before) >= width and " " not in before) or before[-1:] in "/\\-" or after[:1] in "/\\("
        path += ("" if glued else " ") + after
    return text[:begins] + path + text[stop:]


def _stop(text: str, stop: int, end: int) -> int:
    """Where the lines of a path end: blanks at its end belong to it, line breaks do not."""
    broken = text.find("\n", stop, end)
    return end if broken < 0 else broken
