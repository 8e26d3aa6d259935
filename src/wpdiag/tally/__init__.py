"""Count equal records at C speed; everything behind this stage sees each distinct record once."""

from wpdiag.tally.count import Cell, Tally

__all__ = ["Cell", "Tally"]
