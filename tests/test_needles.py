"""Finding words in bytes says the same with and without StringZilla."""

from __future__ import annotations

import importlib
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpdiag import needles


@given(st.binary(max_size=200), st.binary(min_size=1, max_size=4))
def test_it_finds_what_is_there(data: bytes, word: bytes) -> None:
    assert needles.has(data, word) == (word in data)
    assert needles.has(data + word + data, word)


def test_it_works_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "stringzilla", None)
    try:
        plain = importlib.reload(needles)
        assert plain.has_any(b"a page on line 3", (b"nothing", b"on line"))
        assert not plain.has_any(b"a page", (b"nothing", b"on line"))
    finally:
        monkeypatch.undo()
        importlib.reload(needles)
