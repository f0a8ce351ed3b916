"""The time that a count's own sentence, or the title of its plan, gives it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.reading import Reading, within
from nlp.time import TimeMention
from nlp.training.draft import Draft
from nlp.training.holding import PLAN_SPANS, taken_elsewhere
from nlp.training.times import DAYS

_SAYS = re.compile(
    r"(?<![^\W_])(?:cho biết|cho hay|báo cáo(?! viên)|nêu rõ|khẳng định|nhấn mạnh|trình bày)(?![^\W_])",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?<![^\W_])từ\s$", re.IGNORECASE)
_INTO = re.compile(r"(?:sang|qua)\s*$", re.IGNORECASE)
_CARRIED = re.compile(r"\s(?:(?:được )?chuyển (?:tiếp )?)?(?:sang|qua)(?![^\W_])", re.IGNORECASE)
"""«19 lớp từ năm 2020 chuyển sang và 28 lớp mở mới»: the year is of the classes before it."""
_FOR_YEAR = re.compile(r"(?:đào tạo|bồi dưỡng|tập huấn)[^.;\d]{0,60}$", re.IGNORECASE)
_OPENED_ON = re.compile(r"(?<![^\W_])(?:khai giảng|khai mạc)(?: từ| vào| hôm)?\s$", re.IGNORECASE)
_REASON = re.compile(
    r"(?<![^\W_])(?:do(?! [^,;.\n]{2,80}? (?:tổ chức|mở|đào tạo|bồi dưỡng|thực hiện|chủ trì|phối hợp))|"
    r"vì|bởi|nhằm|để)(?![^\W_])",
    re.IGNORECASE,
)
"""«do dịch bệnh» gives a reason; «do Trường Chính trị tổ chức» names who held it."""


def own_time(reading: Reading, draft: Draft, times: Sequence[TimeMention]) -> TimeMention | None:
    """The time of the sentence that governs the draft: nearest before it, within, behind, then the leading one.

    Args:
        reading: the article with its mentions.
        draft: the statement; a plan's own title gives it a time where its sentence doesn't.
        times: the times of its sentence that may govern counts.
    """
    return _governing(reading, draft, times) or _planned_for(reading, draft) or _of_class(reading, draft)


def _of_class(reading: Reading, draft: Draft) -> TimeMention | None:
    """«bế giảng lớp … khóa 107 năm 2021» without a day: the year in the class's name."""
    if not (draft.bare and draft.event):
        return None
    named = within(reading.times, draft.start, draft.right)
    return next((t for t in named if t.kind == "year" and t.listed and t.first and t.last), None)


def _governing(reading: Reading, draft: Draft, times: Sequence[TimeMention]) -> TimeMention | None:
    plain = reading.plain
    times = [t for t in times if not _is_of_speech(plain, t, draft) and not _is_of_opening(plain, t, draft)]
    before = [t for t in times if draft.left <= t.start and t.end <= draft.start]
    inside = [t for t in times if draft.start <= t.start and t.end <= draft.end]
    after = [t for t in times if draft.end <= t.start and t.end <= draft.right]
    after = [t for t in after if not _REASON.search(plain, draft.end, t.start)]
    leading = [t for t in times if t.end <= draft.left]
    if draft.status == "carried_over":
        before, inside, after = (_not_from(plain, group) for group in (before, inside, after))
        if into := [t for t in before + after if _INTO.search(plain[max(0, t.start - 6) : t.start])]:
            return into[-1]
    else:
        before, leading = (
            [t for t in group if not _CARRIED.match(plain, t.end)] for group in (before, leading)
        )
    if draft.event and (day := _day(before, inside + after + leading[::-1])):
        return day
    before = _without_class_year(plain, draft, before)
    if not draft.event and any(t.kind not in DAYS for t in after):
        before = [t for t in before if t.kind not in DAYS]
    for group in (before[::-1], inside[::-1], after, leading[::-1]):
        own = [t for t in group if (draft.bare and draft.event) or not taken_elsewhere(reading, t, draft)]
        if own:
            return own[0]
    return None


def _without_class_year(plain: str, draft: Draft, before: list[TimeMention]) -> list[TimeMention]:
    """«Ngày 14/8, quận mở lớp tập huấn … năm 2023 cho 300 cán bộ»: the year of the class's name goes."""
    days = [t for t in before if t.kind in DAYS]
    if not days or (draft.class_count or 1) > 1:
        return before
    return [
        t
        for t in before
        if t.kind != "year"
        or plain[max(0, t.start - 2) : t.start].strip() in (",", ";")
        or not any(d.end < t.start and d.first and t.first and d.first.year == t.first.year for d in days)
    ]


def _is_of_speech(plain: str, time: TimeMention, draft: Draft) -> bool:
    """True for the day on which somebody told it: «Báo cáo tại hội nghị ngày 4/10, giám đốc cho biết, …»."""
    if time.kind not in DAYS or time.end > draft.start:
        return False
    return bool(_SAYS.search(plain, time.end, draft.start))


def _is_of_opening(plain: str, time: TimeMention, draft: Draft) -> bool:
    """True for the day on which a class opened, where the count is no opening: «khai giảng từ ngày 10/10, lớp có …»."""
    if time.kind not in DAYS or draft.bare or draft.event == "opening":
        return False
    return bool(_OPENED_ON.search(plain, max(0, time.start - 20), time.start))


def _not_from(plain: str, times: Sequence[TimeMention]) -> list[TimeMention]:
    """Without «từ năm 2017 chuyển sang», which names where classes come from; what they are carried into holds."""
    return [
        t
        for t in times
        if not _FROM.search(plain[max(0, t.start - 5) : t.start]) and not _CARRIED.match(plain, t.end)
    ]


def _day(before: Sequence[TimeMention], others: Sequence[TimeMention]) -> TimeMention | None:
    """The day of an opening or a closing: the last one before it, else the nearest elsewhere."""
    near = [t for t in before if t.kind in DAYS]
    return near[-1] if near else next((t for t in others if t.kind in DAYS), None)


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
