"""Years and spans of years: các năm 2020-2021, năm học 2022-2023, giai đoạn 5 năm (2018-2022), nhiệm kỳ 2020-2025."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp.time.lexicon import Ground, matches_at, one_of, words
from nlp.time.unit import YEAR, CalendarDay, Unit, span

_SCHOOL = re.compile(rf"năm học (?:từ )?({YEAR})\s?(?:[/-]|đến)\s?(?:năm )?({YEAR})(?![^\W_]|[/-]\d)")
_RANGE = re.compile(rf"(?<!\d[/.,-])(?<![/-])({YEAR})\s?-\s?({YEAR})(?![^\W_]|/|-[^\W_]|[.,]\d)")
_TERM = re.compile(rf"nhiệm kỳ ({YEAR})(?![^\W_]|[./]\d|\s?-)")
_YEAR = re.compile(
    rf"năm ({YEAR})(?![^\W_]|[.,/]\d|-[^\W_])"
    rf"((?:(?:, | và |, và |; | hoặc )(?:{YEAR})(?![^\W_]|[.,/]\d|-\w| - \d))*)"
)
_PLURAL = re.compile(r"(?<![^\W_])(?:các|những|hai|ba|bốn|2|3|4) \Z")
_BARE = re.compile(r"(?<!\d[/.,-])((?:19|20)\d\d)(?![^\W_]|[/.,-]\w)")
_BARE_CUE = re.compile(rf"(?<![^\W_]){one_of(words()['year']['cues'])} \Z")
_AFTER_YEAR = re.compile(r"\d{4} (?:đến|tới) \Z")
_AFTER_BARE = re.compile(rf"\s?(?:\Z|[,.;:()\n\"-]|{one_of(words()['year']['after'])}(?![^\W_]))")
_COUNTED = re.compile(rf"\s{one_of(words()['year']['counted'])}(?![^\W_])")
_COUNT = r"(?:\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
_LEAD = re.compile(
    rf"(?<![^\W_])(?:{one_of(words()['year']['stages'])}(?: {_COUNT} năm(?: từ)?| trong| từ(?: năm)?)?"
    rf"|{_COUNT} năm(?: từ)?)\s?(\(\s?)?(?:từ )?(?:năm )?\Z"
)
_KINDS = {"nhiệm": "term", "giai": "stage", "thời": "stage"}


def find_years(ground: Ground) -> Iterator[Unit]:
    """School years, spans of years, terms and years, the longer before the shorter."""
    low = ground.low
    for match in matches_at(_SCHOOL, low, ground.words("năm học")):
        first, last = int(match.group(1)), int(match.group(2))
        if first < last <= first + 2 and ground.free(*match.span()):
            ground.take(*match.span())
            yield Unit(
                *match.span(),
                match.start(),
                "school_year",
                CalendarDay(first, 9, 1),
                CalendarDay(last, 8, 31),
            )
    yield from _find_ranges(ground)
    for match in matches_at(_TERM, low, ground.words("nhiệm kỳ")):
        if ground.free(*match.span()):
            yield _years(ground, match, "term", int(match.group(1)), int(match.group(1)))
    for match in matches_at(_YEAR, low, ground.words("năm ")):
        if ground.free(*match.span()):
            years = [int(match.group(1))] + [int(y) for y in re.findall(r"\d{4}", match.group(2))]
            lead = _PLURAL.search(low, max(0, match.start() - 8), match.start())
            if lead and len(years) == 1:
                years += [years[0] + 9] if lead.group() == "những " and years[0] % 10 == 0 else []
                lead = lead if len(years) > 1 else None
            unit = _years(ground, match, "years" if len(years) > 1 else "year", min(years), max(years))
            yield replace(unit, start=lead.start()) if lead else unit
    for match in matches_at(_BARE, low, ground.digits):
        if ground.free(*match.span()) and _is_bare_year(low, match):
            yield _years(ground, match, "year", int(match.group(1)), int(match.group(1)), headed=False)


def _find_ranges(ground: Ground) -> Iterator[Unit]:
    low = ground.low
    for match in matches_at(_RANGE, low, ground.digits):
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
    if low[start - 1 : start] == "(" and low[end : end + 1] == ")" and start:
        return True
    if _AFTER_YEAR.search(low, max(0, start - 10), start):
        return _COUNTED.match(low, end) is None
    return (
        _BARE_CUE.search(low, max(0, start - 14), start) is not None
        and _AFTER_BARE.match(low, end) is not None
    )


def _years(
    ground: Ground, match: re.Match[str], kind: str, first: int, last: int, *, headed: bool = True
) -> Unit:
    ground.take(*match.span())
    return Unit(*match.span(), match.start(), kind, *_whole(first, last), headed=headed)


def _whole(first: int, last: int) -> tuple[CalendarDay, CalendarDay]:
    """From the first day of one year to the last of another."""
    return span(first, 1, 12)[0], span(last, 1, 12)[1]
