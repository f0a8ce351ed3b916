"""Adding up: when parts make a check of their total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from nlp.audit.check import CheckMention, as_number
from nlp.quantities import QuantityMention

LEAST, MOST = 0.8, 1.25
"""Parts that don't add up are held against the total where they come this near, or the words claim them to be all."""
BEYOND = 2
"""Numbers that make up more than this many times the total are no parts of it, whatever the words say."""
HALF = 0.5
"""Parts that make up less than half are examples («trong đó có 9 lớp …»), no breakdown."""
_OPEN = re.compile(r"[^.;\n]{0,60}(?:…|\.\.\.)")
_REST = re.compile(
    r"(?<![^\W_])(?:còn lại|(?<=, )còn|(?<=; )còn|(?<=\) )và (?:các )?(?:lớp|"
    r"khóa))(?![^\W_])[^.;\n\d]{0,160}(?:[.;\n]|$)",
    re.IGNORECASE,
)
_OVERLAPS = re.compile(r"trở lên|trở xuống", re.IGNORECASE)
_LAST = re.compile(r"(?<![^\W_])và\s[^,;]{0,40}$", re.IGNORECASE)
_ALL = re.compile(
    r"(?<![^\W_])(?:gồm|gồm có|bao gồm|chia ra|chia thành|cụ thể|cụ thể như sau|như sau|kết quả|xếp loại|phân loại)"
    r"(?![^\W_])",
    re.IGNORECASE,
)


def add_up(
    total: QuantityMention, parts: Sequence[QuantityMention], unit: str, rule: str
) -> CheckMention | None:
    """The check of a total against its parts, or None where rounded figures make it idle.

    Rounded figures are added where all bear the same qualifier, where the sum meets the total exactly, or where
    it can't meet it: parts of which some are «gần» that stay under an exact total by more than was rounded off.
    """
    numbers = (total, *parts)
    if any(q.low != q.high for q in numbers):
        return None
    computed = as_number(sum((Decimal(str(p.low)) for p in parts), Decimal(0)))
    meets = Decimal(str(computed)) == Decimal(str(total.low))
    rounded = {q.qualifier for q in numbers if q.qualifier}
    same = len({q.qualifier for q in numbers}) == 1
    if rounded and not same and not meets and not _cannot_meet(total, parts, computed):
        return None
    if computed < HALF * total.low:
        return None
    start, end = min(q.start for q in numbers), max(q.end for q in numbers)
    terms = tuple(p.low for p in parts)
    return CheckMention(start, end, rule, "sum", total.low, computed, meets, terms, unit)


def _cannot_meet(total: QuantityMention, parts: Sequence[QuantityMention], computed: float) -> bool:
    rounded = [p for p in parts if p.qualifier]
    slack = sum(_rounded_to(p.low) for p in rounded)
    if not total.exact or abs(computed - total.low) <= slack:
        return False
    bound = {p.qualifier for p in rounded}
    return (bound == {"under"} and computed < total.low) or (bound == {"over"} and computed > total.low)


def _rounded_to(value: float) -> int:
    """The place to which a number looks rounded: 1000 for 2.000, 10 for 1.650."""
    digits = str(int(value))
    return int(10 ** (len(digits) - len(digits.rstrip("0"))))


def claims_all(plain: str, check: CheckMention, first: int, last: int) -> bool:
    """True where the words say that the parts are all, or the parts come so near that they must mean it.

    `first` is where the first part begins, `last` where the last one does.
    """
    if check.computed > BEYOND * check.reported:
        return False
    near = LEAST * check.reported <= check.computed <= MOST * check.reported
    return near or says_all(plain, check.start, first, last)


def says_all(plain: str, start: int, first: int, last: int) -> bool:
    """True where words say that the parts are all: «gồm», «cụ thể» before the first, «và» before the last."""
    return bool(_ALL.search(plain, start, first) or _LAST.search(plain[max(start, last - 44) : last]))


def is_open(plain: str, end: int) -> bool:
    """True for a list that goes on with «…» behind its last part: it doesn't claim to be whole."""
    return bool(_OPEN.match(plain, end, end + 64))


def leaves_rest(plain: str, start: int, end: int) -> bool:
    """True where a list is followed by a part without a number: «…, còn lại là trung bình»."""
    return bool(_REST.search(plain, start, end))


def overlaps(plain: str, start: int, end: int) -> bool:
    """True for groups that include each other: «… trình độ đại học trở lên», up to what stands behind the last."""
    return bool(_OVERLAPS.search(plain, start, end + 60))
