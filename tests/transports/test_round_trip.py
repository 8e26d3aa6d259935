"""Any record, wrapped by any chain of programs as they wrap, comes out as it went in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wpdiag.authoring.carriers import CARRIERS, by_line
from wpdiag.pipeline import scan
from wrapping import said

Outer = Callable[[str], str]


def in_json(key: str, end: str = "", **other: str) -> Outer:
    return lambda text: "".join(
        json.dumps({key: line + end, **other}) + "\n" for line in text.removesuffix("\n").split("\n")
    )


def each_line(prefix: str) -> Outer:
    return lambda text: by_line(prefix)(text.removesuffix("\n"))


INNER = {
    name: wrap
    for name, (_, wrap) in CARRIERS.items()
    if name in ("debug-log", "php-fpm", "nginx", "apache", "proxy_fcgi", "litespeed")
} | {"bare": lambda text: f"{text}\n"}
"""Programs near PHP."""
OUTER: dict[str, Outer] = {
    "docker": in_json("log", "\n", stream="stderr", time="2026-11-23T16:08:59.123456789Z"),
    "journald": in_json("MESSAGE", _PID="7", __REALTIME_TIMESTAMP="1795451039123456"),
    "cloud": in_json("textPayload", timestamp="2026-11-23T16:08:59Z", severity="ERROR"),
    "cri": each_line("2026-11-23T16:08:59.123456789Z stderr F "),
    "compose": each_line("wordpress-1  | "),
    "syslog": each_line("2026-11-23T16:43:57.160471+00:00 web wordpress[7]: "),
}
"""Programs that carry lines of any kind."""

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Co", "Cn", "Cf")), max_size=12
)
NAMES = st.from_regex(r"[a-z][a-z0-9]{1,8}(-[a-z0-9]{1,6})?", fullmatch=True)


@st.composite
def record(draw: st.DrawFn) -> str:
    """A record as PHP logs it."""
    file = f"/var/www/html/wp-content/plugins/{draw(NAMES)}/{draw(NAMES)}.php"
    line = draw(st.integers(1, 9999))
    message = " ".join(["Basket", *draw(st.lists(WORDS.map(str.strip).filter(bool), max_size=4)), "is lost"])
    kind = draw(st.sampled_from(["plain", "lines", "uncaught"]))
    if kind == "uncaught":
        calls = "".join(
            f"#{n} {file}({n + 1}): {draw(NAMES).replace('-', '_')}()\n" for n in range(draw(st.integers(0, 3)))
        )
        return (
            f"PHP Fatal error:  Uncaught RuntimeException: {message} in {file}:{line}\nStack trace:\n{calls}"
            f"#{calls.count(chr(10))} {{main}}\n  thrown in {file} on line {line}"
        )
    if kind == "lines":
        message += "\n  with a second line"
    label = draw(st.sampled_from(["Warning", "Notice", "Deprecated"]))
    return f"PHP {label}:  {message} in {file} on line {line}"


@pytest.mark.slow
@settings(max_examples=150)
@given(
    st.lists(record(), min_size=1, max_size=4),
    st.sampled_from(sorted(INNER)),
    st.lists(st.sampled_from(sorted(OUTER)), min_size=1, max_size=2).filter(
        lambda names: names == ["compose"] or "compose" not in names
    ),
)
def test_any_chain_of_programs(records: list[str], inner: str, outer: list[str]) -> None:
    wrapped = "".join(INNER[inner](one) for one in records)
    for name in outer:
        wrapped = OUTER[name](wrapped)
    with TemporaryDirectory() as folder:
        plain, log = Path(folder, "debug.log"), Path(folder, "wrapped.log")
        plain.write_text("".join(f"[23-Nov-2026 16:43:10 UTC] {one}\n" for one in records), encoding="utf-8")
        log.write_text(wrapped, encoding="utf-8")
        assert said(scan([str(log)])) == said(scan([str(plain)]))
