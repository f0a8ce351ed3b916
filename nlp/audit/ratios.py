"""Percentages beside counts that are no results: of a plan, of a budget, of all classes, of the learners."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.audit.check import CheckMention
from nlp.audit.dividing import divide
from nlp.quantities import QuantityMention
from nlp.reading import Reading

RULE = "percent of a number before"
LOOK_BACK = 12
"""At most this many numbers before a percentage are tried as its base."""
REACH = 90
POINTS, OFF = 1, 0.04
"""A percentage further off than this from a base before it, in points or by its share, is of another base."""
_TIE = re.compile(
    r"(?<![^\W_])(?:chiếm|đạt|bằng|tương đương|tương ứng|tỷ lệ|tỉ lệ|tức|tức là|nghĩa là)"
    r"(?: (?:tỷ lệ|tỉ lệ|khoảng|và|với))?\s$|\($",
    re.IGNORECASE,
)
_CHANGE = re.compile(r"(?<![^\W_])(?:tăng|giảm|vượt|hơn|thêm|nâng)(?![^\W_])", re.IGNORECASE)
_CUT = re.compile(r"[;\n]|\.\s")
_BASE = re.compile(
    r"\s?(?:so với |trong |của |trên )?(?:[^\W\d_]+ ){0,3}?(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|tổng|nhu cầu|định mức)"
    r"[^.,;%\n]{0,60}",
    re.IGNORECASE,
)
_OF_NOUN = re.compile(
    r"\s(?:tổng )?(?:số )?(?:kế hoạch )?(?:về )?(?:số )?"
    r"(?P<noun>lớp|khóa|lượt|học viên|cán bộ|người|đảng viên|đồng chí)",
    re.IGNORECASE,
)
_PLAN = re.compile(r"[^.;%\n]{0,40}?(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)", re.IGNORECASE)


def check_ratios(reading: Reading, done: set[int]) -> list[CheckMention]:
    """The checks of percentages whose base stands right behind them, or before the count and meets them.

    `done` are the ends of the percentages that were checked already.
    """
    checks = []
    for at, percent in enumerate(reading.quantities):
        wanted = percent.kind == "percent" and percent.low == percent.high and percent.end not in done
        check = _of_percent(reading, at, replace(percent, qualifier=None)) if wanted else None
        # «tức gần 42%» says less than a figure: only what meets it is told.
        half = 0.5 * 10**-percent.decimals
        if check and (percent.exact or abs(check.computed - check.reported) < half):
            checks.append(check)
    return checks


def _of_percent(reading: Reading, at: int, percent: QuantityMention) -> CheckMention | None:
    plain, noun = reading.plain, _OF_NOUN.match(reading.plain, percent.end, percent.end + 40)
    if not _is_tied(reading, at, bool(noun)):
        return None
    counts, base = list(_counts_before(reading, at)), _base_behind(reading, at)
    count = next((c for c in counts if base and _is_alike(plain, c, base)), None)
    if base and count:
        check = divide(count, base, percent, beyond=True)
        return replace(check, end=base.end, rule=RULE) if check else None
    counts = [c for c in counts if noun is None or _is_counted(c, noun["noun"].lower())]
    if count := _count_behind(reading, at):
        counts = [count]
    checks = [check for c in counts if (check := _of_bases_before(reading, c, percent, c is counts[0]))]
    return next((c for c in checks if c.holds), checks[0] if checks else None)


def _is_tied(reading: Reading, at: int, named: bool) -> bool:
    """True for «đạt 75%», and for the second of «đạt 75% số lớp và 80,7% số học viên»."""
    plain, percent = reading.plain, reading.quantities[at]
    if _TIE.search(plain, max(0, percent.start - 40), percent.start):
        return True
    before = reading.quantities[at - 1] if at else None
    if before is None or before.kind != "percent" or not named:
        return False
    return plain[before.end : percent.start].endswith((" và ", ", ")) and percent.start - before.end < 40


def _counts_before(reading: Reading, at: int) -> Iterator[QuantityMention]:
    """The counts whose share a percentage may be, the nearest first."""
    percent = reading.quantities[at]
    for count in reversed(reading.quantities[max(0, at - 5) : at]):
        between = reading.plain[count.end : percent.start]
        if len(between) > REACH or _CUT.search(between) or _CHANGE.search(between):
            return
        if count.kind not in ("percent", "time") and count.base is None and not count.per:
            yield count


def _base_behind(reading: Reading, at: int) -> QuantityMention | None:
    """«đạt 81,4% dự toán 14,5 tỷ đồng», «bằng 104% kế hoạch năm (50 lớp)»."""
    percent = reading.quantities[at]
    words = _BASE.match(reading.plain, percent.end, percent.end + REACH)
    base = reading.quantities[at + 1] if words and at + 1 < len(reading.quantities) else None
    return base if words and base and base.start <= words.end() and base.kind != "percent" else None


def _count_behind(reading: Reading, at: int) -> QuantityMention | None:
    """«nữ chiếm 45% (216 học viên)»."""
    percent = reading.quantities[at]
    count = reading.quantities[at + 1] if at + 1 < len(reading.quantities) else None
    if count is None or reading.plain[percent.end : count.start] != " (" or count.base is not None:
        return None
    return count if reading.plain[count.end : count.end + 1] == ")" else None


def _is_counted(count: QuantityMention, noun: str) -> bool:
    if noun in ("lớp", "khóa"):
        return count.kind == "classes"
    return count.kind == "people" and (noun != "lượt" or count.turns)


def _is_alike(plain: str, one: QuantityMention, other: QuantityMention) -> bool:
    if one.kind != other.kind or one.turns != other.turns or other.per or other.base is not None:
        return False
    same = plain[one.unit_start : one.unit_end].lower() == plain[other.unit_start : other.unit_end].lower()
    return same or one.kind in ("classes", "people")


def _of_bases_before(
    reading: Reading, count: QuantityMention, percent: QuantityMention, nearest: bool
) -> CheckMention | None:
    """The check against the nearest number of the paragraph that makes it hold; the `nearest` count may miss it."""
    plain = reading.plain
    block = plain.rfind("\n", 0, count.start) + 1
    beyond = bool(_PLAN.match(plain, percent.end, percent.end + 70))
    at = bisect_left(reading.quantities, min(count.start, percent.start), key=lambda q: q.start)
    checks = []
    for base in reversed(_since(reading.quantities[max(0, at - LOOK_BACK) : at], block)):
        if _is_alike(plain, count, base) and (beyond or base.low > count.low):
            check = divide(count, base, percent, beyond)
            checks += [replace(check, rule=RULE)] if check else []
    near = [c for c in checks if nearest and abs(c.computed - c.reported) <= min(POINTS, OFF * c.reported)]
    return next((c for c in checks if c.holds), near[0] if near else None)


def _since(quantities: Sequence[QuantityMention], start: int) -> list[QuantityMention]:
    return [q for q in quantities if q.start >= start]
