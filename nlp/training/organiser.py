"""Who holds, opens, sends or orders a training, as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.organisations import OrganisationMention
from nlp.reading import Reading, within
from nlp.training.draft import Draft

_VERB = re.compile(
    r"(?<![^\W_])(?:tổ chức|mở|khai giảng|khai mạc|bế giảng|bế mạc|phối hợp|cử|đào tạo|bồi dưỡng|tập huấn|giao|thực hiện|tuyển|ban hành|yêu cầu|dự kiến|chọn|còn)(?![^\W_])", re.IGNORECASE
)
_JOINTLY = re.compile(r"(?:phối hợp(?: chặt chẽ)?(?: cùng| với)?|cùng(?: với)?|và|liên kết(?: với)?|,|giao (?:cho )?|kết hợp(?: với)?|do)\s*(?:các\s)?$", re.IGNORECASE)
_NOT_SUBJECT = re.compile(r"(?:của|tại|ở|thuộc|theo|cho|từ|do sự|diện|về|bởi|đến|số|quản lý|tại trụ sở)\s*(?:các\s)?$", re.IGNORECASE)
_BY = re.compile(r"(?:do|bởi)\s*$", re.IGNORECASE)


def set_organisers(reading: Reading, drafts: Sequence[Draft], topics: Sequence[Draft] = ()) -> None:
    """Set the organisers that each draft's sentence names, else those that the paragraph's sentence before named."""
    last: Draft | None = None
    for draft in sorted([*drafts, *topics], key=lambda d: d.start):
        found = _subjects(reading, draft)
        if found:
            draft.organiser = tuple((m.start, m.end) for m in found)
            for mention in found:
                draft.prove("organiser", (mention.start, mention.end))
        elif last is not None and last.sentence.block is draft.sentence.block and last.organiser:
            draft.organiser = last.organiser
            for place in last.organiser:
                draft.prove("organiser", place, "context")
        if draft.organiser and (last is None or not draft.total):
            last = draft


def _subjects(reading: Reading, draft: Draft) -> list[OrganisationMention]:
    """Organisations ahead of the count that a verb of holding follows, with those that hold it jointly."""
    plain = reading.plain
    ahead = within(reading.organisations, draft.sentence.start, draft.start)
    found: list[OrganisationMention] = []
    for mention in ahead:
        before = plain[max(0, mention.start - 24) : mention.start]
        if found and _JOINTLY.search(before) and mention.start - found[-1].end <= 40:
            found.append(mention)
        elif (_BY.search(before) or not _NOT_SUBJECT.search(before)) and _VERB.search(plain, mention.end, min(draft.start + 12, mention.end + 160)):
            if not any(p.start <= mention.start < p.end or (p.role_span and p.role_span[0] <= mention.start < p.role_span[1]) for p in reading.people):
                found.append(mention) if not found or mention.start - found[-1].end > 40 else None
    by = [m for m in within(reading.organisations, draft.end, draft.right) if _BY.search(plain[max(0, m.start - 6) : m.start])]
    return (by or found)[-3:] if by or found else []
