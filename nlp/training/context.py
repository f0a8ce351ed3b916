"""What statements take from what they go on speaking of: an earlier class, a topic, a plan, the article itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from nlp.cues import find_cues
from nlp.reading import Reading
from nlp.training.draft import Draft
from nlp.training.inherit import SLOTS, take, take_period

# A sentence that goes on speaking of the class named before: «Lớp có …», «Tham gia khóa học có …»,
# «100 học viên của lớp».
_GOES_ON = re.compile(
    r"(?:học viên|đồng chí|đại biểu|người) (?:của|tham gia|tham dự|theo học|dự) (?:các )?(?:lớp|"
    r"khóa|chương trình)|"
    r"(?:tham gia|tham dự|đến dự|dự) (?:hai )?(?:lớp|khóa|đợt|chương trình|tập huấn|hội nghị)|"
    r"(?:tham gia|tham dự|đến dự|dự) các (?:lớp|khóa|đợt|chương trình)"
    r"(?! (?:bồi dưỡng|đào tạo|tập huấn|cập nhật|tiếng|về|do)(?![^\W_])(?! này))|"
    r"^\W*(?:tới|đến|tham|cùng)? ?dự (?:lễ |buổi lễ )?(?:khai giảng |bế giảng |khai mạc )?có|"
    r"^\W*(?:(?:các|mỗi|hai|đợt|trong) )?(?:lớp|khóa|đợt|chương trình|khoá)(?: học| bồi dưỡng|"
    r" tập huấn| đào tạo| này)*(?![^\W_])",
    re.IGNORECASE,
)
_ACCORDINGLY = re.compile(
    r"^\W*(?:theo đó|theo kế hoạch này|theo đề án|tổng số|tổng cộng|đã có|qua đó|theo chủ trương|"
    r"sang giai đoạn|kết thúc|theo chương trình)(?![^\W_])",
    re.IGNORECASE,
)
_HELD_BY_OTHERS = re.compile(
    r"[^;.\n]{0,40}?(?:lớp|khóa)[^;.\n]{0,40}? do [^;.\n]{2,60}? (?:tổ chức|mở)", re.IGNORECASE
)
"""«cử 87 đồng chí đi học các lớp do cấp trên tổ chức»: classes of others."""
_DEFENCE = re.compile(r"(?<![^\W_])(?:quân khu|quân sự|quốc phòng|QP-?AN|QP&AN)(?![^\W_])", re.IGNORECASE)
_NEXT_YEAR = re.compile(r"(?:,| và) (?:năm \d{4}|năm nay|đến nay)[^;.,\d]{0,24}", re.IGNORECASE)
_SPEAKS_OF_CLASS = re.compile(
    r"\W*(?:các |đợt )?(?:lớp|khóa|khoá|chương trình)(?: học)?(?![^\W_])", re.IGNORECASE
)
_ELSE = re.compile(
    r"\W*(?:ngoài ra|bên cạnh đó|cùng với đó|cũng (?:trong|tại)|song song|đồng thời|mặt khác)(?![^\W_])",
    re.IGNORECASE,
)
"""Words that turn to something else."""
_OTHERS = re.compile(
    r"(?:lớp|khóa) (?:bồi dưỡng |đào tạo )?(?:trước|đầu|còn lại|sau|vừa qua|trên|nói trên)(?![^\W_])",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"\W*nội dung (?:gồm|bao gồm|là|tập trung|chủ yếu|đào tạo|bồi dưỡng|các lớp)", re.IGNORECASE
)
REACH = 3
"""Blocks of text over which a topic is remembered."""


def take_from_context(reading: Reading, drafts: Sequence[Draft], topics: Sequence[Draft]) -> None:
    """Statements without a programme take it from what they go on speaking of: an earlier class, or a topic."""
    tops = sorted((d for d in [*drafts, *topics] if _may_lend(d)), key=lambda d: d.start)
    events = [d for d in drafts if d.bare]
    for draft in drafts:
        if draft.total is not None:
            continue
        last = _last_before(tops, draft)
        if draft.programmes and not draft.bare and not (last and _same_class(reading.plain, draft, last)):
            continue
        series = _series(reading.plain, draft, events)
        source = series or (last and _source(reading.plain, draft, last))
        if source is None:
            continue
        for name, slot in SLOTS:
            take(draft, source, name, slot)
        # A new opening or closing has its own day; what was planned or held at another time is another matter.
        same = (
            (draft.classes is None and bool(source.bare))
            or (draft.status or "held") == (source.status or "held")
            or (draft.sentence.block is source.sentence.block and draft.period is None)
        )
        if (
            source.period
            and not draft.bare
            and same
            and series is None
            and not _holds_nearer(draft, source)
            and not _of_another_year(draft, source)
        ):
            take_period(draft, source)


def _of_another_year(draft: Draft, source: Draft) -> bool:
    """True where the source was carried over from another year, or wasn't held: its year is its own."""
    return source.status in ("carried_over", "not_held") and draft.status != source.status


def _holds_nearer(draft: Draft, source: Draft) -> bool:
    """True where the time that holds for the draft was set behind the source."""
    proof = draft.proofs.get("period")
    return proof is not None and proof[0][2] == "context" and proof[0][0] > source.sentence.end


def _may_lend(draft: Draft) -> bool:
    """Totals and topics that name a programme go on holding; what a photo's caption says doesn't."""
    return (
        draft.total is None
        and draft.sentence.block.zone == "body"
        and bool(draft.programmes or not draft.topic)
    )


def take_from_contents(reading: Reading, drafts: Sequence[Draft]) -> None:
    """«… 14.500 lượt cán bộ. Nội dung gồm nghiệp vụ Đảng, …»: the next sentence names the programmes."""
    sentences = {s.start: i for i, s in enumerate(reading.sentences)}
    for draft in drafts:
        at = sentences[draft.sentence.start] + 1
        if draft.programmes or draft.total or draft.open_programme or at >= len(reading.sentences):
            continue
        follow = reading.sentences[at]
        if follow.block is draft.sentence.block and _CONTENTS.match(reading.plain, follow.start):
            named = [m for m in reading.programmes(follow.start, follow.end) if not m.weak]
            draft.programmes = tuple(dict.fromkeys(m.code for m in named))
            for mention in named:
                draft.prove("programme", (mention.start, mention.end), "context")


def _same_class(plain: str, draft: Draft, last: Draft) -> bool:
    """True where a count that names its programme still speaks of the class before: «Dự lễ có 45 quần chúng …»."""
    head = plain[draft.sentence.start : draft.sentence.end]
    return (
        draft.classes is None and draft.programmes[:1] == last.programmes[:1] and bool(_GOES_ON.search(head))
    )


def _last_before(drafts: Sequence[Draft], draft: Draft) -> Draft | None:
    """The last of the drafts, sorted by place, that begins before one."""
    at = bisect_left(drafts, draft.start, key=lambda d: d.start)
    return drafts[at - 1] if at else None


def _source(plain: str, draft: Draft, last: Draft) -> Draft | None:
    """The statement before, where the words show that the draft goes on speaking of it."""
    sentence = draft.sentence
    head = plain[sentence.start : sentence.end]
    near = plain[max(sentence.start, draft.start - 60) : min(sentence.end, draft.end + 60)]
    elsewhere = draft.classes is not None and _new_body(plain, draft, last)
    if (
        elsewhere
        and not find_cues(plain, "anaphora", sentence.start, draft.end)
        and not _SPEAKS_OF_CLASS.match(head)
    ):
        return None
    if (
        find_cues(plain, "anaphora", sentence.start, draft.end)
        or _GOES_ON.search(head)
        or _GOES_ON.search(near)
    ):
        return last
    apart = sentence.block.index - last.sentence.block.index
    if _ELSE.match(head):
        return None
    if apart <= REACH and draft.class_count and draft.class_count == last.class_count:
        return last
    if apart == 0 and draft.activity is None and not _of_another_time(draft, last):
        return last
    if apart > REACH or not (last.topic or draft.classes is None):
        return None
    return last if _ACCORDINGLY.search(head) or draft.activity is None else None


def _of_another_time(draft: Draft, last: Draft) -> bool:
    """True for classes with a time of their own behind mere learners: «cử 21 cán bộ. Năm 2018 sẽ mở 18 lớp»."""
    if last.topic or draft.class_count is None or last.class_count is not None:
        return False
    return bool(draft.proofs.get("period")) and not draft.inherits("period") and draft.period != last.period


def _new_body(plain: str, draft: Draft, last: Draft) -> bool:
    """True where another body is named as holding the classes."""
    if not draft.organiser or draft.inherits("organiser") or not last.organiser:
        return False
    mine, theirs = ([plain[slice(*place)].lower() for place in d.organiser] for d in (draft, last))
    return not any(a in b or b in a for a in mine for b in theirs)


def _series(plain: str, draft: Draft, events: Sequence[Draft]) -> Draft | None:
    """The class or series that «4 lớp trước» goes on counting."""
    if not _OTHERS.search(plain[draft.start : draft.end + 20]):
        return None
    event = _last_before(events, draft)
    return (event.total or event) if event else None


def plan_on(drafts: Sequence[Draft]) -> None:
    """After a planned count of the same paragraph, one without a time or a word of its own is planned too."""
    for last, draft in pairwise(drafts):
        planned = last.settled_status == "planned" and not last.yardstick
        same = draft.sentence.block is last.sentence.block and planned
        own_time = draft.proofs.get("period") and draft.proofs["period"][0][2] is None
        if same and draft.status is None and not draft.event and not own_time:
            draft.status = "planned"
            for start, end, _ in last.proofs.get("status", ()):
                draft.prove("status", (start, end), last)


def take_from_plans(plain: str, drafts: Sequence[Draft], topics: Sequence[Draft]) -> None:
    """What is planned without a time of its own is planned for the span of the plan: «Đề án … giai đoạn 2013-2020»."""
    plans = [t for t in topics if t.plan and t.period]
    for draft in drafts:
        plan = _last_before(plans, draft)
        if plan is None or draft.total is not None or draft.status != "planned" or draft.period is not None:
            continue
        apart = draft.sentence.block.index - plan.sentence.block.index
        if apart <= (REACH if _ACCORDINGLY.search(plain[draft.sentence.start : draft.sentence.end]) else 1):
            take(draft, plan, "period", "period")


def take_from_sentence(plain: str, drafts: Sequence[Draft]) -> None:
    """«năm 2023 mở 3 lớp bồi dưỡng …; năm 2024 mở 5 lớp …»: the second count is of the same kind as the first."""
    for last, draft in pairwise(drafts):
        own = draft.activity and not draft.inherits("activity")
        bare = not own and not draft.programmes and not draft.bare
        elsewhere = _HELD_BY_OTHERS.match(plain, draft.end, draft.right)
        if (
            draft.sentence is last.sentence
            and draft.total is None
            and last.total is None
            and bare
            and not elsewhere
        ):
            for name, slot in SLOTS:
                take(draft, last, name, slot)


def take_from_next(plain: str, drafts: Sequence[Draft]) -> None:
    """«năm 2021 cử 15 đồng chí, năm 2022 cử 22 đồng chí đi học cao cấp …»: both of what the second names."""
    for draft, follow in reversed([*pairwise(drafts)]):
        between = plain[draft.end : follow.start]
        same = draft.sentence is follow.sentence and draft.total is follow.total and not draft.programmes
        if same and draft.classes is None and follow.classes is None and _NEXT_YEAR.fullmatch(between):
            for name, slot in SLOTS[:2]:
                take(draft, follow, name, slot)


def read_weak_by_title(reading: Reading, drafts: Sequence[Draft]) -> None:
    """«lớp đối tượng 3» is of the field that title and lead speak of: defence, or the updating of knowledge."""
    if not any(d.weak for d in drafts):
        return
    opening = [b for b in reading.blocks if b.zone in ("title", "body")][:2]
    codes = {m.code for b in opening for m in reading.programmes(b.start, b.end) if not m.weak}
    for draft in drafts:
        told = draft.weak or draft.inherits("programme")
        if not told or draft.programmes != ("cap_nhat_kien_thuc",):
            continue
        sentence = draft.sentence
        if "quoc_phong_an_ninh" in codes or _DEFENCE.search(reading.plain, sentence.start, sentence.end):
            draft.programmes = ("quoc_phong_an_ninh",)


def take_from_article(reading: Reading, drafts: Sequence[Draft]) -> None:
    """Where an article speaks of one programme only, counts that name none, or only «nghiệp vụ», are of it."""
    tops = [d for d in drafts if d.total is None and not d.open_programme]
    named = {d.programmes[0] for d in tops if d.programmes and d.programmes != ("chuyen_mon",)}
    if len(named) != 1 or any(d.open_programme for d in drafts):
        return
    source = next(d for d in tops if d.programmes and d.programmes[0] in named)
    title = _title_codes(reading)
    for draft in tops:
        generic = draft.programmes == ("chuyen_mon",) and named == {"nghiep_vu_dang"} and not draft.audience
        if generic:
            draft.programmes = ()
            draft.proofs.pop("programme", None)
        if not draft.programmes and (generic or (named <= title and draft.activity != "dao_tao_boi_duong")):
            take(draft, source, "programmes", "programme")


def _title_codes(reading: Reading) -> set[str]:
    return {m.code for b in reading.blocks if b.zone == "title" for m in reading.programmes(b.start, b.end)}


def lend_to_series(drafts: Sequence[Draft]) -> None:
    """A series is of the kind of the one class that is said to belong to it."""
    for draft in drafts:
        if draft.total is not None and draft.total.series and draft.bare:
            for name, slot in SLOTS[:3]:
                take(draft.total, draft, name, slot)


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
