"""A glance at a source tells what a look with all transports tells, and spares loading them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from wpdiag.transports.base import best
from wpdiag.transports.detect import HEAD, detect

TESTS = Path(__file__).parents[1]
FILES = sorted(
    file
    for folder in (TESTS / "data", TESTS.parent / "sample_logs")
    for file in folder.rglob("*")
    if file.suffix in (".log", ".html", ".txt")
)
STAMP = b"[23-Nov-2026 16:43:10 UTC] "
MESSAGE = STAMP + b"PHP Warning:  Undefined variable $x in /srv/wp-content/plugins/shop/a.php on line 3\n"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
@pytest.mark.parametrize("length", [400, 3000, HEAD])
def test_a_glance_tells_what_a_look_tells(file: Path, length: int) -> None:
    head = file.read_bytes()[:length]
    assert detect(head) is best(head)


@pytest.mark.parametrize(
    "among",
    [
        b'2026/11/23 16:43:11 [error] 1#1: *1 FastCGI sent in stderr: "PHP message: PHP Warning:  x in /a.php on line 3" while reading response header from upstream, client: 1.2.3.4\n',
        b"Nov 23 16:43:11 web1 php[4711]: PHP Warning:  Undefined variable $x in /srv/a.php on line 3\n",
        b'[23-Nov-2026 16:43:11] WARNING: [pool www] child 12 said into stderr: "PHP message: x"\n',
        b'{"log":"PHP Warning:  Undefined variable $x in /srv/a.php on line 3\\n","stream":"stderr","time":"2026-11-23T16:43:11Z"}\n',
        b"Stack trace:\n#0 /srv/a.php(3): shop()\n#1 {main}\n  thrown in /srv/a.php on line 3\n",
        b"Array\n(\n    [0] => 1\n)\n",
        b"<p>free text</p>\n",
        b"```\nPHP Warning:  x in /srv/a.php on line 3\n```\n",
    ],
)
def test_lines_among_a_log(among: bytes) -> None:
    head = (MESSAGE * 3 + among) * 3
    assert detect(head) is best(head)


def test_other_transports_are_not_loaded_for_a_debug_log() -> None:
    code = "import sys; from wpdiag.transports import detect; detect(sys.argv[1].encode()); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code, MESSAGE.decode()], capture_output=True, text=True, check=True)
    assert "wpdiag.transports.debug_log" in loaded.stdout.split()
    assert "wpdiag.transports.nginx" not in loaded.stdout.split()
