"""The rules that come with wpdiag."""

from __future__ import annotations

from functools import cache

from wpdiag.advise.book import RuleBook
from wpdiag.advise.load import load


@cache
def own_rules() -> RuleBook:
    """Their book, in English; read once, for programs that scan often."""
    return RuleBook(load())
