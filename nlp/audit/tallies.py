"""Sums whose total is told behind its parts: «… 62 học viên, … 58 học viên, … 70 học viên; tổng cộng 190 học viên»."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from nlp.audit.adding import add_up
from nlp.audit.check import CheckMention
from nlp.hooks import Hooked
from nlp.quantities import QuantityMention
from nlp.reading import Reading, within

RULE = "sum told behind"
MOST_PARTS = 30
_TALLY = Hooked(
    r"(?<![^\W_])(?:tổng cộng|cộng lại|tổng cả|cả thảy|tất cả là|tổng số (?:lên|là)|nâng tổng số[^.;\d]{0,60} lên"
    r"|đưa tổng số[^.;\d]{0,60} lên)(?: (?:là|có|được|được mở|mở))?[: ]\s?$",
)


def sums_told_behind(reading: Reading) -> list[CheckMention]:
    """The sums of the numbers of one unit before «tổng cộng», where they meet it exactly."""
    checks: list[CheckMention] = []
    for total in reading.quantities:
        told = total.exact and not total.per
        if told and _TALLY.search(reading.plain, max(0, total.start - 100), total.start):
            checks += _of_parts(reading, total, _before(reading, total))
    return checks


def _before(reading: Reading, total: QuantityMention) -> list[QuantityMention]:
    """The numbers of its unit in its sentence and the one before, the nearest first."""
    at = bisect_right(reading.sentences, total.start, key=lambda s: s.start) - 1
    start = reading.sentences[max(0, at - 1)].start if reading.sentences else 0
    unit = _unit(reading.plain, total)
    row = within(reading.quantities, start, total.start)[-MOST_PARTS:]
    return [q for q in reversed(row) if _unit(reading.plain, q) == unit and q.base is None and not q.per]


def _of_parts(
    reading: Reading, total: QuantityMention, before: Sequence[QuantityMention]
) -> Iterator[CheckMention]:
    missing = total.low
    for count, part in enumerate(before, 1):
        missing -= part.low
        if missing <= 0:
            check = add_up(total, before[count - 1 :: -1], _unit(reading.plain, total), RULE)
            if check and check.holds and count > 1:
                yield check
            return


def _unit(plain: str, quantity: QuantityMention) -> str:
    return plain[quantity.unit_start : quantity.unit_end].lower()
