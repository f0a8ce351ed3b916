"""Periods that go on holding: from sentence to sentence, from a report's title, from a time to now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from nlp.cues import find_cues
from nlp.fact import Period
from nlp.layout import Sentence
from nlp.reading import Reading, within
from nlp.time import TimeMention
from nlp.training.draft import Draft
from nlp.training.times import DAYS, is_issued, of_document, opens_sentence, usable_times

REPORT_REACH = 120
"""How far behind «sơ kết», «tổng kết» the period of the report stands, in characters."""
ISSUE_REACH = 90
"""How far behind a time the verb of issuing may stand that takes it, in characters."""
HEADLINE_KINDS = frozenset(["month", "months", "quarter", "quarters", "half", "year", "years"])
"""Kinds of times in a headline that the whole article is about."""
PLAN_SPANS = frozenset(["stage", "years", "range"])
"""Kinds of times in a plan's title that say what it is for."""
OPENING_BLOCKS = 2
"""How many paragraphs open an article."""
SCHEME_REACH = 160
"""How far behind «Đề án» its span may stand, in characters."""
LAST_DAYS = 92
"""How many days before its end a scheme is summed up."""
SINGLE = frozenset(["day", "today"])
"""Kinds of times that fix one day: it is that of one class, and holds for nothing that follows."""
PLANNED = -1
"""The block of a period that a report plans for."""

UNTIL_NOW = re.compile(
    r"(?<![^\W_])(?:đến|tới) (?:nay|thời điểm này|thời điểm hiện tại)(?![^\W_])", re.IGNORECASE
)
_AHEAD = re.compile(r"(?<![^\W_])(?:kế hoạch|phương hướng|nhiệm vụ|mục tiêu)(?![^\W_])", re.IGNORECASE)
_HELD_FROM = re.compile(
    r"(?<![^\W_])(?:lớp|khóa|đợt|hội nghị|chương trình)(?![^\W_])[^.;\d]{0,60}(?:diễn ra|kéo dài|"
    r"tổ chức|học)[^.;\d]{0,24}$",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"(?<![^\W_])(?:đề án|kế hoạch|chương trình) [^.;\d\n]*$", re.IGNORECASE)
_AT_ITS_END = re.compile(
    r"(?<![^\W_])(?:hết chặng|kết thúc|tổng kết|khép lại|hoàn thành|sau \S+ năm (?:thực hiện|triển khai))(?![^\W_])",
    re.IGNORECASE,
)
_OWN_TERM = re.compile(r"từ đầu (?:nhiệm kỳ|năm)[^,.;]{0,14}(?:đến|tới) nay", re.IGNORECASE)
_TURN = re.compile(
    r"\W*(?:đối với (?!công tác|các lớp|đối tượng)|tiêu biểu|điển hình|tại |ở (?!mảng|lĩnh vực|khối|bậc|hệ|nhóm|"
    r"loại|cấp|phần|các lớp|nội dung|trong tỉnh)|đảng bộ |chẳng hạn|về phía|là (?:một|đơn vị))",
    re.IGNORECASE,
)
_INTO = re.compile(r"(?<![^\W_])(?:sang|qua|từ)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Holding:
    """A period that an earlier sentence set and that still holds; `block` is the block that set it."""

    period: Period
    place: tuple[int, int]
    block: int


def period_of(time: TimeMention) -> Period:
    """The period that a resolved time fixes; raises ValueError for a partial one."""
    if time.first is None or time.last is None:
        raise ValueError("a partial time fixes no period")
    return Period(time.first, time.last)


def turns(reading: Reading, sentence: Sentence) -> bool:
    """True where a paragraph turns to another body: «Đối với Đảng bộ huyện …», «Tiêu biểu …», «Tại …»."""
    if sentence.index or sentence.block.zone == "caption":
        return False
    return bool(_TURN.match(reading.plain, sentence.start, sentence.end))


def holding_after(
    reading: Reading,
    sentence: Sentence,
    times: Sequence[TimeMention],
    drafts: Sequence[Draft],
    holding: Holding | None = None,
) -> Holding | None:
    """The period that a sentence sets for those behind it: one at its head, before any count, or its count's own.

    A sentence that splits the `holding` period up, year by year, sets none.
    """
    if holding and _splits_up(drafts, holding):
        return None
    counts = [d for d in drafts if not d.topic]
    if counts and all(d.status == "not_held" for d in counts):
        return None  # «Năm 2020, 7 lớp phải hủy» speaks of that year in passing
    if run := _run(reading, sentence, times, drafts):
        return Holding(period_of(run), (run.start, run.end), sentence.block.index)
    time = next((t for t in times if _goes_on(reading, sentence, t, drafts)), None)
    if time is not None and not _until_now_from(drafts, time):
        return Holding(period_of(time), (time.start, time.end), sentence.block.index)
    return _proven(times, drafts, sentence)


def _run(
    reading: Reading, sentence: Sentence, times: Sequence[TimeMention], drafts: Sequence[Draft]
) -> TimeMention | None:
    """«Đợt tập huấn diễn ra từ ngày 15-10 đến 12-11»: the days on which the class spoken of is held."""
    if any(not d.topic for d in drafts):
        return None
    runs = [t for t in times if t.kind == "days" and t.first and t.last]
    return next((t for t in runs if _HELD_FROM.search(reading.plain, sentence.start, t.start)), None)


def _until_now_from(drafts: Sequence[Draft], time: TimeMention) -> bool:
    """True where the first count goes from this time up to now."""
    counts = [d for d in drafts if d.period and not d.topic]
    place = counts[0].proofs["period"][0][:2] if counts and counts[0].proofs.get("period") else None
    return place == (time.start, time.end) and counts[0].period != period_of(time)


def _splits_up(drafts: Sequence[Draft], holding: Holding) -> bool:
    """True for «năm 2021 mở 31 lớp; năm 2022 mở 36 lớp» within the years that hold: they go on holding."""
    periods = {(d.period.start, d.period.end) for d in drafts if d.period and not d.topic}
    whole = holding.period
    return len(periods) > 1 and all(whole.start <= start and end <= whole.end for start, end in periods)


def _goes_on(reading: Reading, sentence: Sentence, time: TimeMention, drafts: Sequence[Draft]) -> bool:
    plain = reading.plain
    counts = [d for d in drafts if not d.topic]
    if time.kind in DAYS or _INTO.search(plain[max(0, time.start - 8) : time.start]):
        return False
    if any(taken_elsewhere(reading, time, d) for d in drafts):
        return False
    if counts:
        return time.end <= counts[0].start
    if is_issued(plain, time.end, min(sentence.end, time.end + ISSUE_REACH)):
        return False
    if time.kind in ("until", "since") and not drafts and not _is_past(reading, time):
        return False
    return opens_sentence(plain, sentence.start, time)


def _is_past(reading: Reading, time: TimeMention) -> bool:
    """True for «hết năm 2023» once that year is over or nearly so: then it names the year that was."""
    if reading.published is None or time.first is None or time.first > reading.published:
        return False
    return "hết" in reading.plain[time.start : time.end].lower()


def _proven(times: Sequence[TimeMention], drafts: Sequence[Draft], sentence: Sentence) -> Holding | None:
    """The time that proves the period of the sentence's first count, unless it is a day's or a carry-over's."""
    counts = [d for d in drafts if d.period and not d.topic and d.proofs.get("period")]
    counts = [d for d in counts if d.status not in ("carried_over", "not_held")]
    if not counts or counts[0].event:
        return None
    start, end, _ = counts[0].proofs["period"][0]
    own = any((t.start, t.end) == (start, end) and t.kind not in SINGLE for t in times)
    return Holding(counts[0].period, (start, end), sentence.block.index) if own and counts[0].period else None


def taken_elsewhere(reading: Reading, time: TimeMention, draft: Draft) -> bool:
    """True for a time that another verb takes: «ngày 22/2/2023, … ban hành Kế hoạch số …», ahead of the count."""
    issued = is_issued(reading.plain, time.end, draft.start) if time.end <= draft.start else None
    if issued is None:
        return False
    return time.kind in DAYS or bool(within(reading.documents, issued.start(), draft.start))


def report_periods(reading: Reading) -> list[Holding]:
    """The period that a report covers («sơ kết công tác 6 tháng đầu năm 2021») and the one that it plans for.

    Where no report is named, the headline may say which months or years the article is about.
    """
    for sentence in reading.sentences:
        for cue in find_cues(reading.plain, "report", sentence.start, sentence.end):
            near = within(reading.times, cue.end, min(sentence.end, cue.end + REPORT_REACH))
            times = [t for t in usable_times(reading, near) if t.kind not in DAYS]
            if times:
                past = Holding(period_of(times[0]), (times[0].start, times[0].end), sentence.block.index)
                return [past, *_planned(reading, times)]
    return _of_headline(reading) or _of_finished_plan(reading) or _of_run(reading)


def _of_run(reading: Reading) -> list[Holding]:
    """The days on which the one training that an article speaks of is held, where it tells them."""
    for sentence in reading.sentences:
        times = within(reading.times, sentence.start, sentence.end)
        if sentence.block.zone == "body" and (run := _run(reading, sentence, times, ())):
            return [Holding(period_of(run), (run.start, run.end), sentence.block.index)]
    return []


def _of_finished_plan(reading: Reading) -> list[Holding]:
    """An article that opens with a scheme whose years are over, «Đề án … 2013-2020», counts over them."""
    opening = [b for b in reading.blocks if b.zone in ("title", "body")][: OPENING_BLOCKS + 1]
    for block in opening:
        for time in within(reading.times, block.start, block.end):
            if (
                time.kind in PLAN_SPANS
                and _names_scheme(reading, block.start, time)
                and _is_over(reading, time)
            ):
                return [Holding(period_of(time), (time.start, time.end), block.index)]
    return []


def _names_scheme(reading: Reading, start: int, time: TimeMention) -> bool:
    """True for a span in the title of a document, or behind «Đề án …» without a number."""
    titles = [d.title_span for d in reading.documents if d.title_span]
    if any(first <= time.start and time.end <= last for first, last in titles):
        return True
    return bool(_SCHEME.search(reading.plain, max(start, time.start - SCHEME_REACH), time.start))


def _is_over(reading: Reading, time: TimeMention) -> bool:
    """True once a span is over, or in its last quarter of a year, when it is summed up; undated texts must say so."""
    if time.first is None or time.last is None:
        return False
    days = [t.first for t in reading.times if t.kind == "day" and t.first]
    if reading.published is None and _AT_ITS_END.search(reading.plain, time.end, time.end + REPORT_REACH):
        return True
    latest = reading.published or max(days, default=None)
    return latest is not None and time.last - latest <= timedelta(days=LAST_DAYS)


def _of_headline(reading: Reading) -> list[Holding]:
    title = next((b for b in reading.blocks if b.zone == "title"), None)
    if title is None:
        return []
    times = usable_times(reading, within(reading.times, title.start, title.end))
    spans = [t for t in times if t.kind in HEADLINE_KINDS]
    return [Holding(period_of(t), (t.start, t.end), title.index) for t in spans[:1]]


def _planned(reading: Reading, times: Sequence[TimeMention]) -> list[Holding]:
    plain, end = reading.plain, times[0].end
    later = [
        t for t in times[1:] if find_cues(plain, "planned", end, t.end) or _AHEAD.search(plain, end, t.start)
    ]
    return [Holding(period_of(t), (t.start, t.end), PLANNED) for t in later[:1]]


def until_now(
    reading: Reading, draft: Draft, holding: Holding | None
) -> tuple[Period, tuple[int, int]] | None:
    """«Tháng 01-2017 … Đến nay, …»: from the time named before to the day of publication."""
    match = UNTIL_NOW.search(reading.plain, draft.sentence.start, draft.start)
    if not match or reading.published is None:
        return None
    if own := _OWN_TERM.search(reading.plain, draft.sentence.start, draft.start):
        return _since_term(reading, own.span())
    earlier = within(reading.times, draft.sentence.block.start, match.start())
    earlier = [t for t in earlier if t.first and not of_document(reading, t)]
    start = earlier[-1].first if earlier else holding.period.start if holding else None
    if start is None or start > reading.published:
        return None
    return Period(start, reading.published), match.span()


def _since_term(reading: Reading, place: tuple[int, int]) -> tuple[Period, tuple[int, int]] | None:
    """«từ đầu nhiệm kỳ tới nay» without a year: of the term that the text names nearest to it."""
    if reading.published is None:
        return None
    named = [t for t in reading.times if "nhiệm kỳ" in reading.plain[t.start : t.end].lower()]
    terms = [(abs(t.start - place[0]), t.first) for t in named if t.first and t.first < reading.published]
    return (Period(min(terms)[1], reading.published), place) if terms else None
