"""The period in which a count happened or is to happen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nlp.cues import find_cues
from nlp.fact import Period
from nlp.layout import Sentence
from nlp.reading import Reading, within
from nlp.time import TimeMention
from nlp.training.draft import Draft

_DAYS = frozenset(["day", "days", "today"])
_AUDIENCE_TERM = re.compile(
    r"(?:^|[\s,(])(?:trong|từ|đầu|cả|suốt|của|ngay từ đầu|hết|qua)\s*$", re.IGNORECASE
)
_UNTIL_NOW = re.compile(
    r"(?<![^\W_])(?:đến|tới) (?:nay|thời điểm này|thời điểm hiện tại)(?![^\W_])", re.IGNORECASE
)
_ISSUED = re.compile(
    r"(?:ban hành|ký|phê duyệt|thành lập|triển khai|được thành lập|có hiệu lực|ra đời|tái lập)(?![^\W_])",
    re.IGNORECASE,
)
_OWN_TERM = re.compile(r"từ đầu (?:nhiệm kỳ|năm)[^,.;]{0,14}(?:đến|tới) nay", re.IGNORECASE)
_TURN = re.compile(
    r"\W*(?:đối với (?!công tác|các lớp|đối tượng)|tiêu biểu|điển hình|tại |ở (?!mảng|lĩnh vực|"
    r"nội dung|trong tỉnh)|đảng bộ |chẳng hạn|về phía|là (?:một|đơn vị))",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\W*(?:hết|trong|riêng|từ|theo|tính|đến|qua|sau|thực hiện|giai đoạn|nhiệm kỳ|sang|ngay|nhân|"
    r"căn cứ|trên cơ sở|trước|cũng|tổng|kết thúc|bước vào|vào|triển khai|dịp)(?![^\W_])",
    re.IGNORECASE,
)
_FROM_YEAR = re.compile(r"(?<![^\W_])từ\s$", re.IGNORECASE)
_OPEN_SPAN = re.compile(r"(?<![^\W_])(?:kể )?từ (?:khi|ngày thành lập|lúc|trước)(?![^\W_])", re.IGNORECASE)
_INTO = re.compile(r"(?<![^\W_])(?:sang|qua|từ)\s*$", re.IGNORECASE)
_REASON = re.compile(r"(?<![^\W_])(?:do|vì|bởi|nhằm|để)(?![^\W_])", re.IGNORECASE)


@dataclass(slots=True)
class Holding:
    """The period that an earlier sentence set and that still holds."""

    period: Period
    place: tuple[int, int]
    block: int


def set_periods(reading: Reading, drafts: Sequence[Draft], topics: Sequence[Draft] = ()) -> None:
    """Set the period of every draft: its own words first, then what still holds from before.

    A period holds until another is set, or until the text turns to another body.
    """
    report = _report(reading)
    by_sentence: dict[int, list[Draft]] = {}
    for draft in [*drafts, *topics]:
        by_sentence.setdefault(draft.sentence.start, []).append(draft)
    holding: Holding | None = None
    for sentence in reading.sentences:
        if holding and holding.block != sentence.block.index and _turns(reading, sentence):
            holding = None
        times = _usable(reading, within(reading.times, sentence.start, sentence.end))
        for draft in by_sentence.get(sentence.start, ()):
            _set(reading, draft, times, holding, report)
        if leading := _leading(reading, sentence.start, times, by_sentence.get(sentence.start, ())):
            holding = Holding(_period(leading), (leading.start, leading.end), sentence.block.index)


def _turns(reading: Reading, sentence: Sentence) -> bool:
    """True where a paragraph turns to another body: «Đối với Đảng bộ huyện …», «Tiêu biểu …», «Tại …»."""
    if sentence.index or sentence.block.zone == "caption":
        return False
    return bool(_TURN.match(reading.plain, sentence.start, sentence.end))


def _period(time: TimeMention) -> Period:
    if time.first is None or time.last is None:
        raise ValueError("a partial time fixes no period")
    return Period(time.first, time.last)


def _usable(reading: Reading, times: Iterable[TimeMention]) -> list[TimeMention]:
    """Times that can govern a count: resolved, no date or title of a document, no term that describes an audience."""
    plain = reading.plain
    kept = []
    for time in times:
        if (
            time.first is None
            or time.last is None
            or time.kind in ("before", "after")
            or _of_document(reading, time)
        ):
            continue
        if time.kind == "until" and not time.listed:
            continue
        if (
            time.kind == "term"
            and not _AUDIENCE_TERM.search(plain[: time.start][-14:])
            and not plain[time.start : time.end].lower().startswith(("từ", "trong", "đầu"))
        ):
            continue
        if plain[time.start - 1 : time.start] == "(" and plain[time.end : time.end + 1] == ")":
            continue
        kept.append(time)
    return kept


def _of_document(reading: Reading, time: TimeMention) -> bool:
    for document in reading.documents:
        for span in (document.date_span, document.title_span, (document.start, document.end)):
            if span and span[0] <= time.start and time.end <= span[1]:
                return True
    return bool(_ISSUED.match(reading.plain, time.end + 1)) and time.kind in _DAYS


def _set(
    reading: Reading,
    draft: Draft,
    times: Sequence[TimeMention],
    holding: Holding | None,
    report: Sequence[Holding],
) -> None:
    own = _own(reading, draft, times) or (_stage(reading, draft) if draft.plan else None)
    if own:
        draft.period = _period(own)
        draft.prove("period", (own.start, own.end))
        return
    if draft.bare and draft.event:
        return
    if span := _since_until_now(reading, draft, holding):
        draft.period, place = span
        draft.prove("period", place, "context")
        return
    if _OPEN_SPAN.search(reading.plain, draft.sentence.start, draft.start):
        return
    held = holding or next((r for r in report if (draft.status == "planned") == (r.block < 0)), None)
    if held:
        draft.period = held.period
        draft.prove("period", held.place, "context")


def _stage(reading: Reading, plan: Draft) -> TimeMention | None:
    """The span in a plan's own name: «Đề án … giai đoạn 2013-2020»."""
    times = within(reading.times, plan.start, plan.sentence.end)
    return next((t for t in times if t.kind in ("stage", "years", "range") and t.first and t.last), None)


def _own(reading: Reading, draft: Draft, times: Sequence[TimeMention]) -> TimeMention | None:
    """The time among the sentence's own that governs the draft."""
    plain = reading.plain
    before = [t for t in times if t.end <= draft.start and t.start >= draft.left]
    inside = [t for t in times if draft.start <= t.start and t.end <= draft.end]
    after = [
        t
        for t in times
        if t.start >= draft.end and t.end <= draft.right and not _REASON.search(plain, draft.end, t.start)
    ]
    leading = [t for t in times if t.end <= draft.left]
    if draft.status == "carried_over":
        into = [
            t for t in before + after if re.search(r"(?:sang|qua)\s*$", plain[max(0, t.start - 6) : t.start])
        ]
        if into:
            return into[-1]
        # «từ năm 2017 chuyển sang» names where the classes come from; what they are carried into holds from before.
        before, after = (
            [t for t in group if not _FROM_YEAR.search(plain[max(0, t.start - 5) : t.start])]
            for group in (before, after)
        )
    if draft.event:
        days = [t for t in before + leading[::-1] + inside + after if t.kind in _DAYS]
        if days:
            return days[-1] if days[-1] in before else days[0]
    if not draft.event and [t for t in after if t.kind not in _DAYS]:
        before = [t for t in before if t.kind not in _DAYS]
    for group in (before, inside, after, leading):
        if draft.event is None or not draft.bare:
            group = [t for t in group if not _elsewhere(reading, t, draft)]
        if group:
            return group[-1] if group is not after else group[0]
    return None


def _elsewhere(reading: Reading, time: TimeMention, draft: Draft) -> bool:
    """True for a time that another verb takes: «ngày 22/2/2023, … ban hành Kế hoạch số …», between it and the count."""
    if time.end > draft.start:
        return False
    issued = _ISSUED.search(reading.plain, time.end, draft.start)
    if issued is None:
        return False
    return time.kind in _DAYS or any(issued.start() <= d.start < draft.start for d in reading.documents)


def _leading(
    reading: Reading, start: int, times: Sequence[TimeMention], drafts: Sequence[Draft]
) -> TimeMention | None:
    """The time that goes on holding after this sentence: one that stands at its head, before any count."""
    plain = reading.plain
    first = min((d.start for d in drafts if not d.topic), default=None)
    end = next((s.end for s in reading.sentences if s.start == start), start)
    for time in times:
        if first is None and _ISSUED.search(plain, time.end, min(end, time.end + 90)):
            continue
        if time.kind in _DAYS:
            continue
        if time.kind in ("until", "since") and not drafts and not _is_past(reading, time):
            continue
        if _INTO.search(plain[max(0, time.start - 8) : time.start]) or any(
            _elsewhere(reading, time, d) for d in drafts
        ):
            continue
        if first is not None and time.end <= first:
            return time
        if first is None and _heads(plain, start, time):
            return time
    proven = [
        d
        for d in drafts
        if d.period
        and not d.topic
        and d.proofs.get("period")
        and d.status not in ("carried_over", "not_held")
    ]
    if proven and not proven[0].event:
        place = proven[0].proofs["period"][0]
        return next((t for t in times if (t.start, t.end) == (place[0], place[1])), None)
    return None


def _is_past(reading: Reading, time: TimeMention) -> bool:
    """True for «hết năm 2023» once that year is over or nearly so: then it names the year that was."""
    words = reading.plain[time.start : time.end].lower()
    return (
        "hết" in words
        and reading.published is not None
        and time.first is not None
        and time.first <= reading.published
    )


def _heads(plain: str, start: int, time: TimeMention) -> bool:
    """True where a time stands in the phrase that opens its sentence: «Trong 9 tháng đầu năm, …»."""
    opening = plain[start : time.start]
    if not opening.strip(' "('):
        return True
    return (
        "," not in opening
        and len(opening) <= 70
        and plain[time.end : time.end + 1] == ","
        and bool(_OPENS.match(opening))
    )


def _report(reading: Reading) -> list[Holding]:
    """The period that a report covers: «sơ kết hoạt động 6 tháng đầu năm 2020»; with block -1, the one that it plans for."""
    found: list[Holding] = []
    for sentence in reading.sentences:
        for cue in find_cues(reading.plain, "report", sentence.start, sentence.end):
            times = _usable(reading, within(reading.times, cue.end, min(sentence.end, cue.end + 120)))
            times = [t for t in times if t.kind not in _DAYS]
            if times:
                found.append(Holding(_period(times[0]), (times[0].start, times[0].end), 0))
                later = [
                    t
                    for t in times[1:]
                    if find_cues(reading.plain, "planned", times[0].end, t.end)
                    or "kế hoạch" in reading.plain[times[0].end : t.start]
                ]
                found += [Holding(_period(t), (t.start, t.end), -1) for t in later[:1]]
                return found
    return found


def _since_until_now(
    reading: Reading, draft: Draft, holding: Holding | None
) -> tuple[Period, tuple[int, int]] | None:
    """«Tháng 01-2017 … Đến nay, …»: from the time named before to the day of publication."""
    match = _UNTIL_NOW.search(reading.plain, draft.sentence.start, draft.start)
    if not match or reading.published is None:
        return None
    if own := _OWN_TERM.search(reading.plain, draft.sentence.start, draft.start):
        terms = [
            t
            for t in reading.times
            if t.first
            and "nhiệm kỳ" in reading.plain[t.start : t.end].lower()
            and t.first < reading.published
        ]
        if not terms:
            return None
        nearest = min(terms, key=lambda t: abs(t.start - own.start()))
        return (Period(nearest.first, reading.published), own.span()) if nearest.first else None
    earlier = [
        t
        for t in reading.times
        if t.end <= match.start()
        and t.start >= draft.sentence.block.start
        and t.first
        and not _of_document(reading, t)
    ]
    start = earlier[-1].first if earlier else holding.period.start if holding else None
    if start is None or start > reading.published:
        return None
    return Period(start, reading.published), (match.start(), match.end())
