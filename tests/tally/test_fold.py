"""Folding: what varies becomes a hole, and records of one shape have their holes at the same places."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wpdiag.tally import fold
from wpdiag.tally.fold import folded

_PIECES = st.sampled_from(
    [b"0", b"1", b"7", b"9", b"00", b"42", b"123", b"0x", b"x", b"1f", b"af", b"deadbeef", b"4f6a", b"-", b".", b":", b" ",
     b"(", b" on line ", b"/", b"_", b"2026-11-23", b"10.0.0.1", b"T16:43:10", b"\n", b"\0", b"a", b"F", b"\xd0\xb0"]
)  # fmt: skip


def searched(body: bytes) -> bytes:
    """What the pattern gives, with nothing remembered."""
    return fold._RECORD.sub(b"<*>", body)


@given(st.lists(st.lists(_PIECES, max_size=25).map(b"".join), max_size=20))
@example([b"0x12345678 a", b"1x12345678 a", b"00x1234567 a"])
@example([b"id 123 on line 12", b"id 456 on line 13"])
def test_shapes_change_nothing(bodies: list[bytes]) -> None:
    assert [folded(body) for body in bodies] == list(map(searched, bodies))


def test_digits_are_taken_for_the_same_but_not_those_that_stay() -> None:
    assert folded(b"order 1234 of 56 in /srv/a.php on line 789") == b"order <*> of 56 in /srv/a.php on line 789"
    assert folded(b"order 9876 of 54 in /srv/a.php on line 321") == b"order <*> of 54 in /srv/a.php on line 321"


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fold, "_SHAPES", 10)
    for length in range(3, 50):
        assert folded(b"x" * length + b" 12345") == b"x" * length + b" <*>"
        assert len(fold._kept) <= 10
