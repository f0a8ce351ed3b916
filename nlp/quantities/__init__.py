"""Quantities: numbers with their units, qualifiers, ranges and rates."""

from __future__ import annotations

from nlp.quantities.find import find_quantities
from nlp.quantities.mention import QuantityMention

__all__ = ["QuantityMention", "find_quantities"]
