"""Alternatives find what the whole pattern finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wpdiag.diagnose.alternatives import Alternatives
from wpdiag.diagnose.families_code import CODE
from wpdiag.diagnose.families_deprecated import DEPRECATED
from wpdiag.diagnose.families_functions import FUNCTIONS
from wpdiag.diagnose.families_run import RUN

PATTERNS = [pattern for table in (CODE, DEPRECATED, FUNCTIONS, RUN) for _, pattern in table]


@pytest.mark.parametrize("pattern", PATTERNS)
@settings(max_examples=20)
@given(data=st.data())
def test_what_a_pattern_of_the_tables_fits_its_alternatives_fit(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(pattern, re.S), fullmatch=True))
    whole = re.compile(pattern, re.S)
    assert Alternatives(pattern).fullmatch(text)
    expected, found = whole.match(text), Alternatives(pattern).match(text)
    assert expected is not None
    assert found is not None
    assert found[0] == expected[0]


@pytest.mark.parametrize(
    ("pattern", "fits", "fits_not"),
    [
        (r"Trait method |Class \S+ is not a trait", "Class A is not a trait", "Class A is no trait"),
        (r".{0,60} is gone|colou?r \(x\)", "color (x)", "colr (x)"),
        (r"ab*c|[(|)]x{2,3}|\|y", "|y", "(x"),
        (r"ab*c|[(|)]x{2,3}|\|y", "ac", "a"),
        (r"ab*c|[(|)]x{2,3}|\|y", ")xx", "|x"),
    ],
)
def test_marks_that_are_not_words(pattern: str, fits: str, fits_not: str) -> None:
    assert Alternatives(pattern).match(fits)
    assert not Alternatives(pattern).match(fits_not)
