"""Count equal records at C speed; everything behind this stage sees each distinct record once."""

from wpdiag.tally.cell import Cell
from wpdiag.tally.count import Tally

__all__ = ["Cell", "Tally"]
