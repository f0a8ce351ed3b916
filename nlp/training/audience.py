"""Whom a training is for, as printed."""

from __future__ import annotations

import re

from nlp.hooks import Hooked
from nlp.reading import Reading
from nlp.training.draft import Draft

# «cho …», «đối với …», «dành cho …» after the class, «là …» after the learners; the phrase ends where its clause does.
_FOR = Hooked(
    r"(?<![^\W_])(?:dành cho|đối với|cho)\s(?:các đồng chí\s|các\s|đồng chí\s)?(?!biết|thấy|rằng|"
    r"phép|đến|tổng|khoảng|gần|hơn|trên|\d)",
)
_BEING = re.compile(
    r"^\s?(?:,\s?)?(?:là|thuộc)\s(?:các đồng chí\s|các\s)?(?!một|những năm|\d)", re.IGNORECASE
)
_END = re.compile(
    r"(?:[.;:\n)]|\s(?:với|được|đã|sẽ|do|tại|theo|tham gia|tham dự|nhằm|trong thời gian|vào|để)\s|"
    r",\s(?:với|do|tại|theo|nhằm|mỗi|thu hút|trong đó|được|đạt|chiếm)\s|"
    r"(?<!nhiệm kỳ)(?<!giai đoạn)(?<!khóa)(?<!năm)(?<!đối tượng)\s(?=\d))")  # fmt: skip


def set_audience(reading: Reading, draft: Draft) -> None:
    """Set the audience where the draft's own words print one."""
    plain = reading.plain
    if draft.learners and (match := _BEING.match(plain[draft.end : draft.right])):
        _cut(plain, draft, draft.end + match.end(), draft.right)
        if draft.audience:
            return
    for start, end in (
        (draft.start, draft.learners.start if draft.learners else draft.end),
        (draft.end, draft.right),
        (draft.left, draft.start),
    ):
        if start >= end:
            continue
        for match in _FOR.find_low(plain, start, end):
            _cut(plain, draft, match.end(), end)
            if draft.audience:
                return


def _cut(plain: str, draft: Draft, start: int, limit: int) -> None:
    stop = _END.search(plain, start, limit)
    end = stop.start() if stop else limit
    words = plain[start:end].rstrip(" ,")
    if 3 <= len(words) <= 220:
        draft.audience = (start, start + len(words))
        draft.prove("audience", draft.audience)
