"""Placeholders of advice: what fills them, and what never reaches a shell or PHP code as it stands."""

from __future__ import annotations

import shlex

import pytest

from wpdiag.advise.fill import fill, fill_command, fill_php, values
from wpdiag.diagnose import diagnose
from wpdiag.model import Component, Entry


def test_placeholders() -> None:
    assert fill("Update {name|the plugin}.", {}) == "Update the plugin."
    assert fill("Update {name|the plugin}.", {"name": "Shop"}) == "Update Shop."
    assert fill("wp plugin update {plugin}", {}) is None
    assert fill("the variable ${variable|named in the message}", {"variable": "x"}) == "the variable $x"
    assert fill("the variable ${variable|named in the message}", {}) == "the variable named in the message"
    assert fill("{advice|see the manual}.", {"advice": "use hash() instead"}) == "Use hash() instead."


@pytest.mark.parametrize(
    ("value", "shown"), [("Shop\\Cart::f", "Shop\\\\Cart::f"), ("f'); evil('", None), ("a b", None)]
)
def test_only_names_reach_php_code(value: str, shown: str | None) -> None:
    assert fill_php("return '{function}';", {"function": value}) == (f"return '{shown}';" if shown else None)


@pytest.mark.parametrize("slug", ["a$(id)", "a;rm -rf /", "--path=/", "a`id`", "a\nb", "a\x1b[31m", "a‮b", "a'b"])
def test_a_hostile_slug_never_reaches_a_shell_unquoted(slug: str) -> None:
    diagnostic = diagnose(Entry(text="PHP Warning:  x in /y on line 3"))
    known = values(diagnostic, Component(kind="plugin", slug=slug), None)
    command = fill_command("wp plugin update {plugin}", known)
    if command is not None:
        assert shlex.split(command) == ["wp", "plugin", "update", slug]
        assert not slug.startswith("-")
        assert slug.isprintable()
