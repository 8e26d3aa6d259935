"""Reading takes time in proportion to the text, whatever stands in it: nobody can stop a scan with a line of a log."""

from __future__ import annotations

import base64
import random
import time
from collections.abc import Callable

import pytest

from wpdiag.diagnose.record import diagnose
from wpdiag.transports import detect
from wpdiag.transports.base import Transport, known

SMALL, LARGE = 4 << 10, 16 << 10
FLOOR = 0.1
"""Seconds that any text of this size may take: what is that quick tells nothing of growth."""
FACTOR = 4 * 3
PLACE = b" in /srv/wp-content/plugins/shop/a.php on line 3"
STAMP = b"[23-Nov-2026 16:43:10 UTC] "


def _repeated(piece: bytes) -> Callable[[int], bytes]:
    return lambda size: piece * (size // len(piece) + 1)


def _between(before: bytes, piece: bytes, after: bytes) -> Callable[[int], bytes]:
    return lambda size: before + piece * (size // len(piece) + 1) + after


def _packed(size: int) -> bytes:
    return base64.encodebytes(random.Random(1).randbytes(size))


PIECES = [
    *(b" ", b"\t", b"\n", b" \n", b'"', b"'", b"`", b"*", b">", b"(", b"[", b"] ", b"{", b"}", b"<b>", b"</p>", b"\\"),
    *(
        b"1",
        b"a",
        b"/",
        b"-",
        b":",
        b": ",
        b"; ",
        b"\x01",
        b"\xa0",
        b"\xff",
        b"=",
        b",",
        b'{"a":',
        b'","',
        b"[[",
        b"[] ",
    ),
    *(
        b" in ",
        b" in /",
        b" in /a\n",
        b" on line 1",
        b" on\n",
        b"\nin /a",
        b"on line ",
        b"thrown in ",
        b"\nthrown in /a",
    ),
    *(b"#0 ", b"\n#0 ", b"Stack trace:", b"\nStack trace:\n#0 ", b"PHP message: ", b"PHP Warning:  ", b"Warning: "),
    *(b"\nWarning: ", b"<b>Warning</b>:  ", b"WordPress database error ", b"WordPress database error [", b"] SELECT "),
    *(b"[Table 'a' doesn't exist] SELECT ", b"Duplicate entry '", b" for query ", b" made by ", b"class=wpdberror "),
    *(
        b"Function a was called incorrectly. ",
        b" was called incorrectly. (1.1",
        b'FastCGI sent in stderr: "',
        b'" while ',
    ),
    *(b"PHP Warning:  x" + PLACE, b"PHP Fatal error:  Uncaught ", b"Next Error: ", b"AH01071: Got error '"),
    *(
        b"\nWARC/1.0\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"__CURSOR=a\n",
        b"--- \n",
        b"wp-content/",
        b"a.",
        b"a@",
        b"http://",
    ),
    b'127.0.0.1 - - [23/Nov/2026:16:43:10 +0000] "GET /shop/ HTTP/1.1" 200 512 "-" "Mozilla/5.0 (X11)"\n',
    b"= 1.2.3 =\n* Fixed: Warning: Undefined variable in cart.php on line 3\n",
    b"    at com.example.Shop.buy(Shop.java:42)\n",
    b"\t\t    | some text of a program, indented by blanks\n",
    b"function a(b){return b[0]>1?[c]:{d:e}};var f=[1,2];",
    b'<div class="a"><p>text</p></div>',
    b'"a ""b"" c",1,"2026-11-23"\n',
    b'{"time":"2026-11-23T16:43:10Z","level":"info","message":"GET /"}\n',
    STAMP + b"PHP Warning:  x" + PLACE + b"\n",
    b"Nov 23 16:43:57 web php[7]: text\n",
]
TEXTS: dict[str, Callable[[int], bytes]] = {
    **{f"repeated {piece[:40]!r}": _repeated(piece) for piece in PIECES},
    **{f"in a log {piece[:40]!r}": _between(STAMP + b"PHP Warning:  ", piece, PLACE + b"\n") for piece in PIECES},
    **{f"shown {piece[:40]!r}": _between(b"\nWarning: ", piece, PLACE + b"\n") for piece in PIECES},
    **{f"cut off {piece[:40]!r}": _between(STAMP + b"PHP Warning:  x ", piece, b" x") for piece in PIECES},
    "base64": _packed,
}


def _read(kind: type[Transport], data: bytes) -> None:
    reader = kind()
    reader.look(data)
    for batch in (reader.feed(data), reader.finish()):
        for record in batch.records:
            for entry in reader.unwrap(record[batch.skip :]):
                diagnose(entry)


def _seconds(kind: type[Transport] | None, data: bytes) -> float:
    begun = time.process_time()
    if kind is None:
        detect(data)
    else:
        _read(kind, data)
    return time.process_time() - begun


def _quickest(kind: type[Transport] | None, data: bytes, runs: int = 3) -> float:
    return min(_seconds(kind, data) for _ in range(runs))


@pytest.mark.slow
@pytest.mark.parametrize("kind", [None, *known()], ids=lambda kind: kind.name if kind else "detection")
def test_time_grows_with_the_text_and_no_faster(kind: type[Transport] | None) -> None:
    slow = []
    for name, text in TEXTS.items():
        large = _seconds(kind, text(LARGE))
        if large < FLOOR:
            continue
        small, large = _quickest(kind, text(SMALL)), min(large, _quickest(kind, text(LARGE), 2))
        if large >= FLOOR and large > FACTOR * small:
            slow.append(f"{name}: {small:.3f} s, {large:.3f} s")
    assert slow == []
