"""Who holds, opens, sends or orders a training, as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.organisations import OrganisationMention
from nlp.reading import Reading, within
from nlp.training.draft import Draft

VERB_REACH = 160
"""How far behind an organisation the verb of holding may stand, in characters: places and days come in between."""
AGENT_REACH = 60
"""How far behind «do Trường Chính trị tỉnh» its verb may stand."""
JOINT_REACH = 40
"""How far apart two organisations that hold a class together may stand."""
CONTEXT_REACH = 2
"""Over how many blocks of text an organiser named before goes on holding."""
MOST = 3

_HOLDING = (
    "tổ chức|mở|khai giảng|khai mạc|bế giảng|bế mạc|phối hợp|cử|đào tạo|bồi dưỡng|tập huấn|giao|thực hiện|"
    "tuyển|ban hành|yêu cầu|dự kiến|chọn|còn|liên kết|hoàn thành|phê duyệt|quản lý|duy trì|triển khai"
)
_VERB = re.compile(rf"(?<![^\W_])(?:{_HOLDING})(?![^\W_])", re.IGNORECASE)
# «do huyện tuyển sinh không đủ» gives a reason and no organiser.
_DONE_BY = re.compile(
    r"(?<![^\W_])(?:tổ chức|mở|đào tạo|bồi dưỡng|tập huấn|phối hợp|giảng dạy|chủ trì|thực hiện|"
    r"triển khai|khai giảng)(?![^\W_])",
    re.IGNORECASE,
)
_JOINTLY = re.compile(
    r"(?:phối hợp(?: chặt chẽ)?(?: cùng| với)?|cùng(?: với)?|và|liên kết(?: với)?|,|giao (?:cho )?|"
    r"kết hợp(?: với)?|do)\s*(?:các\s)?$",
    re.IGNORECASE,
)
_NOT_SUBJECT = re.compile(
    r"(?:của|tại|ở|thuộc|theo|cho|từ|do sự|diện|về|bởi|đến|số|quản lý|trụ sở|trong|trên|địa bàn|"
    r"giữa|nguồn kinh phí|vào|khắp|báo cáo|khối|chủ chốt|cán bộ|lãnh đạo|công chức)"
    r"\s*(?:các\s)?$",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"(?<![^\W_])(cấp (?:tỉnh|thành phố|huyện|xã|cơ sở)(?: và tương đương)?)(?: đã| tự)?(?: tổ chức| mở)?(?: được)?\s$",
    re.IGNORECASE,
)
_APART = re.compile(r"[\d;:]|(?<![^\W_])(?:cho biết|cho hay|đã|sẽ|mở)(?![^\W_])", re.IGNORECASE)
_SPEAKS = re.compile(r"\s(?:cho biết|cho hay|báo cáo|nhận định|đánh giá)(?![^\W_])", re.IGNORECASE)
_BY = re.compile(r"(?:do|bởi|được)\s*(?:các\s)?$", re.IGNORECASE)


def set_organisers(reading: Reading, drafts: Sequence[Draft], topics: Sequence[Draft] = ()) -> None:
    """Set the organisers that each draft's sentence names, else those named before that go on holding."""
    last: Draft | None = None
    for draft in sorted([*drafts, *topics], key=lambda d: d.start):
        found = _subjects(reading, draft)
        level = (
            _LEVEL.search(reading.plain, draft.left, draft.start) if draft.classes and draft.total else None
        )
        if level:
            # «cấp tỉnh 5 lớp, cấp huyện 30 lớp»: the level that holds them.
            draft.organiser = (level.span(1),)
            draft.prove("organiser", level.span(1))
        elif found:
            draft.organiser = tuple((m.start, m.end) for m in found)
            for mention in found:
                draft.prove("organiser", (mention.start, mention.end))
        elif last is not None and _holds_on(draft, last):
            draft.organiser = last.organiser
            for place in last.organiser:
                draft.prove("organiser", place, "context")
        if draft.organiser and (last is None or not draft.total):
            last = draft


def _holds_on(draft: Draft, last: Draft) -> bool:
    return draft.sentence.block.index - last.sentence.block.index <= CONTEXT_REACH


def _subjects(reading: Reading, draft: Draft) -> list[OrganisationMention]:
    """Bodies ahead of the count that a verb of holding follows, with those that join them; or «do … tổ chức»."""
    by = _agents(reading, draft)
    if by:
        return by[:MOST]
    ahead = within(reading.organisations, draft.sentence.start, draft.start)
    found: list[OrganisationMention] = []
    for mention in ahead:
        before = reading.plain[max(0, mention.start - 24) : mention.start]
        if found and _JOINTLY.search(before) and _is_joined(reading.plain, found[-1], mention):
            found.append(mention)
        elif not mention.in_role and _acts(reading, draft, mention, before):
            # A new subject takes the place of the one before.
            found = [mention]
    return found[-MOST:]


def _is_joined(plain: str, last: OrganisationMention, mention: OrganisationMention) -> bool:
    """True where only joining words stand between two bodies: a verb or a number makes the second a new subject."""
    between = plain[last.end : mention.start]
    return len(between) <= JOINT_REACH and not _APART.search(between)


def _acts(reading: Reading, draft: Draft, mention: OrganisationMention, before: str) -> bool:
    if _BY.search(before):
        return bool(_DONE_BY.search(reading.plain, mention.end, min(draft.start, mention.end + AGENT_REACH)))
    if before.endswith("(") or _NOT_SUBJECT.search(before) or _SPEAKS.match(reading.plain, mention.end):
        return False
    stop = reading.plain.find(";", mention.end, draft.start)
    reach = min(draft.start + 12, mention.end + VERB_REACH, stop if stop >= 0 else draft.start + 12)
    return bool(_VERB.search(reading.plain, mention.end, reach))


def _agents(reading: Reading, draft: Draft) -> list[OrganisationMention]:
    """«… do Trường Chính trị tỉnh tổ chức», «8 lớp được Huyện ủy tổ chức»: the body behind the count that acts."""
    plain = reading.plain
    found: list[OrganisationMention] = []
    # The agent may stand between the classes and their learners: «5 lớp do Huyện ủy tổ chức với 310 học viên».
    behind = draft.classes.end if draft.classes else draft.end
    for mention in within(reading.organisations, behind, draft.right):
        before = plain[max(0, mention.start - 8) : mention.start]
        verb = _DONE_BY.search(plain, mention.end, min(draft.right, mention.end + AGENT_REACH))
        if (_BY.search(before) and verb) or (
            found and _JOINTLY.search(plain[max(0, mention.start - 24) : mention.start])
        ):
            found.append(mention)
    return found
