"""Held, planned, not held or carried over; opening or closing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.cues import CueMention, find_cues
from nlp.hooks import Hooked
from nlp.mention import Mention
from nlp.reading import Reading, within
from nlp.training.draft import Draft

NEAR = 40
"""How far before a count «không thực hiện được» may stand, in characters; farther off it denies something else."""
GRANT_REACH = 2000
"""How far before a count money may be granted for it, in characters; it bounds the work on long paragraphs."""
_AGAINST = Hooked(
    r"(kế hoạch|chỉ tiêu|mục tiêu)(?:[^().;:]{0,30}\(\s*|(?: cả năm| năm(?: \d{4})?| đề ra|"
    r" được giao)?\s(?:là |giao )?)$"
)
"""«đạt 116% kế hoạch năm (50 lớp)», «(kế hoạch 50 lớp)»: what a result is measured against."""
_NEXT_NUMBER = re.compile(r",(?: còn)? \d")
_HELD_BEHIND = re.compile(
    r"\s(?:đã|vừa|được) (?:được )?(?:mở|tổ chức|thực hiện|khai giảng|hoàn thành)(?![^\W_])", re.IGNORECASE
)
"""«27 lớp đã mở có 1.788 học viên»."""
_BE_TAUGHT = re.compile(
    r"\s(?:được |cùng )?(?:học|tiếp thu|nghe|trang bị|truyền đạt|nghiên cứu|giới thiệu|tìm hiểu|"
    r"trao đổi|lĩnh hội|tham quan)(?![^\W_])",
    re.IGNORECASE,
)
"""«76 học viên sẽ được tiếp thu 13 chuyên đề» tells what the class that is held teaches."""
_GRANT = Hooked(
    r"(?<![^\W_])(cấp|phân bổ|trích|bố trí)(?: (?:gần|hơn|trên|khoảng))? [\d.,]+ (?:tỷ|triệu) đồng[^.;\n]{0,90}? để "
    r"(?:mở|đào tạo|bồi dưỡng|hỗ trợ)(?![^\W_])"
)
_OF_CLASS = re.compile(
    r"(?:khai mạc|bế mạc) (?:các )?(?:lớp|khóa|hội nghị tập huấn|chương trình)(?![^\W_])", re.IGNORECASE
)
_THIS_NUMBER = re.compile(r"(?<![^\W_])con số (?:này|đó|ấy) (?:chỉ )?là\s$", re.IGNORECASE)
"""«Năm 2013, con số này là 141 lớp»: the number that was just planned."""
_RIGHT_BEFORE = re.compile(r"\s*(?:(?:được|thêm|xong|tổng số|tổng cộng|cả|đồng thời|là)\s*)*")


def set_status(reading: Reading, draft: Draft, last: Draft | None = None) -> None:
    """Set a draft's status and event where its own words tell them; `last` is the statement before it."""
    _set_event(reading.plain, draft)
    if _is_yardstick(reading, draft) or _is_missed(reading, draft):
        return
    if draft.event:
        coming = _future_opening(reading.plain, draft) or _is_to_come(reading, draft)
        draft.status = "planned" if coming else "held"
    elif reading.plain.endswith("được ", 0, draft.start):
        _say(draft, "held", (draft.start - 5, draft.start - 1))
    elif draft.classes and (match := _HELD_BEHIND.match(reading.plain, draft.classes.end)):
        _say(draft, "held", match.span())
    elif last and last.status == "planned" and _says_again(reading.plain, draft):
        for start, end, _ in last.proofs.get("status", ()):
            _say(draft, "planned", (start, end), last)
    else:
        _weigh_cues(reading, draft)


def _say(draft: Draft, status: str, place: tuple[int, int], source: Draft | None = None) -> None:
    draft.status = status
    draft.prove("status", place, source)


def _is_yardstick(reading: Reading, draft: Draft) -> bool:
    """Set what a result is measured against: the plan in brackets or beside it."""
    against = _AGAINST.search(reading.plain, max(draft.sentence.start, draft.start - 60), draft.start)
    if against is None:
        return False
    draft.yardstick = True
    _say(draft, "planned", against.span(1))
    return True


def _is_missed(reading: Reading, draft: Draft) -> bool:
    """Set what wasn't held, and what was carried over, which is no opening of this year."""
    for status in ("not_held", "carried_over"):
        if cue := _own_cue(reading, draft, status):
            _say(draft, status, (cue.start, cue.end))
            if status == "carried_over":
                draft.event = None
                draft.proofs.pop("event", None)
            return True
    return False


def _granted(plain: str, draft: Draft) -> tuple[int, int] | None:
    """«tỉnh đã cấp gần 7,9 tỷ đồng để đào tạo cán bộ …, mở 75 lớp»: money that was granted is for what is to come."""
    start = max(draft.sentence.block.start, draft.start - GRANT_REACH)
    grants = [m.span(1) for m in _GRANT.find_low(plain, start, draft.start)]
    return grants[-1] if grants else None


def _says_again(plain: str, draft: Draft) -> bool:
    return bool(_THIS_NUMBER.search(plain, draft.sentence.start, draft.start))


def _weigh_cues(reading: Reading, draft: Draft) -> None:
    """Held or planned, by the last word before the count that says so; else planned where its time is to come."""
    if (grant := _granted(reading.plain, draft)) is not None:
        _say(draft, "planned", grant)
        return
    planned = (
        _ahead(reading, draft, "planned") or _behind(reading, draft, "planned") or _inside(reading, draft)
    )
    held = _ahead(reading, draft, "held")
    if held and (not planned or held[-1].start >= planned[-1].start):
        _say(draft, "held", (held[-1].start, held[-1].end))
    elif planned:
        _say(draft, "planned", (planned[-1].start, planned[-1].end))
    elif _is_to_come(reading, draft):
        draft.status = "planned"


def _is_to_come(reading: Reading, draft: Draft) -> bool:
    """True where its time begins after the day of publication."""
    return bool(draft.period and reading.published and draft.period.start > reading.published)


def _own_cue(reading: Reading, draft: Draft, kind: str) -> CueMention | None:
    left = max(draft.left, draft.start - NEAR) if kind == "not_held" else draft.left
    found = [
        c
        for start, end in (
            (left, draft.start),
            (draft.start, draft.end),
            (draft.end, _own_end(reading.plain, draft)),
        )
        for c in find_cues(reading.plain, kind, start, end)
    ]
    return found[-1] if found else None


def _own_end(plain: str, draft: Draft) -> int:
    """Where the words of the count end: before the next number of the same list, «…, 22 đoàn phải hủy»."""
    following = _NEXT_NUMBER.search(plain, draft.end, draft.right)
    return following.start() if following else draft.right


def _ahead(reading: Reading, draft: Draft, kind: str) -> list[CueMention]:
    """Cues from the sentence's beginning to the count, save those within documents."""
    cues = find_cues(reading.plain, kind, draft.sentence.start, draft.start)
    return [c for c in cues if not _in_any(c, within(reading.documents, draft.sentence.start, draft.start))]


def _behind(reading: Reading, draft: Draft, kind: str) -> list[CueMention]:
    cues = find_cues(reading.plain, kind, draft.end, min(draft.right, draft.end + 60))
    return [
        c
        for c in cues
        if not _in_any(c, within(reading.documents, draft.end, draft.sentence.end))
        and reading.plain[c.start : c.end].lower() in ("sẽ", "dự kiến", "theo kế hoạch")
        and not _BE_TAUGHT.match(reading.plain, c.end)
    ]


def _inside(reading: Reading, draft: Draft) -> list[CueMention]:
    """«301 đảng viên … sẽ được bố trí học bù tại 5 lớp»: the word between its two counts."""
    cues = find_cues(reading.plain, "planned", draft.start, draft.end)
    return [c for c in cues if reading.plain[c.start : c.end].lower() in ("sẽ", "dự kiến")]


def _in_any(cue: Mention, others: Sequence[Mention]) -> bool:
    return any(cue.start < o.end and o.start < cue.end for o in others)


def _future_opening(plain: str, draft: Draft) -> bool:
    ahead = find_cues(plain, "planned", draft.sentence.start, draft.start)
    return any(plain[c.start : c.end].lower() in ("dự kiến", "sẽ", "chuẩn bị khai giảng") for c in ahead)


def _set_event(plain: str, draft: Draft) -> None:
    for event in ("opening", "closing"):
        ahead = find_cues(plain, event, draft.left, draft.end)
        # «đã bế giảng 12 lớp»: the word stands right before the classes that it governs, or inside the quote.
        near = [
            c for c in ahead if draft.start <= c.start or _RIGHT_BEFORE.fullmatch(plain, c.end, draft.start)
        ]
        after = [
            c
            for c in find_cues(plain, event, draft.end, draft.right)
            if event == "closing" or c.start - draft.end <= 60
        ]
        if draft.topic:
            near = ahead
        if not draft.classes and not draft.bare and not draft.topic:
            # «khai mạc lớp tập huấn cho 85 cán bộ» opens a class, and counts none.
            near = [c for c in ahead if _OF_CLASS.match(plain, c.start)]
            after = [c for c in after if re.search("khóa|lớp|chương trình", plain[c.start : c.end])]
        if near or after:
            cue = (near or after)[-1]
            draft.event = event
            draft.prove("event", (cue.start, cue.end))
            return
