"""Finding words in bytes says the same with and without the automaton."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpdiag import needles
from wpdiag.needles import Needles

_WORDS = st.lists(st.binary(min_size=1, max_size=4), min_size=1, max_size=9)


@given(st.binary(max_size=200), _WORDS)
def test_it_finds_what_is_there(data: bytes, words: list[bytes]) -> None:
    assert Needles(*words).any_in(data) == any(word in data for word in words)
    assert Needles(*words).any_in(data + words[-1] + data)


@given(st.binary(max_size=60), _WORDS, st.integers(1, 9))
def test_it_finds_what_lies_across_windows(data: bytes, words: list[bytes], window: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(needles, "_WINDOW", window)
        assert Needles(*words).any_in(data) == any(word in data for word in words)


def test_it_works_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ahocorasick_rs", None)
    assert Needles(b"nothing", b"on line").any_in(b"a page on line 3")
    assert not Needles(b"nothing", b"on line").any_in(b"a page")
