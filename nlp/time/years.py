"""Years and spans of years: các năm 2020-2021, năm học 2022-2023, giai đoạn 5 năm (2018-2022), nhiệm kỳ 2020-2025."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.time.lexicon import Ground, one_of
from nlp.time.unit import YEAR, CalendarDay, Unit, span

_SCHOOL = re.compile(rf"(?<![^\W_])năm học (?:từ )?({YEAR})\s?(?:[/-]|đến)\s?(?:năm )?({YEAR})(?![^\W_]|[/-]\d)")
_RANGE = re.compile(rf"(?<![^\W_])(?<!\d[/.,-])(?<![/-])({YEAR})\s?-\s?({YEAR})(?![^\W_]|/|-[^\W_]|[.,]\d)")
_TERM = re.compile(rf"(?<![^\W_])nhiệm kỳ ({YEAR})(?![^\W_]|[./]\d|\s?-)")
_YEAR = re.compile(
    rf"(?<![^\W_])(?:(?:các|những|hai|ba|bốn|2|3|4) )?năm ({YEAR})(?![^\W_]|[.,/]\d|-[^\W_])((?:(?:, | và |, và |; | hoặc )(?:{YEAR})(?![^\W_]|[.,/]\d|-\w| - \d))*)"
)
_BARE = re.compile(rf"(?<![^\W_])(?<!\d[/.,-])((?:19|20)\d\d)(?![^\W_]|[/.,-]\w)")
_BARE_CUE = re.compile(r"(?<![^\W_])(?:từ|đến|tới|trước|sau|tầm nhìn|giữa|hết|đầu|cuối|hè|xuân)\s$")
_AFTER_BARE = re.compile(r"\s?(?:$|[,.;:)\n\"-]|(?:đến|tới|và|thì|là|trở|nay|của|do|tại|ở|cho|trường|tỉnh|huyện|thành phố|toàn|có|đã|sẽ)(?![^\W_]))")
_COUNTED = re.compile(r"\s(?:đồng|người|học viên|cán bộ|lượt|m|m2|ha|km|tấn|usd|triệu|tỷ|tỉ|đảng viên|hộ|lớp|chỉ tiêu|sinh viên|trường hợp)(?![^\W_])")
_COUNT = r"(?:\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
_STAGES = ["giai đoạn", "thời kỳ", "nhiệm kỳ", "niên khóa", "khóa học", "khóa", "kế hoạch", "các năm", "những năm", "năm", "từ năm"]
_LEAD = re.compile(rf"(?<![^\W_])(?:{one_of(_STAGES)}(?: {_COUNT} năm(?: từ)?| trong| từ(?: năm)?)?|{_COUNT} năm(?: từ)?)\s?(\(\s?)?(?:từ )?(?:năm )?$")
_KINDS = {"nhiệm": "term", "giai": "stage", "thời": "stage"}


def find_years(low: str, ground: Ground) -> Iterator[Unit]:
    """School years, spans of years, terms and years, the longer before the shorter."""
    for match in _SCHOOL.finditer(low):
        first, last = int(match.group(1)), int(match.group(2))
        if first < last <= first + 2 and ground.free(*match.span()):
            ground.take(*match.span())
            yield Unit(*match.span(), match.start(), "school_year", CalendarDay(first, 9, 1), CalendarDay(last, 8, 31))
    yield from _find_ranges(low, ground)
    for match in _TERM.finditer(low):
        if ground.free(*match.span()):
            yield _years(ground, match, "term", int(match.group(1)), int(match.group(1)))
    for match in _YEAR.finditer(low):
        if ground.free(*match.span()):
            years = [int(match.group(1))] + [int(y) for y in re.findall(r"\d{4}", match.group(2))]
            yield _years(ground, match, "years" if len(years) > 1 else "year", min(years), max(years))
    for match in _BARE.finditer(low):
        if ground.free(*match.span()) and _is_bare_year(low, match):
            yield _years(ground, match, "year", int(match.group(1)), int(match.group(1)), headed=False)


def _find_ranges(low: str, ground: Ground) -> Iterator[Unit]:
    for match in _RANGE.finditer(low):
        first, last = int(match.group(1)), int(match.group(2))
        start, end = match.span()
        if not first < last <= first + 100 or not ground.free(start, end) or _COUNTED.match(low, end):
            continue
        lead = _LEAD.search(low, max(0, start - 32), start)
        if lead and lead.group(1) and low[end : end + 1] != ")":
            lead = None
        begin = lead.start() if lead else start
        stop = end + 1 if lead and lead.group(1) else end
        ground.take(begin, stop)
        kind = _KINDS.get(low[begin:start].split(" ")[0], "years")
        yield Unit(begin, stop, begin, kind, *_whole(first, last))


def _is_bare_year(low: str, match: re.Match[str]) -> bool:
    """True where four digits without «năm» are a year: after từ, đến, tầm nhìn, and not before a counted noun."""
    start, end = match.span()
    return _BARE_CUE.search(low, max(0, start - 12), start) is not None and _AFTER_BARE.match(low, end) is not None


def _years(ground: Ground, match: re.Match[str], kind: str, first: int, last: int, *, headed: bool = True) -> Unit:
    ground.take(*match.span())
    return Unit(*match.span(), match.start(), kind, *_whole(first, last), headed=headed)


def _whole(first: int, last: int) -> tuple[CalendarDay, CalendarDay]:
    """From the first day of one year to the last of another."""
    return span(first, 1, 12)[0], span(last, 1, 12)[1]
