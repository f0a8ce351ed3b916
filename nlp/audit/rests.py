"""Sums told by what is left: «được giao 68 lớp; đã mở 51 lớp …; mở tiếp 17 lớp còn lại», «22 đoàn phải hủy»."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.audit.adding import add_up
from nlp.audit.check import CheckMention
from nlp.cues import find_cues
from nlp.quantities import QuantityMention
from nlp.reading import Reading

RULE = "sum with the rest"
FAR = 1600
"""What is left is told at most this many characters behind the total."""
OFF = 0.1
"""What was done and what is left miss their plan by at most this share of it."""
LOOK_BACK = 16
"""At most this many numbers of one unit between the total and what is left of it."""
_LEFT_BEHIND = re.compile(r"\s(?:[^\W\d_]+\s){0,4}còn lại(?![^\W_])", re.IGNORECASE)
_LEFT_BEFORE = re.compile(r"(?<![^\W_])(?:còn lại|số còn lại|còn lại là|còn)(?: có| là|:)?\s$", re.IGNORECASE)
_NOT_DONE = re.compile(
    r"(?: \([^()\n]{1,40}\))?[^.,;:()\n]{0,40}\s(?:(?:chưa|không)(?: thể)?(?: được)? (?:mở|tổ chức|"
    r"thực hiện|triển khai|khai giảng)"
    r"|phải (?:tạm )?(?:hủy|hoãn|dừng|lùi)|(?:bị|tạm) (?:hủy|hoãn)"
    r"|(?:xin |được )?(?:chuyển|lùi) sang)(?![^\W_])",
    re.IGNORECASE,
)
_GAVE_UP = re.compile(
    r"(?: là [^.,;:()\n]{1,30})?(?: xin)? "
    r"(?:thôi học|bỏ học|nghỉ học|bảo lưu|(?:chưa|không) (?:đủ điều kiện|tốt nghiệp|hoàn thành))",
    re.IGNORECASE,
)
_NO_COUNT = ("percent", "time", "money", "area")


def sums_with_rests(reading: Reading) -> list[CheckMention]:
    """The sums of what was done and what is left, where they meet a total printed before them."""
    rows: dict[str, list[QuantityMention]] = {}
    checks: list[CheckMention] = []
    for quantity in reading.quantities:
        if quantity.kind in _NO_COUNT or quantity.per or not quantity.exact:
            continue
        unit = reading.plain[quantity.unit_start : quantity.unit_end].lower()
        row = rows.setdefault(unit, [])
        if quantity.base is None and _is_rest(reading.plain, quantity):
            before = [q for q in row[-LOOK_BACK:] if quantity.start - q.start <= FAR]
            checks += _first(reading, before, quantity, unit)
        row.append(quantity)
    return checks


def _is_rest(plain: str, quantity: QuantityMention) -> bool:
    if _LEFT_BEHIND.match(plain, quantity.end, quantity.end + 60):
        return True
    stop = quantity.end + 90
    if _NOT_DONE.match(plain, quantity.end, stop) or _GAVE_UP.match(plain, quantity.end, stop):
        return True
    return bool(_LEFT_BEFORE.search(plain, max(0, quantity.start - 24), quantity.start))


def _first(
    reading: Reading, before: Sequence[QuantityMention], rest: QuantityMention, unit: str
) -> Iterator[CheckMention]:
    """The nearest total that what was done and what is left meet."""
    last = before[-1] if before else None
    if last and last.base == last.low + rest.low:
        base = replace(last, low=last.base, high=last.base, base=None)
        check = add_up(base, [last, rest], unit, RULE)
        if check:
            yield check
        return
    for at in range(len(before) - 1, -1, -1):
        for total, parts in _readings(reading, before, at, rest):
            if sum(p.low for p in parts) == total.low and total.low > rest.low > 0:
                check = add_up(total, parts, unit, RULE)
                if check:
                    yield check
                    return
    yield from _missed(reading, before[-2:], rest, unit)


def _missed(
    reading: Reading, before: Sequence[QuantityMention], rest: QuantityMention, unit: str
) -> Iterator[CheckMention]:
    """A plan, what was done and what is said to be left, side by side, that miss each other by little."""
    start = max(0, rest.start - 24)
    left = _LEFT_BEHIND.match(reading.plain, rest.end, rest.end + 60)
    if len(before) < 2 or not (left or _LEFT_BEFORE.search(reading.plain, start, rest.start)):
        return
    total, done = before
    check = add_up(total, [done, rest], unit, RULE) if _shares_sentence(reading, total, rest) else None
    if check and abs(check.computed - check.reported) <= OFF * check.reported:
        yield check


def _readings(
    reading: Reading, before: Sequence[QuantityMention], at: int, rest: QuantityMention
) -> Iterator[tuple[QuantityMention, list[QuantityMention]]]:
    """The ways to read a number as the total: its neighbour was done, and more of it in the sentence of the rest."""
    total, beside = before[at], list(before[at + 1 : at + 2])
    bracketed = bool(at) and reading.plain[total.start - 1 : total.start] == "("
    if not (bracketed or _is_planned(reading, total) or _shares_sentence(reading, total, rest)):
        return
    listed = beside and _shares_sentence(reading, total, beside[0])
    if listed and not bracketed and not _shares_sentence(reading, total, rest):
        return
    last = before[-1] if before[-1] is not total and _shares_sentence(reading, before[-1], rest) else None
    if beside:
        yield total, [beside[0], rest]
    if last and beside and last is not beside[0]:
        yield total, [beside[0], last, rest]
    if len(before) - at > 2 and _shares_sentence(reading, beside[0], rest):
        yield total, [*before[at + 1 :], rest]
    if bracketed:
        yield total, [before[at - 1], rest]


def _is_planned(reading: Reading, total: QuantityMention) -> bool:
    at = bisect_right(reading.sentences, total.start, key=lambda s: s.start) - 1
    return bool(find_cues(reading.plain, "planned", reading.sentences[max(0, at)].start, total.start))


def _shares_sentence(reading: Reading, one: QuantityMention, other: QuantityMention) -> bool:
    places = [bisect_right(reading.sentences, q.start, key=lambda s: s.start) for q in (one, other)]
    return places[0] == places[1]
