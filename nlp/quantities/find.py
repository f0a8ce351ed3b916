"""Quantities: a number, its qualifier, its range, its unit, and whether it is a rate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nlp.mention import Mention
from nlp.numbers import NumberMention, find_numbers
from nlp.quantities.mention import QuantityMention
from nlp.quantities.units import Unit, match_unit

_QUALIFIERS = {
    "about": ("khoảng chừng", "ước khoảng", "ước tính khoảng", "khoảng", "chừng", "ước tính", "ước đạt", "ước", "xấp xỉ", "độ", "tầm"),
    "over": ("hơn", "trên", "ít nhất là", "ít nhất", "tối thiểu là", "tối thiểu", "không dưới", "không ít hơn", "quá"),
    "under": ("gần", "dưới", "chưa đến", "chưa tới", "chưa đầy", "tối đa là", "tối đa", "không quá", "không vượt quá", "không nhiều hơn", "nhiều nhất"),
}  # fmt: skip
_QUALIFIER_OF = {word: name for name, words in _QUALIFIERS.items() for word in words}
_QUALIFIER = re.compile(
    r"(?<![^\W_])(" + "|".join(sorted(_QUALIFIER_OF, key=len, reverse=True)) + r")\s$", re.IGNORECASE
)
# Before these, a following number is a name or an ordinal: «khóa 5», «đối tượng 3», «quận 1», «thứ 2».
_NAMES = re.compile(
    r"(?<![^\W_])(?:đối tượng|nhóm đối tượng|khóa|lớp|quận|phường|(?<!tổng )(?<!trong )(?<!con )(?<!đa )(?<!đủ )số|điều|khoản|mục|hạng|loại|bậc|thứ|lần thứ|quốc lộ|đường|bài|chương|"
    r"tập|(?<!trong )vòng|tổ|khu|tiểu đoàn|trung đoàn|sư đoàn|quân khu|học kỳ|điện thoại|covid|top|mức|quy định|nghị quyết|chỉ thị|đề án|kết luận|"
    r"quyết định|kế hoạch|nghị định|thông tư|chương trình|văn kiện)\s$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s?(?:-|đến|tới)\s?$")
_FROM = re.compile(r"(?<![^\W_])từ\s$", re.IGNORECASE)
_OR_MORE = re.compile(r"\s(?:trở lên)(?![^\W_])")
_PER_CLASS_BEFORE = re.compile(r"(?<![^\W_])(?:mỗi|từng|bình quân|bình quân mỗi|bình quân một|bình quân 1)\s(?:lớp|khóa)(?![^\W_])[^.;:]{0,40}$", re.IGNORECASE)
_PER_YEAR_BEFORE = re.compile(
    r"(?<![^\W_])(?:(?:mỗi|hằng|hàng|bình quân|bình quân mỗi|trung bình mỗi|trung bình) năm|hằng năm|hàng năm)(?![^\W_])", re.IGNORECASE
)
_PER_AFTER = re.compile(r"\s?/\s?(?:0?1 |một |mỗi )?(lớp|khóa|năm)(?![^\W_])", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(r"(?<![^\W_])(?:lúc|vào lúc|hồi|từ|đến|khoảng|trước|sau)\s$", re.IGNORECASE)
_CLOCK_AFTER = re.compile(r"\s?(?:\d{1,2}(?!\d)(?:\s?phút)?(?:\s?,)?\s?(?:ngày|sáng|chiều|tối|$)|sáng|trưa|chiều|tối|đêm|ngày)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?![^\W_])")
# Function words that never count anything.
_NO_UNITS = frozenset(
    "là của và với trong đã được thì cho có này đến tới từ về tại ở để khi nên nhưng mà theo trên dưới hay hoặc sẽ cùng do vì bởi trở cũng "
    "còn như nữa kia ấy đó nói gồm đạt chiếm so thuộc cơ chưa không những các một số rồi bị phải vẫn đều tăng giảm hơn gần khoảng nhằm đào tạo bồi dưỡng tham dự nghe đi ra vào lên xuống sang triển thực giao nhận tổ mở cử xây".split()
)
_LONE_WORDS = frozenset(["một", "không", "tư"])
# Before «năm», these make it the year and no number: «trong năm», «mỗi năm», «hai năm».
_YEAR_BEFORE = re.compile(
    r"(?<![^\W_])(?:trong|mỗi|hằng|hàng|cả|đầu|cuối|giữa|từng|nhiều|mấy|vài|các|những|một|hai|ba|bốn|sáu|bảy|tám|chín|mười|mươi|\d|nửa|sang|qua|hết|"
    r"theo|của|từ|đến|tới|kế hoạch|học|quý|tháng)\s$",
    re.IGNORECASE,
)


def find_quantities(plain: str, taken: Sequence[Mention] = (), numbers: Sequence[NumberMention] | None = None) -> list[QuantityMention]:
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
        if unit and first.value <= second.value and unit.kind != "time":
            return replace(_build(plain, first, second, unit), low=first.value, high=first.value, base=second.value)
        return None
    own = match_unit(plain, first.end) or match_unit(plain, first.end + 1)
    gap = plain[own.end if own else first.end : second.start]
    if len(gap) > 6 or not _RANGE.fullmatch(gap):
        return None
    unit = _unit_after(plain, second)
    if unit is None or (own and own.kind != unit.kind) or not _is_count(plain, first, unit):
        return None
    low = first.value
    # «từ 3 đến 4 nghìn»: the scale is printed once, for both ends.
    if second.rule == "digits scale" and first.rule == "digits" and low < second.value and not own:
        scaled = _with_scale_of(plain, first, second)
        low = scaled if scaled < second.value else low
    if not low < second.value:
        return None
    return replace(_build(plain, first, second, unit), low=low, high=second.value)


def _with_scale_of(plain: str, first: NumberMention, second: NumberMention) -> int | float:
    from decimal import Decimal

    from nlp.numbers.digits import SCALES, as_number

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
    if word is None or not word.group()[0].islower() or word.group() in _NO_UNITS:
        return None
    return Unit(word.end(), "other", False)


def _is_count(plain: str, number: NumberMention, unit: Unit) -> bool:
    """True where number and unit count something: no name, no ordinal, no time of day, no idiom."""
    before = plain[max(0, number.start - 24) : number.start]
    if name := _NAMES.search(before):
        counted_class = name.group().strip().lower() in ("lớp", "khóa") and unit.kind == "people"
        if not counted_class:
            return False
    if number.rule == "words":
        return _is_word_count(plain, number, unit, before)
    if unit.kind == "time" and plain[number.end : unit.end].strip() == "giờ":
        return not (_CLOCK_AFTER.match(plain, unit.end) or _CLOCK_BEFORE.search(before))
    return not (before.endswith((":", "/")) and unit.kind == "other")


def _is_word_count(plain: str, number: NumberMention, unit: Unit, before: str) -> bool:
    word = plain[number.start : number.end].lower()
    noun = plain[number.end : unit.end].strip().lower()
    if word == "năm":
        return _is_five(noun, unit, before)
    if word == "một":
        # «một lớp» counts, «là một lớp học bổ ích», «một cán bộ» and «một lần» speak of any.
        return unit.kind == "classes" and not re.search(r"(?:là|như|thành|trong)\s$", before) and plain[unit.end : unit.end + 4] != " học"
    if word in _LONE_WORDS or unit.kind == "other":
        return False
    return not re.search(r"(?:thứ|vài|mấy)\s$", before, re.IGNORECASE)


def _is_five(noun: str, unit: Unit, before: str) -> bool:
    """«năm» is five before a class or people noun, unless the words before make it the year."""
    if unit.kind not in ("classes", "people") and noun not in ("năm", "ngày", "tháng", "chuyên đề", "xã", "huyện", "đơn vị"):
        return False
    if noun == "học" or noun.startswith("học kỳ"):
        return False
    if noun in ("ngày", "tháng"):
        return False
    return not _YEAR_BEFORE.search(before) or (noun == "năm" and bool(re.search(r"trong\s$", before)))


def _build(plain: str, first: NumberMention, last: NumberMention, unit: Unit) -> QuantityMention:
    start, end, qualifier = first.start, unit.end, None
    before = plain[max(0, start - 20) : start]
    if (word := _FROM.search(before)) and first is not last:
        start = start - len(before) + word.start()
    elif word := _QUALIFIER.search(before):
        qualifier = _QUALIFIER_OF[word.group(1).lower()]
        start = start - len(before) + word.start()
    unit_start = last.end + (plain[last.end : last.end + 1] == " ")
    if more := _OR_MORE.match(plain, end):
        qualifier, end = "over", more.end()
    value = _reading(first, unit)
    return QuantityMention(
        start, end, f"quantity {unit.kind}", value, value, qualifier, unit_start, unit.end, unit.kind, unit.turns,
        number_start=first.start, number_end=last.end, decimals=first.decimals, doubtful=first.doubtful,
    )  # fmt: skip


def _reading(number: NumberMention, unit: Unit) -> int | float:
    """The reading of a doubtful separator that the unit calls for: what is counted one by one is whole."""
    if number.other is not None and unit.kind in ("percent", "measure"):
        return number.other
    return number.value


def _with_rate(plain: str, quantity: QuantityMention, before: Sequence[QuantityMention]) -> QuantityMention:
    """The quantity with `per` where it is printed as a rate: «mỗi lớp 80 học viên», «500 người/năm», «mỗi năm …»."""
    if quantity.kind not in ("people", "classes"):
        return quantity
    if after := _PER_AFTER.match(plain, quantity.end):
        return replace(quantity, per="year" if after.group(1).lower() == "năm" else "class" if quantity.kind == "people" else None)
    head = plain[max(0, quantity.start - 60) : quantity.start]
    if quantity.kind == "people" and _PER_CLASS_BEFORE.search(head):
        return replace(quantity, per="class")
    clause = head[max(head.rfind(c) for c in ".;\n:") + 1 :]
    if _PER_YEAR_BEFORE.search(clause) and not (before and before[-1].end > quantity.start - len(clause) and before[-1].kind == "time"):
        return replace(quantity, per="year")
    return quantity
