"""Sites are told apart, and counted in bounded memory."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpdiag.report import sites


@pytest.mark.parametrize(
    ("request_", "root", "site"),
    [
        ("https://Shop.Example:8443/cart?x=1", "/srv/www", "shop.example"),
        ("https://user:secret@shop.example/", None, "shop.example"),
        ("http://[2001:db8::1]/", None, "2001:db8::1"),
        ("/cart", "/srv/www", "/srv/www"),
        ("https://[broken/", "/srv/www", "/srv/www"),
        (None, None, None),
    ],
)
def test_a_site_is_a_host_else_a_root(request_: str | None, root: str | None, site: str | None) -> None:
    assert sites.site_of(request_, root) == site


COUNTS = st.dictionaries(st.sampled_from([f"{number}.example" for number in range(40)]), st.integers(1, 9))


@given(parts=st.lists(COUNTS, min_size=3, max_size=3))
def test_the_sample_is_the_same_in_every_order(parts: list[dict[str, int]]) -> None:
    def summed(order: list[dict[str, int]]) -> dict[str, int]:
        total: dict[str, int] = {}
        for part in order:
            kept = dict(part)
            sites.prune(kept)
            sites.add(total, kept)
            sites.prune(total)
        return total

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sites, "MOST", 8)
        total = summed(parts)
        assert total == summed(parts[::-1])
        assert len(total) <= 8
        for name, count in total.items():
            assert count == sum(part.get(name, 0) for part in parts)


def test_many_sites_are_estimated() -> None:
    names = dict.fromkeys((f"{number}.example" for number in range(60_000)), 1)
    assert sites.how_many(list(names)[:9_999]) == 9_999
    sites.prune(names)
    assert len(names) == sites.MOST
    assert abs(sites.how_many(names) - 60_000) < 60_000 * 0.03
