"""A piece of arithmetic in the article, with the words that print its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from nlp.audit.explain import explain_en, explain_vi
from nlp.fact import Number
from nlp.mention import Mention

__all__ = ["CheckMention", "as_number", "explain_en", "explain_vi"]


@dataclass(frozen=True, slots=True)
class CheckMention(Mention):
    """A check from the first to the last of its numbers; `terms` are the numbers added, or count and base.

    `kind` is `sum` or `percent`. `unit` is the total's noun in lower case, `%` where shares are added up.
    """

    kind: str
    reported: Number
    computed: Number
    holds: bool
    terms: tuple[Number, ...]
    unit: str


def as_number(value: Decimal) -> Number:
    """An int where whole, else a float with 4 decimals."""
    return int(value) if value == value.to_integral_value() else float(round(value, 4))
