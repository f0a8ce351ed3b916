"""What parts take from their totals, and what later statements take from what they go on speaking of."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from nlp.cues import find_cues
from nlp.reading import Reading
from nlp.training.draft import Draft
from nlp.training.programme import BY_WHOM, LEVELS

SLOTS = (
    ("programmes", "programme"),
    ("activity", "activity"),
    ("audience", "audience"),
    ("organiser", "organiser"),
)

# A sentence that goes on speaking of the class named before: «Lớp có …», «Tham gia khóa học có …», «100 học viên của lớp».
_GOES_ON = re.compile(
    r"(?:học viên|đồng chí|đại biểu|người) (?:của|tham gia|tham dự|theo học|dự) (?:các )?(?:lớp|"
    r"khóa|chương trình)|"
    r"(?:tham gia|tham dự|đến dự|dự) (?:các |hai )?(?:lớp|khóa|đợt|chương trình|tập huấn|hội nghị)|"
    r"^\W*(?:(?:các|mỗi|hai|đợt|trong) )?(?:lớp|khóa|đợt|chương trình|khoá)(?: học| bồi dưỡng|"
    r" tập huấn| đào tạo| này)*(?![^\W_])",
    re.IGNORECASE,
)
_ACCORDINGLY = re.compile(
    r"^\W*(?:theo đó|theo kế hoạch này|theo đề án|tổng số|tổng cộng|đã có|qua đó|theo chủ trương|"
    r"sang giai đoạn|kết thúc|theo chương trình)(?![^\W_])",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?:lớp|khóa) (?:bồi dưỡng |đào tạo )?(?:trước|đầu|còn lại|sau|vừa qua|trên|nói trên)(?![^\W_])",
    re.IGNORECASE,
)
REACH = 3
"""Blocks of text over which a topic is remembered."""


def take_from_totals(drafts: Sequence[Draft]) -> None:
    """Parts take programme, activity, audience, organiser, period, status and rate from their total, unless they have their own."""
    for draft in _totals_first(drafts):
        total = draft.total
        if total is None:
            continue
        if (
            total.programmes
            and draft.programmes
            and set(draft.programmes) <= BY_WHOM
            and not draft.proofs.get("programme", [(0, 0, None)])[0][2]
        ):
            # «45 học viên của lớp dành cho cán bộ nguồn»: the words name the people, the total names the programme.
            draft.programmes = ()
            draft.proofs.pop("programme", None)
        for name, slot in SLOTS:
            _take(draft, total, name, slot)
        _take_period(draft, total)
        if draft.status is None and total.status is not None:
            _take(draft, total, "status", "status")
        if total.per == "year" and draft.per is None and draft.learners:
            draft.per = "year"


def _totals_first(drafts: Sequence[Draft]) -> list[Draft]:
    def depth(draft: Draft) -> int:
        steps, at = 0, draft.total
        while at is not None and steps < len(drafts):
            steps, at = steps + 1, at.total
        return steps

    return sorted(drafts, key=depth)


def _take(draft: Draft, source: Draft, name: str, slot: str) -> None:
    if getattr(draft, name) or not getattr(source, name):
        return
    setattr(draft, name, getattr(source, name))
    for start, end, _ in source.proofs.get(slot, ()):
        draft.prove(slot, (start, end), "context" if source.topic else source)


def _take_period(draft: Draft, total: Draft) -> None:
    """The total's period goes before one that only still held from earlier."""
    if draft.period is None or (draft.proofs.get("period") and draft.proofs["period"][0][2] == "context"):
        draft.proofs.pop("period", None)
        draft.period = None
        _take(draft, total, "period", "period")


def open_mixed_totals(drafts: Sequence[Draft]) -> None:
    """A total whose parts name different programmes names none itself, unless it prints one of its own."""
    for total in drafts:
        own = {
            d.programmes[0]
            for d in drafts
            if d.total is total and d.programmes and not _inherited(d, "programme")
        }
        printed = total.programmes and not _inherited(total, "programme")
        if not printed and len(own) > 1 and not own - BY_WHOM <= set(total.programmes[:1]):
            total.open_programme = True
            total.programmes = ()


def _inherited(draft: Draft, slot: str) -> bool:
    return any(source is not None for _, _, source in draft.proofs.get(slot, ()))


def take_from_context(reading: Reading, drafts: Sequence[Draft], topics: Sequence[Draft]) -> None:
    """Statements without a programme take it from what they go on speaking of: an earlier class, or a topic without counts."""
    for draft in drafts:
        if draft.total is not None:
            continue
        source = _source(reading, draft, drafts, topics)
        if source is None:
            continue
        for name, slot in SLOTS:
            _take(draft, source, name, slot)
        # A new opening or closing has its own day, and what was planned or held at another time is another matter.
        if not draft.bare and (draft.status or "held") == (source.status or "held"):
            _take_period(draft, source) if source.period else None


def _source(reading: Reading, draft: Draft, drafts: Sequence[Draft], topics: Sequence[Draft]) -> Draft | None:
    plain = reading.plain
    earlier = [
        d
        for d in [*drafts, *topics]
        if d.start < draft.start and d.total is None and not (d.topic and not d.programmes)
    ]
    if not earlier:
        return None
    last = max(earlier, key=lambda d: d.start)
    head = plain[draft.sentence.start : draft.sentence.end]
    near = plain[max(draft.sentence.start, draft.start - 60) : min(draft.sentence.end, draft.end + 60)]
    if draft.programmes and not draft.bare:
        return None
    if _OTHERS.search(plain[draft.start : draft.end + 20]) and (twin := _series(draft, drafts)):
        return twin
    if (
        find_cues(plain, "anaphora", draft.sentence.start, draft.end)
        or _GOES_ON.search(head)
        or _GOES_ON.search(near)
    ):
        return last
    close = draft.sentence.block.index - last.sentence.block.index <= REACH
    if close and (_ACCORDINGLY.search(head) or draft.activity is None):
        return last if last.topic or draft.classes is None else None
    return None


def _series(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The class or series that «4 lớp trước» goes on counting."""
    events = [d for d in drafts if d.start < draft.start and d.bare]
    return (events[-1].total or events[-1]) if events else None


def plan_on(drafts: Sequence[Draft]) -> None:
    """After a planned count of the same paragraph, one without a time or a word of its own is planned too."""
    for last, draft in itertools.pairwise(drafts):
        same = draft.sentence.block is last.sentence.block and last.status == "planned"
        own_time = draft.proofs.get("period") and draft.proofs["period"][0][2] is None
        if same and draft.status is None and not draft.event and not own_time:
            draft.status = "planned"
            for start, end, _ in last.proofs.get("status", ()):
                draft.prove("status", (start, end), last)


def take_from_plans(drafts: Sequence[Draft], topics: Sequence[Draft]) -> None:
    """What is planned without a time of its own is planned for the span of the plan: «Đề án … giai đoạn 2013-2020»."""
    for draft in drafts:
        plans = [
            t
            for t in topics
            if t.plan
            and t.period
            and t.start < draft.start
            and draft.sentence.block.index - t.sentence.block.index <= 1
        ]
        if draft.total is None and draft.status == "planned" and draft.period is None and plans:
            _take(draft, plans[-1], "period", "period")


def take_from_sentence(drafts: Sequence[Draft]) -> None:
    """«năm 2023 mở 3 lớp bồi dưỡng …; năm 2024 mở 5 lớp …»: the second count is of the same kind as the first."""
    for last, draft in itertools.pairwise(drafts):
        own = draft.activity and not _inherited(draft, "activity")
        bare = not own and not draft.programmes and not draft.bare
        if draft.sentence is last.sentence and draft.total is None and last.total is None and bare:
            for name, slot in SLOTS:
                _take(draft, last, name, slot)


def read_weak_by_title(reading: Reading, drafts: Sequence[Draft]) -> None:
    """«lớp đối tượng 3» is of the field that title and lead speak of: defence and security, or the updating of knowledge."""
    if not any(d.weak for d in drafts):
        return
    opening = [b for b in reading.blocks if b.zone in ("title", "body")][:2]
    codes = {m.code for b in opening for m in reading.programmes(b.start, b.end) if not m.weak}
    if "quoc_phong_an_ninh" in codes:
        for draft in drafts:
            if draft.weak and draft.programmes == ("cap_nhat_kien_thuc",):
                draft.programmes = ("quoc_phong_an_ninh",)


def take_from_article(reading: Reading, drafts: Sequence[Draft]) -> None:
    """Where an article speaks of one programme only, counts of classes that name none, or only «nghiệp vụ», are of it."""
    tops = [d for d in drafts if d.total is None and not d.open_programme]
    named = {d.programmes[0] for d in tops if d.programmes and d.programmes != ("chuyen_mon",)}
    if len(named) != 1 or any(d.open_programme for d in drafts):
        return
    source = next(d for d in tops if d.programmes and d.programmes[0] in named)
    title = _title_codes(reading)
    for draft in tops:
        generic = draft.programmes == ("chuyen_mon",) and named == {"nghiep_vu_dang"}
        if generic:
            draft.programmes = ()
            draft.proofs.pop("programme", None)
        if not draft.programmes and (generic or (named <= title and draft.activity != "dao_tao_boi_duong")):
            _take(draft, source, "programmes", "programme")


def _title_codes(reading: Reading) -> set[str]:
    return {m.code for b in reading.blocks if b.zone == "title" for m in reading.programmes(b.start, b.end)}


def lend_to_series(drafts: Sequence[Draft]) -> None:
    """A series is of the kind of the one class that is said to belong to it."""
    for draft in drafts:
        if draft.total is not None and draft.total.series and draft.bare:
            for name, slot in SLOTS[:3]:
                _take(draft.total, draft, name, slot)


def join_series(drafts: Sequence[Draft], plain: str) -> None:
    """«4 lớp bồi dưỡng trước …» are part of the series of five that the class opened now ends."""
    for draft in drafts:
        if draft.total is None and draft.classes and _OTHERS.search(plain[draft.start : draft.end + 20]):
            events = [d for d in drafts if d.bare and d.total and d.start < draft.start]
            if (
                events
                and events[-1].total
                and (events[-1].total.class_count or 0) >= (draft.class_count or 0)
            ):
                draft.total = events[-1].total


def settle(drafts: Sequence[Draft]) -> None:
    """What no word decides: training is held, and a degree programme is `dao_tao`."""
    for draft in drafts:
        if draft.status is None:
            draft.status = "held"
        if draft.programmes and draft.programmes[0] in LEVELS and len(draft.programmes) == 1:
            draft.imply("activity", "dao_tao", "programme")
        elif draft.activity is None and draft.programmes and draft.programmes[0] == "cap_nhat_kien_thuc":
            draft.imply("activity", "boi_duong", "programme")
