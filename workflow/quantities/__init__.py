"""Quantities: the numbers of a text with their values, currencies and units, and what a translation made of them."""

from workflow.quantities.changes import Change, changes
from workflow.quantities.finding import has_quantities, quantities
from workflow.quantities.model import Quantity, QuantityKind
from workflow.quantities.pairing import Pairing, compare

__all__ = ["Change", "Pairing", "Quantity", "QuantityKind", "changes", "compare", "has_quantities", "quantities"]
