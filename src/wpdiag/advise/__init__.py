"""Rules: data that explains an issue and says what to do (``rules/*.yml``, and the packs that users add)."""

from wpdiag.advise.book import RuleBook
from wpdiag.advise.load import RuleError, load
from wpdiag.advise.own import own_rules

__all__ = ["RuleBook", "RuleError", "load", "own_rules"]
