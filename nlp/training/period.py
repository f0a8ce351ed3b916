"""The period in which a count happened or is to happen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from nlp.fact import Period
from nlp.layout import Sentence
from nlp.reading import Reading, within
from nlp.time import TimeMention
from nlp.training.draft import Draft, by_sentence
from nlp.training.holding import (
    PLANNED,
    UNTIL_NOW,
    Holding,
    holding_after,
    period_of,
    report_periods,
    turns,
    until_now,
)
from nlp.training.own_time import own_time
from nlp.training.times import DAYS, usable_times

MONTHS = 200
"""Up to so many days a report is one of months."""
_OPEN_SPAN = re.compile(
    r"(?<![^\W_])(?:(?:kể )?từ (?:khi|ngày thành lập|lúc|trước)|(?:những|nhiều|các|mấy) năm (?:qua|nay|gần đây|trước)|"
    r"thời gian (?:qua|gần đây|vừa qua)|trong nhiều năm|nhiệm kỳ qua)(?![^\W_])",
    re.IGNORECASE,
)
_SO_MANY_MONTHS = re.compile(
    r"(?<![^\W_])(?:tính chung|trong|qua|sau) (\d{1,2}) tháng(?! (?:đầu|cuối|năm|học|liền|kể))(?![^\W_])",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\W*(?:cũng )?(?:trong|cùng) (?:nhiệm kỳ|giai đoạn|thời gian|khoảng thời gian)(?: này| trên| đó)?,",
    re.IGNORECASE,
)
_ON_THE_OCCASION = re.compile(
    r"\W*(?:nhân )?(?:dịp này|cùng ngày|cũng (?:tại|trong|nhân)|tại (?:buổi )?lễ|trong khuôn khổ)(?![^\W_])",
    re.IGNORECASE,
)


def set_periods(reading: Reading, drafts: Sequence[Draft], topics: Sequence[Draft] = ()) -> None:
    """Set the period of every draft: its own words first, then what still holds from before.

    A period holds until another is set, or until the text turns to another body.
    """
    report = report_periods(reading)
    rows = by_sentence([*drafts, *topics])
    holding: Holding | None = None
    before: Holding | None = None
    planned: Holding | None = None
    ceremony: Holding | None = None
    for sentence in reading.sentences:
        if holding and holding.block != sentence.block.index and turns(reading, sentence):
            holding = None
        holding = _said_again(reading, sentence, holding, before)
        times = usable_times(reading, within(reading.times, sentence.start, sentence.end))
        row = rows.get(sentence.start, [])
        for draft in row:
            _set(reading, draft, times, _for_plan(draft, planned) or holding, report, ceremony)
            ceremony = ceremony or _day_of_event(draft)
            planned = _planned_after(draft) or planned
        holding = holding_after(reading, sentence, times, row, holding) or holding
        before = holding if holding and (before is None or not _lies_in(holding, before)) else before


def _said_again(
    reading: Reading, sentence: Sentence, holding: Holding | None, before: Holding | None
) -> Holding | None:
    """«Cũng trong giai đoạn này, …» goes back to the span that held, behind a year of it or another body."""
    return before or holding if _AGAIN.match(reading.plain, sentence.start) else holding


def _lies_in(one: Holding, other: Holding) -> bool:
    """True for a shorter period within another."""
    return (
        one.period != other.period
        and other.period.start <= one.period.start
        and one.period.end <= other.period.end
    )


def _day_of_event(draft: Draft) -> Holding | None:
    """The day of an opening or a closing that has one of its own."""
    proof = draft.proofs.get("period")
    if not draft.event or draft.period is None or not proof or draft.period.start != draft.period.end:
        return None
    return Holding(draft.period, proof[0][:2], draft.sentence.block.index)


def _planned_after(draft: Draft) -> Holding | None:
    """The time of its own that a planned count has: what is planned beside it is for that time too."""
    proof = draft.proofs.get("period")
    of_plan = draft.plan if draft.topic else draft.status == "planned"
    if not of_plan or draft.period is None or not proof or proof[0][2] is not None:
        return None
    return Holding(draft.period, proof[0][:2], draft.sentence.block.index)


def _for_plan(draft: Draft, planned: Holding | None) -> Holding | None:
    same = planned is not None and planned.block == draft.sentence.block.index
    return planned if same and draft.status == "planned" else None


def _set(
    reading: Reading,
    draft: Draft,
    times: Sequence[TimeMention],
    holding: Holding | None,
    report: Sequence[Holding],
    ceremony: Holding | None,
) -> None:
    own = own_time(reading, draft, times)
    if own and holding and _is_the_year(reading, own, holding):
        _give(draft, holding)
    elif up_to := _up_to(reading, draft, own.first if own else None, holding):
        draft.period, place = up_to
        draft.prove("period", place)
    elif own:
        draft.period = _from_then_on(reading, draft, own) or period_of(own)
        draft.prove("period", (own.start, own.end))
    elif draft.bare and draft.event:
        # An opening or a closing has a day of its own, or that of the ceremony at which it is told.
        if ceremony and _ON_THE_OCCASION.match(reading.plain, draft.sentence.start):
            _give(draft, ceremony)
        elif report and ceremony is None and _is_of_months(report[0].period):
            _give(draft, report[0])
    elif again := _months_again(reading, draft):
        _give(draft, again)
    elif span := until_now(reading, draft, holding):
        draft.period, place = span
        draft.prove("period", place, "context")
    elif not _OPEN_SPAN.search(reading.plain, draft.sentence.start, draft.start):
        _hold(draft, holding, report)


def _months_again(reading: Reading, draft: Draft) -> Holding | None:
    """«tính chung 5 tháng, đã mở 17 lớp»: the first five months of the year, where the text named them before."""
    match = _SO_MANY_MONTHS.search(reading.plain, draft.sentence.start, draft.start)
    if match is None:
        return None
    told = within(reading.times, 0, draft.start)
    same = [
        t
        for t in told
        if t.kind == "half" and t.first and t.last and _begins(reading.plain, t, match.group(1))
    ]
    time = same[-1] if same else None
    return Holding(period_of(time), (time.start, time.end), draft.sentence.block.index) if time else None


def _begins(plain: str, time: TimeMention, months: str) -> bool:
    return plain[time.start : time.end].lower().startswith(f"{months} tháng đầu")


def _give(draft: Draft, holding: Holding) -> None:
    draft.period = holding.period
    draft.prove("period", holding.place, "context")


def _is_the_year(reading: Reading, time: TimeMention, holding: Holding) -> bool:
    """True for «trong năm», «cả năm» without a number where a whole year holds: it is that year."""
    words = reading.plain[time.start : time.end]
    start, end = holding.period.start, holding.period.end
    whole = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year
    return time.kind == "year" and whole and not time.listed and not any(c.isdigit() for c in words)


def _from_then_on(reading: Reading, draft: Draft, time: TimeMention) -> Period | None:
    """«Theo thỏa thuận giai đoạn 2012-2017, …; đến nay đã mở 6 lớp»: from the time's beginning to now."""
    if reading.published is None or time.first is None or not time.end <= draft.start:
        return None
    if time.first > reading.published or draft.status == "planned" or time.kind in DAYS:
        return None
    return (
        Period(time.first, reading.published)
        if UNTIL_NOW.search(reading.plain, time.end, draft.start)
        else None
    )


def _hold(draft: Draft, holding: Holding | None, report: Sequence[Holding]) -> None:
    """Give a draft the period that still holds, else the one that the report covers or plans for."""
    planned = draft.status == "planned"
    held = holding or next((r for r in report if planned == (r.block == PLANNED)), None)
    if held:
        _give(draft, held)
        draft.period = _year_of(held.period) if draft.status == "carried_over" else held.period


def _up_to(
    reading: Reading, draft: Draft, own: date | None, holding: Holding | None
) -> tuple[Period, tuple[int, int]] | None:
    """«Năm 2016, tính đến hết tháng 7, đã mở 18 lớp»: from the year's first day to then."""
    first = own or (holding.period.start if holding else None)
    ahead = within(reading.times, draft.sentence.start, draft.start)
    until = [t for t in ahead if t.kind == "until" and t.listed and t.last]
    if first is None or (first.month, first.day) != (1, 1) or not until or draft.status == "planned":
        return None
    last = until[-1].last
    if last is None or last.year != first.year or not first < last:
        return None
    return Period(first, last), (until[-1].start, until[-1].end)


def _is_of_months(period: Period) -> bool:
    """True for a report of some months, whose openings and closings happened in them."""
    return 1 < (period.end - period.start).days < MONTHS


def _year_of(period: Period) -> Period:
    """The calendar year of a period within one, into which classes are carried; a longer period as it is."""
    if period.start.year != period.end.year:
        return period
    return Period(period.start.replace(month=1, day=1), period.end.replace(month=12, day=31))
