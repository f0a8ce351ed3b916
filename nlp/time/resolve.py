"""Years that the text leaves out, from the article's date or from the year that rules the text."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nlp.time.lexicon import one_of, words
from nlp.time.mention import TimeMention
from nlp.time.unit import CalendarDay, Unit

_DIRECTION = words()["direction"]
_AFTER_FUTURE = re.compile(rf" {one_of(_DIRECTION['after_future'])}(?![^\W_])(?! nay| hết| ngày)")
_AFTER_PAST = re.compile(rf" {one_of(_DIRECTION['after_past'])}(?![^\W_])")
_FUTURE = re.compile(rf"(?<![^\W_]){one_of(_DIRECTION['future'])}(?![^\W_])")
_PAST = re.compile(rf"(?<![^\W_]){one_of(_DIRECTION['past'])}(?![^\W_])")
_CLAUSE = re.compile(r"[.;!?…\n]")
_WORD = re.compile(r"[^\W\d_]+")
_OPENING = re.compile(r"(?:^|[\n.!?…] ?)(?:trong |riêng |tính đến hết |riêng trong )?\Z")
_ENDING = re.compile(r"[.!?…]\s|\n")
_PARTS_OF_YEAR = frozenset(("day", "days", "month", "months", "quarter", "quarters", "half"))
_DATELINE_WORDS = frozenset(words()["dateline"]["words"])
_NUMBER_BEFORE = re.compile(r"\d\D{0,24}\Z")
_NO_RULE = frozenset(("until", "after", "before", "term"))
_PART = re.compile(rf"{one_of(words()['day']['parts'])}(?![^\W_])")
_OF_DAYS = frozenset(("day", "days", "today", "since", "until", "before", "after"))
_REACH = 90
HALF_A_YEAR = 183
_DATELINE_CHARS = 90
_HEAD_CHARS = 600


@dataclass(frozen=True, slots=True)
class Reference:
    """What missing years are told from: the article's day, or only the year that rules the text."""

    day: date | None = None
    year: int | None = None

    @property
    def basis(self) -> str:
        """`published` or `text`."""
        return "published" if self.day else "text"


def find_reference(low: str, units: Sequence[Unit], published: date | None) -> Reference:
    """The article's date where it is given or printed as a dateline, else the year that rules the text."""
    if published:
        return Reference(published)
    for unit in units:
        if unit.kind in ("day",) and unit.first and unit.first.year and _in_dateline(low, unit):
            return Reference(unit.first.in_year(unit.first.year))
    return Reference(None, _ruling_year(low, units))


def _in_dateline(low: str, unit: Unit) -> bool:
    """True where the unit's line, near the head of the text or its end, holds nothing but date and time."""
    if _HEAD_CHARS < unit.start < len(low) - _HEAD_CHARS:
        return False
    begin = low.rfind("\n", 0, unit.start) + 1
    stop = low.find("\n", unit.end)
    line = low[begin : unit.start] + " " + low[unit.end : stop if stop >= 0 else len(low)]
    return (
        len(line) <= _DATELINE_CHARS
        and all(w in _DATELINE_WORDS for w in _WORD.findall(line))
        and (begin > 0 or stop >= 0)
    )


def _ruling_year(low: str, units: Sequence[Unit]) -> int | None:
    """The year that rules a text without a date: of the day that opens a line of its head, else the year printed most.

    Plans, bounds and documents' dates don't count; None where two years tie.
    """
    counts: Counter[int] = Counter()
    for unit in units:
        first, last = unit.first, unit.last
        if not (first and last and first.year and first.year == last.year) or unit.kind in _NO_RULE:
            continue
        if unit.kind == "day":
            if unit.start < _HEAD_CHARS and low[: unit.start].rstrip(" ")[-1:] in ("", "\n"):
                return first.year
            if _NUMBER_BEFORE.search(low, max(0, unit.core - 24), unit.core):
                continue
        counts[first.year] += 1
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def resolve_unit(low: str, unit: Unit, reference: Reference, context_year: int | None) -> TimeMention:
    """The unit as a mention with days and the part of the day, or partial where the reference doesn't reach."""
    mention = _resolved(low, unit, reference, context_year)
    part = _PART.match(low, unit.start) if unit.kind in _OF_DAYS else None
    return replace(mention, part=part.group()) if part else mention


def _resolved(low: str, unit: Unit, reference: Reference, context_year: int | None) -> TimeMention:
    if unit.partial:
        return _mention(unit, None, None, unit.partial, reference.basis)
    if unit.shift is not None:
        return _shifted(unit, reference)
    shift = unit.year_shift
    basis = "printed"
    year = None
    if unit.open or shift is not None:
        basis = reference.basis
        if shift is not None:
            year = reference.day.year + shift if reference.day else None
        elif context_year:
            year, basis = context_year, "text"
        elif reference.day:
            year = _nearest_year(low, unit, reference.day)
        else:
            year = reference.year
        if year is None:
            return _mention(unit, None, None, "published" if shift is not None else "year", basis)
    first = _end(unit.first, year, reference, wraps=_wraps(unit))
    last = _end(unit.last, year, reference, wraps=False)
    missing = "published" if first is None or last is None else None
    if first and last and first > last:
        first = last = None
        missing = "year"
    return _mention(unit, first, last, missing, basis if missing is None else reference.basis)


def _wraps(unit: Unit) -> bool:
    """True where a span without years runs over the turn of the year."""
    return bool(
        unit.first
        and unit.last
        and unit.first.year is None
        and (unit.first.month, unit.first.day) > (unit.last.month, unit.last.day)
    )


def _end(day: CalendarDay | None, year: int | None, reference: Reference, *, wraps: bool) -> date | None:
    """One end of a unit as a date; None stands for the day of publication, where that is known."""
    if day is None:
        return reference.day
    known = day.year or (year - wraps if year else None)
    return day.in_year(known) if known else None


def _mention(
    unit: Unit, first: date | None, last: date | None, partial: str | None, basis: str
) -> TimeMention:
    return TimeMention(
        unit.start, unit.end, f"time {unit.kind}", first, last, unit.kind, partial, unit.listed, basis
    )


def _shifted(unit: Unit, reference: Reference) -> TimeMention:
    """A unit counted from the article's day."""
    if reference.day is None or unit.shift is None:
        return _mention(unit, None, None, "published", "published")
    grain, count = unit.shift
    day = reference.day
    if grain == "day":
        first = last = day + timedelta(days=count)
    elif grain == "weekday":
        first = last = day - timedelta(days=day.weekday()) + timedelta(days=count)
    elif grain == "week":
        first = day - timedelta(days=day.weekday()) + timedelta(weeks=count)
        last = first + timedelta(days=6)
    else:
        size = 3 if grain == "quarter" else 1
        index = (day.year * 12 + day.month - 1) // size + count
        year, month = divmod(index * size, 12)
        first = date(year, month + 1, 1)
        last = date(year, month + size, calendar.monthrange(year, month + size)[1])
    return _mention(unit, first, last, None, "published")


def _nearest_year(low: str, unit: Unit, day: date) -> int:
    """The year that brings the unit nearest to the article's day: the past unless the wording looks ahead."""
    before = low[max(0, unit.start - _REACH) : unit.start]
    after = low[unit.end : unit.end + _REACH]
    if _AFTER_PAST.match(after):
        ahead, back = 1000.0, 1.0
    elif _AFTER_FUTURE.match(after):
        ahead, back = 1.0, 1000.0
    else:
        clause = _CLAUSE.split(before)[-1] + " | " + _CLAUSE.split(after)[0]
        future, past = bool(_FUTURE.search(clause)), bool(_PAST.search(clause))
        if future == past and unit.kind not in ("day", "days") and unit.first:
            # Without a word that tells, months and quarters are of the paper's own year: «quý I» in December is the one
            # that was, «quý IV» in July the one to come; only «tháng 12» in January is last year's.
            return day.year - ((unit.first.in_year(day.year) - day).days > HALF_A_YEAR)
        ahead, back = (1.0, 3.0) if future and not past else (4.0, 1.0) if past and not future else (1.5, 1.0)
    return min(
        (day.year, day.year - 1, day.year + 1), key=lambda year: _distance(unit, year, day, ahead, back)
    )


def _distance(unit: Unit, year: int, day: date, ahead: float, back: float) -> float:
    """Days between the unit in that year and the article's day, weighted by direction; 0 where it holds the day."""
    first = unit.first.in_year(year - _wraps(unit)) if unit.first else day
    last = unit.last.in_year(year) if unit.last else day
    if first > day:
        return (first - day).days * ahead
    return (day - last).days * back if last < day else 0.0


def context_years(low: str, units: Sequence[Unit]) -> dict[int, int]:
    """For units without a year, the year that their sentence gives (by place in the list).

    A year that opens it rules all that follow («Năm 2019, …, tháng 6 …»); a part of a year rules other parts («9 tháng
    năm 2022 …, 6 tháng đầu năm …»).
    """
    found: dict[int, int] = {}
    year, half, stop = None, None, -1
    for i, unit in enumerate(units):
        if unit.start > stop:
            year = half = None
        if _opens_with_year(low, unit):
            year, stop = unit.year, _sentence_end(low, unit.end)
        elif unit.kind == "half" and unit.year and unit.year_shift is None:
            half, stop = unit.year, max(stop, _sentence_end(low, unit.end))
        elif unit.open and unit.kind in _PARTS_OF_YEAR:
            ruling = half if unit.kind == "half" and half else year
            if ruling:
                found[i] = ruling
    return found


def _opens_with_year(low: str, unit: Unit) -> bool:
    """True for «Năm 2019» at the head of its sentence."""
    return bool(
        unit.kind == "year"
        and unit.year
        and unit.headed
        and unit.year_shift is None
        and _OPENING.search(low, max(0, unit.start - 24), unit.start)
    )


def _sentence_end(low: str, at: int) -> int:
    ending = _ENDING.search(low, at)
    return ending.start() if ending else len(low)
