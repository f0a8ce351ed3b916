"""Which counts are kept: what speaks of training, by its unit, by the verbs around it, or as part of a total."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nlp.cues import find_cues
from nlp.layout import Sentence
from nlp.mention import Mention
from nlp.quantities import QuantityMention
from nlp.reading import Reading, within
from nlp.trace import Trace
from nlp.training.draft import LISTED, PART, Draft

LIST_REACH = 70
"""How far two counts of one list may stand apart, in characters."""

_STAFF = re.compile(
    r"(?<![^\W_])(?:hiện|hiện nay|hiện có|toàn (?:tỉnh|huyện|thành phố|đảng bộ|ngành|quân)|"
    r"biên chế|đội ngũ|tổng số)[^.;]{0,60}(?:có|là|gồm)\s*$|"
    r"(?<![^\W_])(?:trung tâm|trường|phòng|ban|nơi|đơn vị)[^.;,]{0,30} (?:chỉ )có\s*$",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?<![^\W_])(?:khảo sát|phỏng vấn|lấy ý kiến|điều tra)(?: của| đối với)?\s$", re.IGNORECASE
)
_HANDLED = re.compile(
    r"(?:thẩm tra|xác minh|lý lịch|khám|hỗ trợ|kiểm tra|đánh giá|phỏng vấn|phần thưởng|tặng quà|"
    r"khảo sát)[^,.;]{0,40}(?:cho|của|với|đối với)\s$",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"[^.;]{0,80}?(?:đưa về|điều động|điều lên|được điều|luân chuyển|bổ nhiệm|được bầu|giữ chức|"
    r"đề bạt|phân công|biệt phái|"
    r"tuyển dụng|nghỉ hưu|tinh giản)(?![^\W_])",
    re.IGNORECASE,
)
_OPENS_PARTS = re.compile(r"\W*(?:trong đó|cụ thể)(?![^\W_])", re.IGNORECASE)
_UNTRAINED = re.compile(
    r"[^,;.\n]{0,50}?\s(?:chưa|không) (?:qua|được|có điều kiện|học|tham gia|theo học|hoàn thành)(?![^\W_])",
    re.IGNORECASE,
)
_PUPILS = frozenset(["cháu", "học sinh", "em", "trẻ", "trẻ em", "thí sinh", "thiếu nhi"])
_SERVED = re.compile(
    r"(?<![^\W_])(?:khám|chữa bệnh|cấp (?:phát )?thuốc|tư vấn|tiếp (?:công )?dân|hỗ trợ|trợ giúp|cứu trợ|xét nghiệm|"
    r"thăm hỏi|phục vụ|đón)(?![^\W_])[^.;]{0,60}$",
    re.IGNORECASE,
)
"""«khám bệnh, cấp thuốc miễn phí cho 900 lượt người»: turns of those who are served, not taught."""
_GAVE_UP = re.compile(
    r"[^,;.\n]{0,30}?\s(?:xin )?(?:thôi học|bỏ học|nghỉ học|bảo lưu|rút khỏi|không dự|vắng|"
    r"chuyển (?:công tác|trường))(?![^\W_])",
    re.IGNORECASE,
)
_PLANNED_AS = re.compile(
    r"(?<!vượt )(?<![^\W_])(?:kế hoạch|chỉ tiêu|mục tiêu)\s(?:là |giao )?$", re.IGNORECASE
)
_RULED = re.compile(r"(?<![^\W_])(?:quy định|định mức|thống nhất)[^.;]{0,20}$", re.IGNORECASE)
"""«quy định mỗi lớp không dưới 60 học viên» is a rule."""
_VOCATIONAL = re.compile(
    r"\s(?:(?:đào tạo|bồi dưỡng|tập huấn) )?(?:dạy nghề|học nghề|nghề (?!nghiệp)|khuyến nông|"
    r"kỹ thuật (?:trồng|chăn nuôi)|xóa mù|dạy bơi|lái xe)",
    re.IGNORECASE,
)
"""Classes for a trade, that no cadre takes."""
_NORM = re.compile(r"(?<![^\W_])mỗi (?:đoàn|đợt|tổ|nhóm|lượt) (?:[^\s,.;]+ ){0,3}$", re.IGNORECASE)
"""«mỗi đoàn không quá 20 người» is a rule."""
_TEACHERS = frozenset(["giảng viên", "giáo viên", "lãnh đạo"])
_TAUGHT = re.compile(
    r"(?<![^\W_])(?:đào tạo|bồi dưỡng|tập huấn)(?: [^\s,.;:()]+){0,3} cho (?:các )?$", re.IGNORECASE
)
_CEREMONY = re.compile(r"(?<![^\W_])(?:lễ|tổng kết|sơ kết|đại hội|kỳ họp|mít tinh)(?![^\W_])", re.IGNORECASE)


def accept(
    reading: Reading, sentence: Sentence, drafts: Iterable[Draft], before: list[Draft], trace: Trace
) -> list[Draft]:
    """Keep what speaks of training: classes always, learners by their unit, their verbs, or as parts of a total."""
    kept: list[Draft] = []
    for draft in drafts:
        reason = _reason(reading, sentence, draft, kept, before)
        if reason is None:
            trace.lost("learners", draft.start, draft.end, "no word of training governs this count")
            continue
        trace.fired(draft.rule, draft.start, draft.end, reason)
        draft.accepted = reason
        kept.append(draft)
    return kept


def _reason(
    reading: Reading, sentence: Sentence, draft: Draft, kept: list[Draft], before: list[Draft]
) -> str | None:
    """Why a count is kept, or None."""
    if draft.classes and _VOCATIONAL.match(reading.plain, draft.classes.end):
        return None
    if draft.classes or draft.bare:
        return "a count of classes"
    if draft.per == "class" and _RULED.search(
        reading.plain, max(sentence.start, draft.start - 40), draft.start
    ):
        return None
    quantity = draft.learners
    if quantity is None:
        return None
    if draft.split_from is not None:
        return PART
    plain = reading.plain
    if quantity.turns or "học viên" in _unit(plain, quantity):
        lost = (
            _handled(plain, sentence, quantity)
            or _left_or_served(plain, sentence, quantity)
            or ("giảng viên" in _unit(plain, quantity) and not _is_taught(plain, quantity, kept))
        )
        return None if lost else "learners by their unit"
    return (
        _as_part(plain, sentence, quantity, kept, before)
        or _by_anaphora(plain, sentence, quantity, before)
        or _by_verb(reading, sentence, quantity, kept)
        or _by_programme(reading, quantity, kept)
    )


def _unit(plain: str, quantity: QuantityMention) -> str:
    return plain[quantity.unit_start : quantity.unit_end].lower()


def _handled(plain: str, sentence: Sentence, quantity: QuantityMention) -> bool:
    """True for learners who attend a ceremony or to whom something else is done."""
    before = plain[max(0, quantity.start - 60) : quantity.start]
    return _attends(plain, sentence, quantity) or bool(_HANDLED.search(before) or _ASKED.search(before))


def _as_part(
    plain: str, sentence: Sentence, quantity: QuantityMention, kept: Sequence[Draft], before: Sequence[Draft]
) -> str | None:
    if kept:
        last = kept[-1]
        if find_cues(plain, "part", last.end, quantity.start) or ":" in plain[last.end : quantity.start]:
            return PART
        listed = last.accepted in (PART, LISTED) or plain[last.end : quantity.start] in (", ", " và ")
        if listed and _continues(plain, last, quantity):
            return LISTED
    near = bool(before) and sentence.block.index - before[-1].sentence.block.index <= _may_skip(
        plain, sentence
    )
    return PART if near and _leads_with_part(plain, sentence) else None


def _left_or_served(plain: str, sentence: Sentence, quantity: QuantityMention) -> bool:
    """True for learners who gave up, and for turns of those who are served."""
    if _GAVE_UP.match(plain, quantity.end, sentence.end):
        return True
    before = plain[max(sentence.start, quantity.start - 100) : quantity.start]
    served = _SERVED.search(before)
    clause = _clause_end(plain, quantity.end, min(sentence.end, quantity.end + 60))
    return bool(served) and not find_cues(
        plain, "training_verb", max(sentence.start, quantity.start - 100), clause
    )


def _may_skip(plain: str, sentence: Sentence) -> int:
    """How many blocks back a total may stand: one where «Trong đó, …» opens a paragraph of its own."""
    return int(bool(_OPENS_PARTS.match(plain, sentence.start)))


def _by_anaphora(
    plain: str, sentence: Sentence, quantity: QuantityMention, before: Sequence[Draft]
) -> str | None:
    found = before and find_cues(plain, "anaphora", sentence.start, quantity.start)
    return "speaks of the count before" if found else None


def _by_verb(
    reading: Reading, sentence: Sentence, quantity: QuantityMention, kept: Sequence[Draft]
) -> str | None:
    plain = reading.plain
    left = max([sentence.start, *(d.end for d in kept)])
    unit = _unit(plain, quantity)
    listed = bool(kept) and kept[-1].learners is not None and _unit(plain, kept[-1].learners) == unit
    untaught = unit in _TEACHERS and not listed and not _is_sent(plain, left, quantity)
    if (
        _attends(plain, sentence, quantity)
        or untaught
        or _NORM.search(plain, max(left, quantity.start - 30), quantity.start)
    ):
        return None
    if unit.removeprefix("lượt ") in _PUPILS or _ASKED.search(
        plain, max(left, quantity.start - 30), quantity.start
    ):
        return None
    if kept and _PLANNED_AS.search(plain, max(left, quantity.start - 24), quantity.start):
        return "the plan beside the result"
    if unit == "đại biểu" and _CEREMONY.search(plain, sentence.start, quantity.start):
        return None
    if _MOVED.match(plain, quantity.end, sentence.end) or _UNTRAINED.match(plain, quantity.end, sentence.end):
        return None
    bodies = within(reading.organisations, left, quantity.start)
    ahead = [c for c in find_cues(plain, "training_verb", left, quantity.start) if not _inside(c, bodies)]
    stop = _clause_end(plain, quantity.end, sentence.end)
    parted = find_cues(plain, "part", quantity.end, stop)
    stop = parted[0].start if parted else stop
    behind = within(reading.organisations, quantity.end, stop)
    after = [c for c in find_cues(plain, "training_verb", quantity.end, stop) if not _inside(c, behind)]
    staff = _STAFF.search(plain, left, quantity.start)
    if after or (ahead and (staff is None or ahead[-1].start > staff.start())):
        return "learners by a verb of training"
    return None


def _by_programme(reading: Reading, quantity: QuantityMention, kept: Sequence[Draft]) -> str | None:
    """«đào tạo cao cấp … cho 24 đồng chí; trung cấp … cho 85 đồng chí»: the verb of the count before goes on."""
    if not kept or not reading.plain.endswith(" cho ", 0, quantity.number_start or quantity.start):
        return None
    named = [m for m in reading.programmes(kept[-1].end, quantity.start) if not (m.weak or m.audience)]
    return "learners by the programme before them" if named else None


def _inside(cue: Mention, others: Sequence[Mention]) -> bool:
    return any(cue.inside(o) for o in others)


def _continues(plain: str, last: Draft, quantity: QuantityMention) -> bool:
    """True where two counts stand in one list: the same unit, and little between them."""
    if last.learners is None:
        return False
    between = plain[last.end : quantity.start]
    same = _unit(plain, last.learners) == _unit(plain, quantity)
    return len(between) <= LIST_REACH and (same or between in (", ", " và "))


def _leads_with_part(plain: str, sentence: Sentence) -> bool:
    cues = find_cues(plain, "part", sentence.start, min(sentence.end, sentence.start + 40))
    return bool(cues) and cues[0].start - sentence.start <= 2


def _attends(plain: str, sentence: Sentence, quantity: QuantityMention) -> bool:
    """True for people who attend a ceremony: «dự lễ có 120 đại biểu»."""
    left = max(
        sentence.start,
        plain.rfind(",", sentence.start, quantity.start),
        plain.rfind(";", sentence.start, quantity.start),
    )
    near = find_cues(plain, "attendance", max(sentence.start, min(left, quantity.start - 60)), quantity.start)
    return bool(near) and not re.search(r"lớp|khóa|tập huấn|bồi dưỡng", plain[near[-1].end : quantity.start])


def _is_sent(plain: str, left: int, quantity: QuantityMention) -> bool:
    return bool(
        re.search(
            r"(?:cử|đưa|cho|chọn|dự (?:các )?(?:lớp|khóa|hội nghị|tập huấn))[^.;]{0,40}$",
            plain[left : quantity.start],
        )
    )


def _is_taught(plain: str, quantity: QuantityMention, kept: Sequence[Draft]) -> bool:
    """True for teachers who are taught themselves: «tập huấn cho 30 lượt giảng viên», «…, 20 lượt giảng viên»."""
    if kept and _continues(plain, kept[-1], quantity):
        return True
    return bool(_TAUGHT.search(plain, max(0, quantity.start - 40), quantity.start))


def _clause_end(plain: str, start: int, end: int) -> int:
    stop = plain.find(";", start, end)
    return stop if stop >= 0 else end
