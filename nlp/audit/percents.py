"""Percentages: a count against its printed base."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from nlp.audit.check import CheckMention
from nlp.audit.sums import base_of
from nlp.outcomes import OutcomeMention
from nlp.quantities import QuantityMention
from nlp.reading import Reading
from nlp.training.draft import Draft


def check_percents(reading: Reading, drafts: Sequence[Draft], outcomes: Sequence[OutcomeMention]) -> list[CheckMention]:
    """Every printed percentage that a printed count and a printed base make possible."""
    checks = []
    for outcome in outcomes:
        if outcome.count is None or outcome.percent is None:
            continue
        base = base_of(reading, drafts, outcomes, outcome)
        check = _check(outcome.count, base, outcome.percent) if base else None
        if check:
            checks.append(check)
    return checks + _of_fractions(reading)


def _check(count: QuantityMention, base: QuantityMention, percent: QuantityMention) -> CheckMention | None:
    if not base.low or not count.exact or not base.exact or count.low > base.low:
        return None
    exact = Decimal(str(count.low)) / Decimal(str(base.low)) * 100
    computed = exact.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    half = Decimal(1).scaleb(-percent.decimals) / 2
    holds = abs(exact - Decimal(str(percent.low))) <= half
    start = min(count.start, base.start)
    value = int(computed) if computed == computed.to_integral_value() else float(computed)
    return CheckMention(start, percent.end, "percent", "percent", percent.low, value, holds, (count.low, base.low), "%")


def _of_fractions(reading: Reading) -> list[CheckMention]:
    """«120/128 học viên, đạt 93,75%»: count and base printed together."""
    checks = []
    for index, count in enumerate(reading.quantities):
        if count.base is None:
            continue
        percent = next((q for q in reading.quantities[index + 1 : index + 3] if q.kind == "percent"), None)
        between = reading.plain[count.end : percent.start].lower() if percent else ""
        if percent is None or len(between) > 80 or "\n" in between or ";" in between or ". " in between or not any(word in between for word in ("chiếm", "đạt", "bằng", "(", "tỷ lệ")):
            continue
        base = QuantityMention(count.start, count.end, count.rule, count.base, count.base)
        check = _check(count, base, percent)
        if check:
            checks.append(check)
    return checks
