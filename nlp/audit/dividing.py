"""Dividing: when a count, its base and a percentage make a check."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from nlp.audit.check import CheckMention, as_number
from nlp.quantities import QuantityMention


def divide(
    count: QuantityMention, base: QuantityMention, percent: QuantityMention, beyond: bool = False
) -> CheckMention | None:
    """The check of count ÷ base, or None where a figure is rounded, or the count goes `beyond` a base that holds it.

    It holds within half a unit of the printed percentage's last digit.
    """
    if (
        not base.low
        or not count.exact
        or not base.exact
        or not percent.exact
        or (count.low > base.low and not beyond)
    ):
        return None
    exact = Decimal(str(count.low)) / Decimal(str(base.low)) * 100
    computed = as_number(exact.quantize(Decimal("0.0001"), ROUND_HALF_UP))
    half = Decimal(1).scaleb(-percent.decimals) / 2
    holds = abs(exact - Decimal(str(percent.low))) <= half
    start = min(count.start, base.start)
    terms = (count.low, base.low)
    return CheckMention(start, percent.end, "percent", "percent", percent.low, computed, holds, terms, "%")
