"""Who is responsible: evidence from paths, stacks and names, weighed into a verdict."""

from wpdiag.attribute.catalog import Catalog
from wpdiag.attribute.evidence import rests_on_itself
from wpdiag.attribute.inventory import Inventory
from wpdiag.attribute.learnt import Learnt
from wpdiag.attribute.verdict import Attribution, attribute, shared

__all__ = ["Attribution", "Catalog", "Inventory", "Learnt", "attribute", "rests_on_itself", "shared"]
