"""Days: 18-10-2022, sáng 24/5, ngày 5 tháng 3 năm 2021, các ngày 5, 6 và 7/8/2024, thứ ba, 13/03/2018."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from nlp.time.lexicon import Ground, matches_at, one_of, words
from nlp.time.unit import DAY, MONTH, OF_YEAR, YEAR, CalendarDay, Unit, is_day, read_year

# Matched where digits begin; no number goes on there («1.24/5»), but a hyphen may join days («28-29/4»).
_BEFORE = r"(?<!\d[/.,])"
_FULL = re.compile(rf"{_BEFORE}({DAY})\s?[/.-]\s?({MONTH})\s?[/.-]\s?({YEAR})(?![^\W_]|/|-[^\W\d_])")
_ISO = re.compile(r"(?<!\d[/.,-])((?:19|20)\d\d)-(0\d|1[0-2])-([0-2]\d|3[01])(?![^\W_]|/|-[^\W_])")
_SHORT = re.compile(
    rf"{_BEFORE}({DAY})(\s?/\s?|[.-])({MONTH})(?![^\W_]|\s?[/%]|[.,]\d|-(?!\s?{DAY}[/.]\d))(?:{OF_YEAR})?"
)
_SPELLED = re.compile(
    rf"{_BEFORE}({DAY}) tháng ({MONTH})(?![^\W_]|[.,/-]\d)(?:{OF_YEAR}|\s?[/-]\s?({YEAR})(?![^\W_]))?"
)
_PART = one_of(words()["day"]["parts"])
_HEAD = one_of(words()["day"]["heads"])
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
_TODAY = r"(?:hôm nay|hôm qua|nay|qua|mai)"
_LEAD = re.compile(
    rf"(?<![^\W_])(?:{_PART} )?(?:(?:ngày )?{_WEEKDAY}(?:,? \(?|,| ?\())?"
    rf"(?:(?:ngày )?{_TODAY}(?: \(|, | ))?(?:{_HEAD} )?\Z"
)
_WEAK = re.compile(rf"(?<![^\W_]){one_of(words()['day']['weak'])}\s\Z")
_NAMED_DAY = re.compile(r"(?<![^\W_])(?:ngày|lễ|tết|phiên|tuần)\s(?:[^.;:()\n]{2,60}\s)?\(\s?\Z")
_COUNTED = re.compile(rf"\s?{one_of(words()['day']['counted'])}(?![^\W_])")
_PLURAL = re.compile(r"(?:hai|ba|bốn|năm|\d{1,2}|các|những) (?=ngày )")
_EVERY = re.compile(r"(?<![^\W_])(?:mỗi|một|từng|1|hằng|hàng)\s\Z")
_LUNAR = re.compile(r" \(?(?:âm lịch|al|tháng giêng|tháng chạp|tết)(?![^\W_])")
_YEARLY = re.compile(r"\s(?:hằng|hàng|mỗi) (?:năm|tháng)(?![^\W_])")
_AFTER_WEAK = re.compile(
    r"\s?(?:\Z|[,.;:)\n\"-]|(?:và|đến|tới|tại|ở|này|vừa|sẽ|đã|ở|là|do|của|năm nay|hằng|hàng|với|cho)(?![^\W_]))"
)
# Days before the last one of a list or a range, which alone prints the month.
_AND = r"(?:, | và |, và | ?& ?|; | ?- ?| đến | tới | đến hết | hay | hoặc )"
_MORE = re.compile(rf"(?<![^\W_])(?<!\d[/.,-])(?:{DAY}{_AND}(?:{_PART} )?(?:ngày )?){{1,12}}\Z")
_DANGLING = re.compile(r"(?<![/.]\d)(?<![/.]\d\d)(?<![/.]\d\d\d\d)(?<!\D)-\Z")
_DIGITS = re.compile(r"\d+")
_DAY_BEFORE = re.compile(r"(?<![\d/.-])\d{1,2}[/.-]\d{1,2}(?:, | và |, và | đến | tới |\s?- ?)\Z")
_RANGE_BEFORE = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}\s?-\s?\Z")
_BACK = 48


def find_days(ground: Ground) -> Iterator[Unit]:
    """The days of a text, with their leading words and the days listed before them."""
    low = ground.low
    for match in matches_at(_FULL, low, ground.digits):
        full = int(match.group(1)), int(match.group(2)), int(match.group(3))
        yield from _build(low, ground, match.start(), match.end(), full, None, strict=False)
    for match in matches_at(_ISO, low, ground.digits):
        full = int(match.group(3)), int(match.group(2)), int(match.group(1))
        yield from _build(low, ground, match.start(), match.end(), full, None, strict=False)
    for match in matches_at(_SPELLED, low, ground.digits):
        year, shift = read_year(match.group(3) or match.group(5), match.group(4))
        parts = int(match.group(1)), int(match.group(2)), year
        yield from _build(low, ground, match.start(), match.end(), parts, shift, strict=year is None)
    for match in matches_at(_SHORT, low, ground.digits):
        year, shift = read_year(match.group(4), match.group(5))
        if ground.free(*match.span()) and (_is_short_day(low, match) or _follows_day(ground, match)):
            parts = int(match.group(1)), int(match.group(3)), year
            yield from _build(low, ground, match.start(), match.end(), parts, shift, strict=False)


def _follows_day(ground: Ground, match: re.Match[str]) -> bool:
    """True where a list goes on whose days each print their month: «ngày 22-5, 23-5 và 24-5»."""
    low, start = ground.low, match.start()
    before = _DAY_BEFORE.search(low, max(0, start - 16), start)
    return (
        before is not None and not ground.free(before.start(), start) and not _COUNTED.match(low, match.end())
    )


def _build(
    low: str,
    ground: Ground,
    core: int,
    end: int,
    parts: tuple[int, int, int | None],
    shift: int | None,
    *,
    strict: bool,
) -> Iterator[Unit]:
    """The unit of a day, with days listed before it; nothing where the calendar has no such day.

    `strict` asks for a leading word.
    """
    day, month, year = parts
    if not ground.free(core, end) or not is_day(day, month, year) or _LUNAR.match(low, end):
        return
    start, first = _listed_before(low, core, day)
    lead = _lead(low, start, listed=start < core)
    if start < core and not (ground.free(start, core) and (lead < start or _opens_list(low, start))):
        start, first = core, day
        lead = _lead(low, core)
    if (strict and lead == start) or (start == core and _DANGLING.search(low, max(0, core - 6), core)):
        return
    lead, end = _close_bracket(low, lead, start, end)
    ground.take(lead, end)
    yield Unit(
        lead,
        end,
        start,
        "day" if start == core else "days",
        CalendarDay(year, month, first),
        CalendarDay(year, month, day),
        shift,
        headed=lead < start,
    )


def _opens_list(low: str, start: int) -> bool:
    """True where a list of bare days may begin without «ngày»: after từ and the like, or in brackets."""
    return low[start - 1 : start] == "(" or _WEAK.search(low, max(0, start - 14), start) is not None


def _listed_before(low: str, core: int, day: int) -> tuple[int, int]:
    """Where a list or range of bare days before a full one begins, and its first day."""
    match = _MORE.search(low, max(0, core - _BACK), core)
    days = [*map(int, _DIGITS.findall(match.group())), day] if match else []
    if match is None or any(a >= b for a, b in pairwise(days)):
        return core, day
    return match.start(), days[0]


def _lead(low: str, core: int, *, listed: bool = False) -> int:
    """Where the leading words of a day begin (ngày, sáng, sáng ngày, thứ ba), or `core` without any.

    «hai ngày», «các ngày» lead only lists: «hạng ba ngày 2/7» is one day.
    """
    match = _LEAD.search(low, max(0, core - _BACK), core)
    if match is None:
        return core
    plural = None if listed else _PLURAL.match(low, match.start(), core)
    return plural.end() if plural else match.start()


def _close_bracket(low: str, lead: int, core: int, end: int) -> tuple[int, int]:
    """Take the closing bracket in where the leading words opened one: «sáng nay (24/5)»; else leave both out."""
    opening = low.find("(", lead, core)
    if opening < 0:
        return lead, end
    return (lead, end + 1) if low[end : end + 1] == ")" else (opening + 1, end)


def _is_short_day(low: str, match: re.Match[str]) -> bool:
    """True where day and month without a year are a date, no fraction, score or measure."""
    start, end = match.span()
    if _YEARLY.match(low, end):
        return False
    begin = _listed_before(low, start, int(match.group(1)))[0]
    if match.group(4) or match.group(5):
        return True
    counted = _COUNTED.match(low, end) is not None
    lead = _lead(low, begin)
    if lead < begin:
        return not (
            counted
            and (
                _EVERY.search(low, max(0, lead - 8), lead)
                or match.group(2) in "-."
                or "ngày" not in low[lead:begin]
            )
        )
    if counted or match.group(2).strip() != "/":
        return False
    if _RANGE_BEFORE.search(low, max(0, start - 8), start):
        return True
    if low[begin - 1 : begin] == "(":
        return low[end : end + 1] == ")" and _NAMED_DAY.search(low, max(0, begin - 80), begin) is not None
    return (
        _WEAK.search(low, max(0, begin - 14), begin) is not None and _AFTER_WEAK.match(low, end) is not None
    )
