"""Reports of no issue, one, 5,000, and of text that tries to break out of every format."""

from __future__ import annotations

import itertools
from pathlib import Path

import msgspec
import pytest

import wpdiag
from wpdiag.model import Component, Fix, Frame, Issue, Location, Report, Source
from wpdiag.report.build import build

HOSTILE = (
    "\x1b[31mred \x1b]0;title\x07 ]]> <!-- --> ::error::x ##[error]y ##teamcity[z] <script>alert(1)</script> "
    '<img src=x onerror="alert(2)"> line\nbreak\r\n::warning file=a::b\n# heading | cell | \x00 \ud800 \udcff \ufffe '
    "=cmd()|'/c calc'!A0 [click](http://evil.example/) @admin #12 https://evil.example www.evil.example `x` ``y`` "
    "\u202egnp.exe \u2028 &lt; &amp; 'single' \"double\" {0} {{ jinja }} {% raw %} $x$ 100% a,b;c\t| \\n \\ </style> "
    "*bold* _em_ ~~gone~~ ![i](http://evil.example/i.png) GH-1 me@evil.example"
)


def pytest_itemcollected(item: pytest.Function) -> None:
    """A report of 5,000 issues takes seconds to make, and to write in most formats."""
    asked = [*item.fixturenames, *(item.callspec.params.values() if hasattr(item, "callspec") else ())]
    if "many" in asked:
        item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A log without issues."""
    return _scan(tmp_path_factory, "")


@pytest.fixture(scope="session")
def one(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The one issue comes through WordPress, and its trace leads to the plugin."""
    return _scan(
        tmp_path_factory,
        "[23-Nov-2026 16:43:10 UTC] PHP Fatal error:  Uncaught TypeError: strlen(): Argument #1 ($string) must be of type "
        "string, array given in /srv/www/wp-includes/formatting.php:12\nStack trace:\n"
        "#0 /srv/www/wp-content/plugins/my shop/inc/cart.php(30): esc_html()\n#1 {main}\n"
        "  thrown in /srv/www/wp-includes/formatting.php on line 12\n",
    )


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """5,000 issues of 20 plugins, of four levels, over five days."""
    kinds = ("Fatal error:  Uncaught Error: Call to undefined function {}()", "Warning:  Undefined variable ${}",
             "Notice:  {}", "Deprecated:  Function {}() is deprecated")  # fmt: skip
    letters = ["".join(name) for name in itertools.product("abcdefghij", repeat=4)]
    lines = [
        f"[{20 + number % 5}-Nov-2026 {number % 24:02}:43:10 UTC] PHP {kinds[number % 4].format('f_' + name)} "
        f"in /srv/www/wp-content/plugins/plug-{chr(97 + number % 20)}/{name}.php on line {number + 1}\n"
        for number, name in enumerate(letters[:5000])
    ]
    report = _scan(tmp_path_factory, "".join(lines))
    assert len(report.issues) == 5000
    return report


@pytest.fixture(scope="session")
def hostile() -> Report:
    """Every text field holds everything that some format reads as its own."""
    issue = Issue(
        fingerprint="0123456789abcdef",
        identifier="php." + HOSTILE,
        rule=None,
        level="fatal",
        php_level=HOSTILE,
        message=HOSTILE,
        template=HOSTILE,
        params={"name": HOSTILE},
        location=Location(file=f"/srv/www/wp-content/plugins/{HOSTILE.replace('/', '')}/a.php", line=3),
        trace=(Frame(file=f"/srv/../{HOSTILE}", line=None, call=HOSTILE),),
        component=Component(
            kind="plugin", slug=HOSTILE, name=HOSTILE, version=HOSTILE, role="caller", confidence=0.9, verdict="certain"
        ),
        alternatives=(),
        evidence=(),
        count=7,
        first_seen="2026-11-23T16:43:10+00:00",
        last_seen="2026-11-24T16:43:10+00:00",
        histogram={"2026-11-23T16": 3, "2026-11-24T16": 4},
        sources=(HOSTILE,),
        site=HOSTILE,
        requests=(HOSTILE,),
        title=HOSTILE,
        why=HOSTILE,
        fix=Fix(
            summary=HOSTILE, audience="admin", steps=(HOSTILE,), commands=(HOSTILE,), links=("https://x.example/",)
        ),
    )
    issues = [
        issue,
        msgspec.structs.replace(issue, fingerprint="f" * 16, level="warning", location=None, trace=(), fix=None),
        msgspec.structs.replace(
            issue, fingerprint="e" * 16, level="notice", message="", title="", component=Component(), location=None
        ),
        *(
            msgspec.structs.replace(issue, fingerprint=f"{number:016x}", level="deprecated", message=message)
            for number, message in enumerate(("=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx", "| x", "::stop-commands::x"))
        ),
    ]
    return build(issues, [Source(name=HOSTILE, bytes=1, error=HOSTILE), Source(name="a", bytes=1)], [HOSTILE], 1)


def _scan(folder: pytest.TempPathFactory, text: str) -> Report:
    file: Path = folder.mktemp("log") / "debug.log"
    file.write_text(text, encoding="utf-8")
    return wpdiag.scan([str(file)])
