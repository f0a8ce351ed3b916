"""Time told from the day of publication: hôm nay, tháng này, năm ngoái, từ đầu năm đến nay, từ nay đến cuối năm."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.time.lexicon import Ground, matches_at, one_of, words
from nlp.time.unit import Unit, span

_RELATIVE = {
    term: (grain, count) for grain, terms in words()["relative"].items() for term, count in terms.items()
}
_ANCHORS = {
    term: (grain, count) for grain, terms in words()["anchor"].items() for term, count in terms.items()
}
_BY_HEAD = {
    head: re.compile(one_of(t for t in (*_RELATIVE, *_ANCHORS) if t.split(" ")[0] == head) + r"(?![^\W_])")
    for head in sorted({term.split(" ")[0] for term in (*_RELATIVE, *_ANCHORS)})
}
_YEAR_TO_NOW = re.compile(r"đầu năm(?: nay)? (?:cho )?(?:đến|tới) (?:hiện )?nay(?![^\W_])")
_SINCE = re.compile(r"(?<![^\W_])(?:kể )?từ \Z")
_NOW_TO_YEAR_END = re.compile(r"từ nay (?:cho )?(?:đến|tới)(?: hết| cuối) năm(?: nay)?(?![^\W_]| \d| học)")
_TO_NOW = re.compile(r"đến (?:hiện )?nay(?![^\W_])")
# A term whose years aren't printed, and a period that only the sentence tells: anchors that stay partial.
_TERM_TO_NOW = re.compile(
    r"(?:(?:kể )?từ )?đầu (?:nhiệm kỳ|khóa)(?: này)? (?:cho )?(?:đến|tới) (?:hiện )?nay(?![^\W_])"
)
_SAME_PERIOD = re.compile(r"cùng kỳ(?![^\W_])")
_WEEKDAY = re.compile(
    r"(?:(thứ) (hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?: (?:của|trong))? tuần (này|trước|rồi|tới|sau)(?![^\W_])"
)
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5} | {str(n): n - 2 for n in range(2, 8)}
_WEEKS = {"này": 0, "trước": -1, "rồi": -1, "tới": 1, "sau": 1}
_THEN = re.compile(r" (?:đó|khi|nữa|kia)(?![^\W_])")
_PART = re.compile(rf"(?<![^\W_])(?:rạng|đầu giờ|cuối giờ|{one_of(words()['day']['parts'])}) \Z")
_GOES_ON = re.compile(r" (?:\d|học)")
_VAGUE = re.compile(r"(?<![^\W_])(?:những|các|nhiều|mấy|vài|hằng|hàng|mỗi|ít|\d+) \Z")
# «một tuần sau», «hai năm trước», «hơn chục năm trước» count from what the text tells, not from its day.
_COUNTED = re.compile(
    r"(?<![^\W_])(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|chục|trăm|nghìn|nửa|vài|đôi|cả) \Z"
)
_ENDS_COUNTED = (" sau", " trước", " tới")


def find_relative(ground: Ground) -> Iterator[Unit]:
    """Units counted from the day of publication, and anchors that only help to set a period."""
    low = ground.low
    for match in matches_at(_YEAR_TO_NOW, low, ground.words("đầu năm")):
        word = _SINCE.search(low, max(0, match.start() - 8), match.start())
        start = word.start() if word else match.start()
        ground.take(start, match.end())
        yield Unit(start, match.end(), start, "to_now", span(None, 1, 1)[0], None, 0)
    for match in matches_at(_NOW_TO_YEAR_END, low, ground.words("từ nay")):
        ground.take(*match.span())
        yield Unit(*match.span(), match.start(), "from_now", None, span(None, 12, 12)[1], 0)
    yield from _find_partial(ground)
    yield from _find_weekdays(ground)
    yield from _find_listed(ground)
    for match in matches_at(_TO_NOW, low, ground.words("đến ")):
        if ground.free(*match.span()):
            ground.take(*match.span())
            yield Unit(*match.span(), match.start(), "until", shift=("day", 0), listed=False)


def _find_partial(ground: Ground) -> Iterator[Unit]:
    """«từ đầu nhiệm kỳ đến nay», «so với cùng kỳ»: spans that neither a year nor the day of publication gives."""
    low = ground.low
    for match in matches_at(_TERM_TO_NOW, low, ground.words("đầu ")):
        word = _SINCE.search(low, max(0, match.start() - 8), match.start())
        start = word.start() if word else match.start()
        if ground.free(start, match.end()):
            ground.take(start, match.end())
            yield Unit(start, match.end(), start, "to_now", listed=False, partial="term")
    for match in matches_at(_SAME_PERIOD, low, ground.words("cùng kỳ")):
        if ground.free(*match.span()):
            ground.take(*match.span())
            yield Unit(*match.span(), match.start(), "same_period", listed=False, partial="period")


def _find_weekdays(ground: Ground) -> Iterator[Unit]:
    """«thứ sáu tuần trước», «chủ nhật tuần này»: a day of a week counted from the article's."""
    low = ground.low
    for match in matches_at(_WEEKDAY, low, (*ground.words("thứ "), *ground.words("chủ nhật"))):
        if ground.free(*match.span()):
            weekday = _WEEKDAYS[match.group(2)] if match.group(1) else 6
            yield _counted(ground, match, "weekday", weekday + 7 * _WEEKS[match.group(3)], listed=True)


def _find_listed(ground: Ground) -> Iterator[Unit]:
    """The terms of the lexicon: those that are dates before those that are none («cuối năm ngoái» is a date)."""
    low = ground.low
    found = [m for head, pattern in _BY_HEAD.items() for m in matches_at(pattern, low, ground.words(head))]
    for match in sorted(found, key=lambda m: (m.group() not in _RELATIVE, m.start() - m.end(), m.start())):
        if (
            not ground.free(*match.span())
            or _THEN.match(low, match.end())
            or _VAGUE.search(low, max(0, match.start() - 8), match.start())
            or (
                match.group().endswith(_ENDS_COUNTED)
                and _COUNTED.search(low, max(0, match.start() - 8), match.start())
            )
        ):
            continue
        if match.group() in _RELATIVE:
            yield _counted(ground, match, *_RELATIVE[match.group()], listed=True)
        elif not _GOES_ON.match(low, match.end()):
            yield _counted(ground, match, *_ANCHORS[match.group()], listed=False)


def _counted(ground: Ground, match: re.Match[str], grain: str, count: int, *, listed: bool) -> Unit:
    ground.take(*match.span())
    if grain == "year":
        return Unit(*match.span(), match.start(), "year", *span(None, 1, 12), count, listed=listed)
    kind = {"day": "today" if count == 0 else "day", "weekday": "day"}.get(grain, grain)
    days = grain in ("day", "weekday")
    part = _PART.search(ground.low, max(0, match.start() - 16), match.start()) if days else None
    start = part.start() if part else match.start()
    return Unit(start, match.end(), start, kind, shift=(grain, count), listed=listed)
