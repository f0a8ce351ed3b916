"""Quantities: a number, its qualifier, its range, its unit, and whether it is a rate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from nlp.mention import Mention
from nlp.numbers import NumberMention, find_numbers
from nlp.numbers.digits import SCALES, as_number
from nlp.quantities.lexicon import (
    START,
    STOP,
    clock_patterns,
    compound_pattern,
    name_pattern,
    no_units,
    qualifier_pattern,
    qualifiers,
    rate_patterns,
    words,
    year_pattern,
)
from nlp.quantities.mention import QuantityMention
from nlp.quantities.units import Unit, match_unit

_RANGE = re.compile(r"\s?(?:-|đến|tới)\s?$")
_FROM = re.compile(rf"{START}từ\s$", re.IGNORECASE)
_OR_MORE = re.compile(rf"\strở lên{STOP}")
_PER_AFTER = re.compile(rf"(?:\s?/\s?(?:0?1 |một |mỗi )?|\smỗi\s)(lớp|khóa|năm){STOP}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?![^\W_])")
# «một lớp» counts; after these it speaks of any: «đây là một lớp học bổ ích».
_ANY = re.compile(r"(?:là|như|thành|trong)\s$")
# «lớp 40 học viên» and «kế hoạch 8 lớp» count, «lớp 5» and «kế hoạch 8» are names.
_COUNTED_AFTER = {"lớp": ("people",), "khóa": ("people",), "kế hoạch": ("classes", "people")}
# What follows is an ordinal or vague: «thứ hai», «vài ba».
_NO_COUNT = re.compile(r"(?<![^\W_])(?:thứ|vài|mấy|dăm|đôi|phần)\s$", re.IGNORECASE)
# «khóa XII» is a term: the number before it counts no courses («Nghị quyết Trung ương 4 khóa XII»).
_TERM = re.compile(r" (?=[IVX])[IVX]{1,6}(?![^\W_])")
_BEHIND_STROKE = re.compile(r"\d\s?/\s?$")
_FRACTION = re.compile(rf" (?:hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười){STOP}", re.IGNORECASE)
MOST_OF_BASE = 1.5
"""«130/128 học viên» is more than was planned; what is far above its base is no share of it."""
_DAY_FOLLOWS = re.compile(r" \d{1,2}\s?[/.-]\s?\d| (?:giêng|chạp)(?![^\W_])", re.IGNORECASE)
_LAYER = re.compile(
    rf" (?:mỏng|dày|sơn|vữa|phủ|kem|áo|da|bụi|đất|cát|nhựa|bê tông|lá|vải|kính|bảo vệ|mây|băng){STOP}",
    re.IGNORECASE,
)
_YEAR_LIKE = re.compile(r"(?:19|20)\d\d")
_LASTS = re.compile(r"(?:kéo dài|trong|mất|hết|tốn|suốt|chậm|muộn|sớm|thêm|sau) khoảng\s$", re.IGNORECASE)
# «3 tháng rưỡi»: half of the unit is added to its number.
_AND_HALF = re.compile(rf" rưỡi{STOP}", re.IGNORECASE)
_WITHIN = re.compile(r"trong\s$")
_HOURS = re.compile(r"\d{1,2}\s?giờ\s$")
_BASE_OF_RATE = re.compile(r"[^\W\d_]\s?/\s?$")
REACH = 60
"""How far before a count «mỗi năm» and «mỗi lớp» may stand, in characters."""
_DOT_PERCENT = re.compile(r"([1-9]\d{0,2})\.\d{3}")
_LONE_WORDS = frozenset(["một", "không", "tư"])


def find_quantities(
    plain: str, taken: Sequence[Mention] = (), numbers: Sequence[NumberMention] | None = None
) -> list[QuantityMention]:
    """All quantities of an evened-out text, in order.

    Args:
        plain: the evened-out text.
        taken: mentions whose numbers are no quantities (dates, document numbers).
        numbers: the numbers, where they have been found already.
    """
    numbers = find_numbers(plain) if numbers is None else numbers
    free = _outside(numbers, taken)
    found: list[QuantityMention] = []
    index = 0
    while index < len(free):
        quantity, used = _read(plain, free, index)
        if quantity:
            found.append(_with_rate(plain, quantity, found))
        index += used
    return found


def _outside(numbers: Sequence[NumberMention], taken: Sequence[Mention]) -> list[NumberMention]:
    """The numbers that no taken mention overlaps; both lists are sorted by their starts."""
    ordered = sorted(taken, key=lambda m: m.start)
    free, at = [], 0
    for number in numbers:
        while at < len(ordered) and ordered[at].end <= number.start:
            at += 1
        if at == len(ordered) or not any(m.overlaps(number) for m in ordered[at : at + 4]):
            free.append(number)
    return free


def _read(plain: str, numbers: list[NumberMention], index: int) -> tuple[QuantityMention | None, int]:
    """The quantity whose (first) number is numbers[index], with the count of numbers that it uses up."""
    first = numbers[index]
    second = numbers[index + 1] if index + 1 < len(numbers) else None
    if second and (pair := _read_pair(plain, first, second)):
        return pair, 2
    unit = _unit_after(plain, first)
    if unit is None or not _is_count(plain, first, unit):
        return None, 1
    return _build(plain, first, first, unit), 1


def _read_pair(plain: str, first: NumberMention, second: NumberMention) -> QuantityMention | None:
    """A range («15-20 người», «từ 3 đến 4 nghìn người», «từ 5% đến 10%») or a share of a base («120/128 học viên»)."""
    between = plain[first.end : second.start]
    if between.strip() == "/" and len(between) <= 3:
        unit = _unit_after(plain, second)
        if unit and first.value <= second.value * MOST_OF_BASE and unit.kind != "time":
            return replace(
                _build(plain, first, second, unit), low=first.value, high=first.value, base=second.value
            )
        return None
    if between == " " and _is_neighbouring_words(plain, first, second):
        unit = _unit_after(plain, second)
        if unit is None or not _is_word_count(
            plain, first, unit, plain[max(0, first.start - 24) : first.start]
        ):
            return None
        return replace(_build(plain, first, second, unit), low=first.value, high=second.value)
    own = match_unit(plain, first.end) or match_unit(plain, first.end + 1)
    gap = plain[own.end if own else first.end : second.start]
    if len(gap) > 6 or not _RANGE.fullmatch(gap):
        return None
    unit = _unit_after(plain, second)
    if unit is None or (own and own.kind != unit.kind) or not _is_count(plain, first, unit):
        return None
    if own and plain[first.end : own.end].strip() == "giờ":
        # «từ 7 giờ đến 11 giờ» names two times of day; «từ 2 đến 3 giờ» lasts.
        return None
    low = first.value
    # «từ 3 đến 4 nghìn»: the scale is printed once, for both ends.
    if second.rule == "digits scale" and first.rule == "digits" and low < second.value and not own:
        scaled = _with_scale_of(plain, first, second)
        low = scaled if scaled < second.value else low
    if not low < second.value:
        return None
    return replace(_build(plain, first, second, unit), low=low, high=second.value)


def _is_neighbouring_words(plain: str, first: NumberMention, second: NumberMention) -> bool:
    """True for two digits in words that say «from … to»: «ba bốn lớp», «năm bảy người»."""
    if (
        first.rule != "words"
        or second.rule != "words"
        or " " in plain[first.start : second.end].replace(" ", "", 1)
    ):
        return False
    low, high = first.value, second.value
    return 0 < low < high < 10 and (high == low + 1 or (low, high) == (5, 7))


def _with_scale_of(plain: str, first: NumberMention, second: NumberMention) -> int | float:
    factor = 1
    for word in plain[second.start : second.end].lower().split():
        factor *= SCALES.get(word, 1)
    return as_number(Decimal(str(first.value)) * factor)


def _unit_after(plain: str, number: NumberMention) -> Unit | None:
    """The unit after a number: a known counter noun, or for digits any following noun-like word."""
    at = number.end
    if at < len(plain) and plain[at] == " ":
        at += 1
    if unit := match_unit(plain, at):
        return unit
    if number.rule == "words" or at == number.end:
        return None
    word = _WORD.match(plain, at)
    if word is None or not word.group()[0].islower() or word.group() in no_units():
        return None
    end = compound.end() if (compound := compound_pattern().match(plain, at)) else word.end()
    return Unit(end, "other", False)


def _is_count(plain: str, number: NumberMention, unit: Unit) -> bool:
    """True where number and unit count something: no name, no ordinal, no time of day, no idiom."""
    before = plain[max(0, number.start - 24) : number.start]
    if _is_no_unit(plain, number, unit):
        return False
    name = name_pattern().search(before)
    if (
        name
        and unit.kind != "percent"
        and unit.kind not in _COUNTED_AFTER.get(name.group().strip().lower(), ())
    ):
        return False
    if number.rule == "words":
        return _is_word_count(plain, number, unit, before)
    if unit.kind == "time" and _tells_the_time(plain, number, unit, before):
        return False
    if before.endswith(("/", "/ ")) and _BEHIND_STROKE.search(before):
        return False
    if number.value == 1 and unit.kind == "classes" and _BASE_OF_RATE.search(before):
        # «80 học viên/1 lớp» is one rate, unlike «8 lớp/310 học viên».
        return False
    return not (before.endswith((":", "/")) and unit.kind == "other")


def _is_no_unit(plain: str, number: NumberMention, unit: Unit) -> bool:
    """True where the word behind a number is no unit of it: a term's, a layer's, the head of a date, a year's."""
    if unit.kind == "classes":
        return bool(_TERM.match(plain, unit.end) or _LAYER.match(plain, unit.end))
    if unit.kind == "time" and _DAY_FOLLOWS.match(plain, unit.end):
        return True
    return unit.kind == "other" and bool(_YEAR_LIKE.fullmatch(plain, number.start, number.end))


def _tells_the_time(plain: str, number: NumberMention, unit: Unit, before: str) -> bool:
    """True for the hours and minutes of a time of day: «lúc 14 giờ», «14 giờ 30 phút ngày 5/3»."""
    noun = plain[number.end : unit.end].strip()
    hours = _HOURS.search(before) if noun == "phút" else None
    if noun != "giờ" and hours is None:
        return False
    clock_before, clock_after = clock_patterns()
    head = before[: hours.start()] if hours else before
    if _LASTS.search(head):
        return False
    return bool(clock_after.match(plain, unit.end) or clock_before.search(head))


def _is_word_count(plain: str, number: NumberMention, unit: Unit, before: str) -> bool:
    word = plain[number.start : number.end].lower()
    noun = plain[number.end : unit.end].strip().lower()
    if word == "năm":
        return _is_five(noun, unit, before)
    if word == "một":
        # «một lớp» counts, «là một lớp học bổ ích», «một cán bộ» and «một lần» speak of any.
        return unit.kind == "classes" and not _ANY.search(before) and not plain.startswith(" học", unit.end)
    if word in _LONE_WORDS or unit.kind == "other" or (noun == "phần" and _FRACTION.match(plain, unit.end)):
        return False
    return not _NO_COUNT.search(before)


def _is_five(noun: str, unit: Unit, before: str) -> bool:
    """«năm» is five before a class or people noun, unless the words before make it the year."""
    if unit.kind not in ("classes", "people") and noun not in words("year", "five_of"):
        return False
    return not year_pattern().search(before) or (noun == "năm" and bool(_WITHIN.search(before)))


def _build(plain: str, first: NumberMention, last: NumberMention, unit: Unit) -> QuantityMention:
    start, end, qualifier = first.start, unit.end, None
    before = plain[max(0, start - 20) : start]
    if (word := _FROM.search(before)) and first is not last:
        start = start - len(before) + word.start()
    elif word := qualifier_pattern().search(before):
        qualifier = qualifiers()[word.group(1).lower()]
        start = start - len(before) + word.start()
    unit_start = last.end + (plain[last.end : last.end + 1] == " ")
    if more := _OR_MORE.match(plain, end):
        qualifier, end = "over", more.end()
    value, doubtful = _reading(plain, first, unit)
    if unit.kind == "time" and (half := _AND_HALF.match(plain, end)):
        value, end = value + 0.5, half.end()
    return QuantityMention(
        start, end, f"quantity {unit.kind}", value, value, qualifier, unit_start, unit.end, unit.kind, unit.turns,
        number_start=first.start, number_end=last.end, decimals=first.decimals, doubtful=doubtful,
    )  # fmt: skip


def _reading(plain: str, number: NumberMention, unit: Unit) -> tuple[int | float, bool]:
    """The reading that the unit calls for, and whether it stays in doubt: what is counted one by one is whole."""
    if number.other is not None:
        return (number.other if unit.kind in ("percent", "measure") else number.value), True
    if unit.kind == "percent" and (digits := _DOT_PERCENT.fullmatch(plain, number.start, number.end)):
        # «98.567%»: nothing grows ninety-eight thousand times; «1.200%» may well be a growth.
        return (number.value / 1000 if len(digits.group(1)) > 1 else number.value), True
    return number.value, False


def _with_rate(plain: str, quantity: QuantityMention, before: Sequence[QuantityMention]) -> QuantityMention:
    """The quantity with `per` where it is printed as a rate: «mỗi lớp 80 học viên», «500 người/năm», «mỗi năm …»."""
    if quantity.kind not in ("people", "classes"):
        return quantity
    per_class = "class" if quantity.kind == "people" else None
    if after := _PER_AFTER.match(plain, quantity.end):
        return replace(quantity, per="year" if after.group(1).lower() == "năm" else per_class)
    by_class, by_year = rate_patterns()
    head = plain[max(0, quantity.start - REACH) : quantity.start]
    if per_class and by_class.search_in(head):
        return replace(quantity, per=per_class)
    clause = head[max(head.rfind(c) for c in ".;\n:") + 1 :]
    # «mỗi năm 3 tháng, 20 cán bộ»: a duration between takes the rate for itself.
    taken = before and before[-1].kind == "time" and before[-1].end > quantity.start - len(clause)
    return replace(quantity, per="year") if by_year.search_in(clause) and not taken else quantity
