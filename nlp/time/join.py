"""Units joined into lists and ranges: quý I và quý II/2023, từ ngày 28/5 đến 3/6/2024, từ năm 2015 đến nay."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from nlp.time.lexicon import one_of, words
from nlp.time.unit import CalendarDay, Unit

_PART = one_of(words()["day"]["parts"])
_CLOCK = r"(?:\d{1,2}(?:h|g|:| giờ)\d{0,2}(?: phút)?,? )?"
_EDGE = r"(?:đầu |giữa |cuối |hết )?"
_RANGE = re.compile(
    rf"\s?-\s?| (?:cho )?(?:đến|tới) {_EDGE}{_CLOCK}(?:{_PART} )?(?:(?:hết )?ngày )?(?:tháng )?(?:năm )?"
)
_AND = re.compile(rf",? (?:và|&) {_EDGE}(?:{_PART} )?(?:ngày )?(?:năm )?")
_COMMA = re.compile(rf", {_EDGE}(?:ngày )?")
_EDGES = re.compile(r"(?<![^\W_])(?:đầu|giữa|cuối) \Z")
_SINCE = re.compile(rf"(?<![^\W_])(?:kể )?từ {_EDGE}\Z")
_SINCE_YEAR = re.compile(r"(?<![^\W_])(?:kể )?từ \Z")
_TERM_BEGINS = re.compile(r"(?<![^\W_])từ đầu \Z")
_TO_NOW = re.compile(
    r" (?:cho )?(?:đến|tới) (?:hiện nay|hôm nay|nay|thời điểm này|thời điểm hiện tại)(?![^\W_])"
)
_FROM_NOW = re.compile(rf"(?<![^\W_])từ (?:nay|bây giờ) (?:cho )?(?:đến|tới) {_EDGE}(?:ngày )?\Z")
_UNTIL = re.compile(rf"(?<![^\W_])(?:cho )?(?:đến|tới) {_EDGE}(?:ngày )?\Z")
_BOUNDS = re.compile(r"(?<![^\W_])(từ|kể từ|trước|sau) (?:đầu |cuối |giữa )?(ngày )?\Z")
_KINDS = {"từ": "since", "kể từ": "since", "trước": "before", "sau": "after"}
_GRAIN = {"days": "day", "months": "month", "quarters": "quarter", "years": "year"}
_JOINABLE = {"day", "month", "quarter", "year", "half"}
_BACK = 32


def join_units(low: str, units: Iterable[Unit]) -> list[Unit]:
    """Join neighbours that the text makes one expression, then read the words that bound each."""
    waiting = sorted(units, key=lambda u: (u.core, -u.end))
    joined: list[Unit] = []
    for unit in waiting:
        while joined and (both := _joined(low, joined[-1], unit)):
            joined.pop()
            unit = both
        joined.append(unit)
    bounded = [_bounded(low, unit) for unit in _lists(low, joined)]
    # «đến nay» that ends another unit is no anchor of its own.
    return [u for i, u in enumerate(bounded) if u.listed or not (i and u.start < bounded[i - 1].end)]


def _joined(low: str, left: Unit, right: Unit) -> Unit | None:
    """Two neighbours as one unit, or None where each stands for itself."""
    if span := _since_new_year(low, left, right):
        return span
    if not _calendar(left) or not _calendar(right) or right.core - left.end > _BACK:
        return None
    between = low[left.end : right.core]
    if _RANGE.fullmatch(between):
        return _range(low, left, right)
    if _AND.fullmatch(between) and _one_expression(left, right):
        return _from(low, _covering(left, right), _EDGES)
    return None


def _since_new_year(low: str, left: Unit, right: Unit) -> Unit | None:
    """«từ đầu năm đến hết tháng 9», «từ đầu năm đến ngày 15/6»: from the first of January to the other's last day."""
    if low[left.start : left.end] != "đầu năm" or not _calendar(right) or right.last is None:
        return None
    if _grain(right) not in ("day", "month", "quarter") or not _RANGE.fullmatch(low, left.end, right.core):
        return None
    first = CalendarDay(right.last.year, 1, 1)
    return _from(
        low,
        Unit(left.start, right.end, left.start, "range", first, right.last, right.year_shift),
        _SINCE_YEAR,
    )


def _lists(low: str, units: list[Unit]) -> list[Unit]:
    """Join what commas list before a unit that is itself a list: «ngày 3/6, 4/6 và 5/6»."""
    done: list[Unit] = []
    for unit in reversed(units):
        while done and _comma_listed(low, unit, done[-1]):
            unit = _covering(unit, done.pop())
        done.append(unit)
    return done[::-1]


def _comma_listed(low: str, left: Unit, right: Unit) -> bool:
    return (
        right.kind in ("days", "months", "quarters")
        and _calendar(left)
        and _COMMA.fullmatch(low[left.end : right.core]) is not None
        and _one_expression(left, right)
    )


def _calendar(unit: Unit) -> bool:
    return unit.shift is None and unit.first is not None and unit.last is not None and unit.listed


def _grain(unit: Unit) -> str:
    return _GRAIN.get(unit.kind, unit.kind)


def _range(low: str, left: Unit, right: Unit) -> Unit | None:
    """«từ … đến …»: both of one grain or both within years, the second not before the first."""
    since_term = left.kind == "term" and _TERM_BEGINS.search(low, max(0, left.start - _BACK), left.start)
    joinable = _grain(left) in _JOINABLE or since_term
    if not joinable or _grain(right) not in _JOINABLE or left.kind == "half":
        return None
    if _anniversary(left, right):
        return None
    both = _covering(left, right, kind="range" if _grain(left) != _grain(right) else None)
    if (
        both.first
        and both.last
        and both.first.year
        and both.last.year
        and _order(both.first) > _order(both.last)
    ):
        return None
    return _from(low, both, _SINCE)


def _from(low: str, unit: Unit, lead: re.Pattern[str]) -> Unit:
    """The unit with the words before it that `lead` finds."""
    word = lead.search(low, max(0, unit.start - _BACK), unit.start)
    return replace(unit, start=word.start()) if word else unit


def _anniversary(left: Unit, right: Unit) -> bool:
    """True for «3/2/1930 - 3/2/2018»: the same day of two years, no span between them."""
    if (
        left.kind != "day"
        or right.kind != "day"
        or not left.first
        or not right.first
        or not (left.year and right.year)
    ):
        return False
    return (left.first.month, left.first.day) == (
        right.first.month,
        right.first.day,
    ) and right.year - left.year > 1


def _order(day: CalendarDay) -> tuple[int, int, int]:
    return day.year or 0, day.month, day.day


def _one_expression(left: Unit, right: Unit) -> bool:
    """True where «và» makes one span: one grain, and the one lends its year or follows on the other."""
    if (
        _grain(left) != _grain(right)
        or _grain(left) not in _JOINABLE
        or left.year_shift not in (None, right.year_shift)
    ):
        return False
    if left.last is None or right.first is None:
        return False
    if left.year and right.year:
        return _follows(left.last, right.first) or (_grain(left) == "year" and not right.headed)
    if left.year and not right.year:
        return not right.headed
    if _grain(left) == "day":
        return not right.headed or _follows(left.last, right.first) or (left.open and right.year is not None)
    return True


def _follows(last: CalendarDay, first: CalendarDay) -> bool:
    """True where the second day comes right after the first."""
    year = last.year or first.year or 2023
    following = (first.in_year(first.year or year) - last.in_year(year)).days
    return following == 1


def _covering(left: Unit, right: Unit, kind: str | None = None) -> Unit:
    """The unit from the beginning of the one to the end of the other; a missing year is lent by the other."""
    first, last = left.first, right.last
    if first and last:
        wraps = (first.month, first.day) > (last.month, last.day)
        if first.year is None and last.year is not None:
            first = replace(first, year=last.year - wraps)
        elif first.year is not None and last.year is None and right.year_shift is None:
            last = replace(last, year=first.year + wraps)
    shift = right.year_shift if right.year_shift is not None else left.year_shift
    grain = _grain(left)
    plural = kind or (grain + "s" if grain != "half" else "half")
    return Unit(left.start, right.end, left.core, plural, first, last, shift, headed=left.headed)


def _bounded(low: str, unit: Unit) -> Unit:
    """Read what bounds the unit: «… đến nay», «từ nay đến …», «đến hết …», «từ …», «trước …»."""
    if unit.shift is not None or not unit.listed or unit.first is None or unit.last is None:
        return unit
    window = max(0, unit.start - _BACK)
    if after := _TO_NOW.match(low, unit.end):
        return replace(_from(low, unit, _SINCE), end=after.end(), kind="to_now", last=None)
    if word := _FROM_NOW.search(low, window, unit.start):
        return replace(unit, start=word.start(), kind="from_now", first=None)
    if unit.kind in _GRAIN:
        return _from(low, unit, _SINCE)
    if unit.kind not in _JOINABLE:
        return unit
    if word := _UNTIL.search(low, window, unit.start):
        return replace(unit, start=word.start(), kind="until")
    if word := _BOUNDS.search(low, window, unit.start):
        day = unit.kind == "day" and "ngày" in low[unit.start : unit.core] and word.group(1) == "từ"
        return replace(unit, start=word.start() if day else unit.start, kind=_KINDS[word.group(1)])
    return unit
