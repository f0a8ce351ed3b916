"""Months, quarters and parts of a year: tháng 12-2020, quý I và quý II/2023, 6 tháng đầu năm 2022."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.time.lexicon import Ground, matches_at, one_of
from nlp.time.unit import MONTH, OF_YEAR, YEAR, Unit, read_year, span

_NUMBERS = {
    **{
        "một": 1,
        "hai": 2,
        "ba": 3,
        "bốn": 4,
        "tư": 4,
        "năm": 5,
        "sáu": 6,
        "bảy": 7,
        "bẩy": 7,
        "tám": 8,
        "chín": 9,
    },
    **{"mười": 10, "mười một": 11, "mười hai": 12},
}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_AND = r"(?:, | và |, và | & | ?- ?| đến | tới | hay | hoặc )"
_YEAR_AFTER = rf"(?:\s?[/.-]\s?({YEAR})(?![^\W_]|/|-[^\W\d_])|{OF_YEAR})?"

_COUNTED = (
    r" (?:lớp|khóa|khoá|học viên|người|cán bộ|đồng chí|đảng viên|công chức|chuyên đề|xã|huyện|tỉnh|"
    r"đơn vị|buổi|ngày|giờ|tuần|"
    r"đoàn|lượt|chi bộ|trường|bài)(?![^\W_])"
)
"""«mưa lũ tháng 10, tháng 11, 9 lớp phải hoãn»: the number behind the comma counts."""
_MONTH = re.compile(
    rf"tháng ((?:{MONTH}{_AND}){{0,11}})({MONTH})"
    rf"(?![^\W_]|[.,/]\d{{1,3}}(?!\d)|%|/\D|-\d{{1,2}}(?!\d)| âm lịch|{_COUNTED}){_YEAR_AFTER}(?! âm lịch)"
)
_MONTH_WORD = re.compile(rf"tháng (hai|ba|tư|năm|sáu|bảy|tám|chín|mười một|mười hai|mười)(?![^\W_]){OF_YEAR}")
_MONTH_YEAR = re.compile(rf"(?<!\d[/.,])({MONTH})\s?[/.-]\s?((?:19|20)\d\d)(?![^\W_]|/|-[^\W\d_]|[.,]\d)")
_MONTH_CUE = re.compile(
    r"(?:(?<![^\W_])(?:từ|đến|tới|trước|sau|trong|đầu|giữa|cuối|hồi|hết|và|vào|kể từ|thời điểm|so với) |\("
    r"|[/.-]\d{4}\s?-\s?|tháng \d{1,2}\s?-\s?)\Z"
)
_TO_MONTH = re.compile(rf"\s?-\s?{MONTH}[/.-](?:19|20)\d\d(?!\d)")
_COUNT_BEFORE = re.compile(
    rf"(?:\d|(?<![^\W_])(?:mấy|vài|mỗi|hằng|hàng|nhiều|từng|các|{one_of(_NUMBERS)})) \Z"
)
_QUARTER_NUMBER = r"(?:iv|i{1,3}|[1-4])"
_QUARTER = re.compile(
    rf"qu[ýí] ((?:{_QUARTER_NUMBER}{_AND}(?:quý )?){{0,3}})({_QUARTER_NUMBER})(?![^\W_]|[.,]\d){_YEAR_AFTER}"
    rf"(?: ({YEAR})(?![^\W_]|[.,/-]\d))?"
)
_HALF = re.compile(
    rf"tháng (?:(đầu|cuối|còn lại)(?: của)?(?: năm(?! học)| (?=20\d\d))(?: ?({YEAR})(?![^\W_]|[.,/]\d)"
    rf"| (nay|ngoái|trước|sau|tới)(?![^\W_]))?|(?:của )?năm ({YEAR})(?![^\W_]|[.,/-]\d))"
)
_HALF_COUNT = re.compile(rf"(?<![^\W_])(?<!\d[/.,-])(\d{{1,2}}|{one_of(_NUMBERS)}) \Z")
_HALF_WORD = re.compile(
    rf"nửa (đầu|cuối|sau|còn lại)(?: của)?(?:{OF_YEAR}| năm(?! học| \d| một nghìn| hai nghìn)(?![^\W_]))"
)


def find_months(ground: Ground) -> Iterator[Unit]:
    """Parts of a year, quarters and months, the larger before the smaller."""
    low = ground.low
    yield from _find_halves(ground)
    yield from _find_quarters(ground)
    for match in matches_at(_MONTH, low, ground.words("tháng")):
        # «hai tháng 5 và 6» lists months, «hai tháng 5» would count them.
        counted = not match.group(1) and _COUNT_BEFORE.search(low, max(0, match.start() - 10), match.start())
        if ground.free(*match.span()) and not counted:
            year, shift = read_year(match.group(3) or match.group(4), match.group(5))
            months = [int(n) for n in re.findall(r"\d+", match.group(1))] + [int(match.group(2))]
            yield _unit(ground, match, "month", months, 1, year, shift)
    for match in matches_at(_MONTH_YEAR, low, ground.digits):
        cue = _MONTH_CUE.search(low, max(0, match.start() - 14), match.start()) or _TO_MONTH.match(
            low, match.end()
        )
        if cue and ground.free(*match.span()):
            yield _unit(
                ground, match, "month", [int(match.group(1))], 1, int(match.group(2)), None, headed=False
            )
    for match in matches_at(_MONTH_WORD, low, ground.words("tháng")):
        if ground.free(*match.span()) and not _COUNT_BEFORE.search(
            low, max(0, match.start() - 10), match.start()
        ):
            year, shift = read_year(match.group(2), match.group(3))
            yield _unit(ground, match, "month", [_NUMBERS[match.group(1)]], 1, year, shift)


def _find_quarters(ground: Ground) -> Iterator[Unit]:
    for match in matches_at(_QUARTER, ground.low, (*ground.words("quý"), *ground.words("quí"))):
        if not ground.free(*match.span()):
            continue
        year, shift = read_year(match.group(3) or match.group(4) or match.group(6), match.group(5))
        printed = [*re.findall(rf"(?<![^\W_]){_QUARTER_NUMBER}(?![^\W_])", match.group(1)), match.group(2)]
        quarters = [_ROMAN.get(q) or int(q) for q in printed]
        yield _unit(ground, match, "quarter", quarters, 3, year, shift)


def _find_halves(ground: Ground) -> Iterator[Unit]:
    """«N tháng đầu năm», «N tháng cuối năm», «9 tháng năm 2022», «nửa đầu năm 2021»."""
    low = ground.low
    for match in matches_at(_HALF, low, ground.words("tháng")):
        number = _HALF_COUNT.search(low, max(0, match.start() - 12), match.start())
        count = (_NUMBERS.get(number.group(1)) or int(number.group(1))) if number else 0
        if number is None or not 1 <= count <= 12 or not ground.free(number.start(), match.end()):
            continue
        year, shift = read_year(match.group(2) or match.group(4), match.group(3))
        first, last = (1, count) if match.group(1) in ("đầu", None) else (13 - count, 12)
        ground.take(number.start(), match.end())
        yield Unit(number.start(), match.end(), number.start(), "half", *span(year, first, last), shift)
    for match in matches_at(_HALF_WORD, low, ground.words("nửa")):
        year, shift = read_year(match.group(2), match.group(3))
        if ground.free(*match.span()):
            yield _unit(ground, match, "half", [1, 6] if match.group(1) == "đầu" else [7, 12], 1, year, shift)


def _unit(
    ground: Ground,
    match: re.Match[str],
    kind: str,
    numbers: list[int],
    size: int,
    year: int | None,
    shift: int | None,
    *,
    headed: bool = True,
) -> Unit:
    """The unit from the first to the last of the numbered parts of a year, each `size` months long."""
    ground.take(*match.span())
    first, last = span(year, (min(numbers) - 1) * size + 1, max(numbers) * size)
    plural = kind + "s" if len(numbers) > 1 and kind != "half" else kind
    return Unit(match.start(), match.end(), match.start(), plural, first, last, shift, headed=headed)
