"""Advice given before is what would be made anew."""

from __future__ import annotations

from wpdiag.advise import own_rules
from wpdiag.advise.advice import advice, fillers
from wpdiag.advise.fill import values
from wpdiag.diagnose import diagnose
from wpdiag.model import Component, Diagnostic, Entry

_SITE = "/srv/www/shop"


def _records(number: int) -> list[Diagnostic]:
    file = f"{_SITE}/wp-content/plugins/p{number % 3}/a{number}.php"
    texts = (
        f'PHP Warning:  Undefined array key "k{number}" in {file} on line {number + 1}',
        f"PHP Fatal error:  Allowed memory size of {number + 1} bytes exhausted (tried to allocate 9 bytes) in {file} on line 3",
        f"WordPress database error Table 'shop.wp_t{number}' doesn't exist for query SELECT 1 FROM wp_t{number}",
        f"PHP Notice:  Function f{number} was called incorrectly. Oh {number}. (This message was added in version 6.7.0.) in {file} on line 2",
    )
    return [diagnose(Entry(text=text)) for text in texts]


def test_advice_given_before_is_what_would_be_made_anew() -> None:
    book = own_rules()
    for number in range(300):  # more than are remembered
        component = Component(kind="plugin", slug=f"p{number % 3}", name=f"P {number % 3}")
        for diagnostic in _records(number):
            rule = book.find(diagnostic, component)
            assert rule
            put = fillers(values(diagnostic, component, _SITE))
            assert book.advise(diagnostic, component, _SITE) == advice(rule, book.guides(diagnostic, component), put)


def test_issues_that_differ_in_nothing_a_fix_says_share_it() -> None:
    component = Component(kind="plugin", slug="shop", name="Shop")
    one, other = (own_rules().advise(_records(number)[0], component, _SITE) for number in (1, 2))
    assert one
    assert other
    assert one.why != other.why
    assert one.fix is other.fix
