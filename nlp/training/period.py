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
    PLAN_SPANS,
    PLANNED,
    UNTIL_NOW,
    Holding,
    holding_after,
    period_of,
    report_periods,
    taken_elsewhere,
    turns,
    until_now,
)
from nlp.training.times import DAYS, usable_times

_SAYS = re.compile(
    r"(?<![^\W_])(?:cho biết|cho hay|báo cáo(?! viên)|nêu rõ|khẳng định|nhấn mạnh|trình bày)(?![^\W_])",
    re.IGNORECASE,
)
MONTHS = 200
"""Up to so many days a report is one of months."""
_FROM = re.compile(r"(?<![^\W_])từ\s$", re.IGNORECASE)
_INTO = re.compile(r"(?:sang|qua)\s*$", re.IGNORECASE)
_CARRIED = re.compile(r"\s(?:(?:được )?chuyển (?:tiếp )?)?(?:sang|qua)(?![^\W_])", re.IGNORECASE)
"""«19 lớp từ năm 2020 chuyển sang và 28 lớp mở mới»: the year is of the classes before it."""
_OPEN_SPAN = re.compile(
    r"(?<![^\W_])(?:(?:kể )?từ (?:khi|ngày thành lập|lúc|trước)|(?:những|nhiều|các|mấy) năm (?:qua|nay|gần đây|trước)|"
    r"thời gian (?:qua|gần đây|vừa qua)|trong nhiều năm|nhiệm kỳ qua)(?![^\W_])",
    re.IGNORECASE,
)
_FOR_YEAR = re.compile(r"(?:đào tạo|bồi dưỡng|tập huấn)[^.;\d]{0,60}$", re.IGNORECASE)
_AGAIN = re.compile(
    r"\W*(?:cũng )?(?:trong|cùng) (?:nhiệm kỳ|giai đoạn|thời gian|khoảng thời gian)(?: này| trên| đó)?,",
    re.IGNORECASE,
)
_ON_THE_OCCASION = re.compile(
    r"\W*(?:nhân )?(?:dịp này|cùng ngày|cũng (?:tại|trong|nhân)|tại (?:buổi )?lễ|trong khuôn khổ)(?![^\W_])",
    re.IGNORECASE,
)
_OPENED_ON = re.compile(r"(?<![^\W_])(?:khai giảng|khai mạc)(?: từ| vào| hôm)?\s$", re.IGNORECASE)
_REASON = re.compile(
    r"(?<![^\W_])(?:do(?! [^,;.\n]{2,80}? (?:tổ chức|mở|đào tạo|bồi dưỡng|thực hiện|chủ trì|phối hợp))|"
    r"vì|bởi|nhằm|để)(?![^\W_])",
    re.IGNORECASE,
)
"""«do dịch bệnh» gives a reason; «do Trường Chính trị tổ chức» names who held it."""


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
    own = _own(reading, draft, times) or _planned_for(reading, draft)
    if own and holding and _is_the_year(reading, own, holding):
        draft.period = holding.period
        draft.prove("period", holding.place, "context")
    elif span := _up_to(reading, draft, own.first if own else None, holding):
        draft.period, place = span
        draft.prove("period", place)
    elif own and (span := _from_then_on(reading, draft, own)):
        draft.period = span
        draft.prove("period", (own.start, own.end))
    elif own:
        draft.period = period_of(own)
        draft.prove("period", (own.start, own.end))
    elif draft.bare and draft.event:
        # An opening or a closing has a day of its own, or that of the ceremony at which it is told.
        if ceremony and _ON_THE_OCCASION.match(reading.plain, draft.sentence.start):
            draft.period = ceremony.period
            draft.prove("period", ceremony.place, "context")
        elif report and ceremony is None and _is_of_months(report[0].period):
            draft.period = report[0].period
            draft.prove("period", report[0].place, "context")
    elif span := until_now(reading, draft, holding):
        draft.period, place = span
        draft.prove("period", place, "context")
    elif not _OPEN_SPAN.search(reading.plain, draft.sentence.start, draft.start):
        _hold(draft, holding, report)


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
        carried = draft.status == "carried_over"
        draft.period = _year_of(held.period) if carried else held.period
        draft.prove("period", held.place, "context")


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


def _stage(reading: Reading, plan: Draft) -> TimeMention | None:
    """The span in a plan's own name: «Đề án … giai đoạn 2013-2020»."""
    times = within(reading.times, plan.start, plan.sentence.end)
    spans = [t for t in times if t.first and t.last and t.listed]
    stage = next((t for t in spans if t.kind in PLAN_SPANS), None)
    return stage or next(
        (t for t in spans if t.kind == "year" and _FOR_YEAR.search(reading.plain, plan.start, t.start)), None
    )


def _planned_for(reading: Reading, draft: Draft) -> TimeMention | None:
    """«Theo Kế hoạch số … giai đoạn 2021-2025, tỉnh phấn đấu …»: a plan is for the span that its title names."""
    if draft.plan:
        return _stage(reading, draft)
    if draft.status != "planned":
        return None
    ahead = within(reading.documents, draft.sentence.start, draft.start)
    titles = [d.title_span for d in ahead if d.title_span]
    times = [t for start, end in titles for t in within(reading.times, start, min(end, draft.start))]
    spans = [t for t in times if t.kind in (*PLAN_SPANS, "year") and t.listed and t.first and t.last]
    return spans[-1] if spans else None


def _own(reading: Reading, draft: Draft, times: Sequence[TimeMention]) -> TimeMention | None:
    """The time of the sentence that governs the draft: nearest before it, within, behind, then the leading one."""
    plain = reading.plain
    times = [t for t in times if not _is_of_speech(plain, t, draft) and not _is_of_opening(plain, t, draft)]
    before = [t for t in times if draft.left <= t.start and t.end <= draft.start]
    inside = [t for t in times if draft.start <= t.start and t.end <= draft.end]
    after = [t for t in times if draft.end <= t.start and t.end <= draft.right]
    after = [t for t in after if not _REASON.search(plain, draft.end, t.start)]
    leading = [t for t in times if t.end <= draft.left]
    if draft.status == "carried_over":
        times = [t for t in times if not _CARRIED.match(plain, t.end)]
        before, inside, after = ([t for t in group if t in times] for group in (before, inside, after))
        if into := [t for t in before + after if _INTO.search(plain[max(0, t.start - 6) : t.start])]:
            return into[-1]
        # «từ năm 2017 chuyển sang» names where the classes come from; what they are carried into holds from before.
        before, inside, after = (_not_from(plain, group) for group in (before, inside, after))
    else:
        before, leading = (
            [t for t in group if not _CARRIED.match(plain, t.end)] for group in (before, leading)
        )
    if draft.event and (day := _day(before, inside + after + leading[::-1])):
        return day
    if not draft.event and any(t.kind not in DAYS for t in after):
        before = [t for t in before if t.kind not in DAYS]
    for group in (before[::-1], inside[::-1], after, leading[::-1]):
        own = [t for t in group if (draft.bare and draft.event) or not taken_elsewhere(reading, t, draft)]
        if own:
            return own[0]
    return None


def _is_of_speech(plain: str, time: TimeMention, draft: Draft) -> bool:
    """True for the day on which somebody told it: «Báo cáo tại hội nghị ngày 4/10, giám đốc cho biết, …»."""
    if time.kind not in DAYS or time.end > draft.start:
        return False
    return bool(_SAYS.search(plain, time.end, draft.start))


def _is_of_opening(plain: str, time: TimeMention, draft: Draft) -> bool:
    """True for the day on which a class opened, where the count isn't that opening: «khai giảng từ ngày 10/10, lớp có …»."""
    if time.kind not in DAYS or draft.bare or draft.event == "opening":
        return False
    return bool(_OPENED_ON.search(plain, max(0, time.start - 20), time.start))


def _not_from(plain: str, times: Sequence[TimeMention]) -> list[TimeMention]:
    return [t for t in times if not _FROM.search(plain[max(0, t.start - 5) : t.start])]


def _day(before: Sequence[TimeMention], others: Sequence[TimeMention]) -> TimeMention | None:
    """The day of an opening or a closing: the last one before it, else the nearest elsewhere."""
    near = [t for t in before if t.kind in DAYS]
    return near[-1] if near else next((t for t in others if t.kind in DAYS), None)
