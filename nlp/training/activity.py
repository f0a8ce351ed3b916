"""Đào tạo, bồi dưỡng or tập huấn: the activity of a statement."""

from __future__ import annotations

import re

from nlp.mention import Mention
from nlp.reading import Reading, is_inside
from nlp.training.draft import LISTED, PART, Draft
from nlp.training.programme import LEVELS, regions_of

_BOTH = re.compile(r"đào tạo(?:,|,? và| ?-| ?/) ?bồi dưỡng|bồi dưỡng(?:,|,? và) đào tạo", re.IGNORECASE)
_ONE = re.compile(r"tập huấn|bồi dưỡng|cập nhật kiến thức|đào tạo", re.IGNORECASE)
_CODES = {
    "tập huấn": "tap_huan",
    "bồi dưỡng": "boi_duong",
    "cập nhật kiến thức": "boi_duong",
    "đào tạo": "dao_tao",
}
_GO_TO_STUDY = re.compile(r"(?<![^\W_])(?:đi|theo|cử) học(?![^\W_])", re.IGNORECASE)


def set_activity(reading: Reading, draft: Draft) -> None:
    """Set the activity from the words that qualify the count, else from the sentence's beginning."""
    own = regions_of(reading.plain, draft)
    # In a list, the sentence's beginning speaks of the items before.
    context = [] if draft.accepted in (PART, LISTED) else [(draft.sentence.start, draft.left)]
    for start, end in [*own, *context]:
        if _find(reading, draft, start, end, "context" if (start, end) in context else None):
            break
    if draft.programmes and draft.programmes[0] in LEVELS:
        draft.imply("activity", "dao_tao", "programme")
        return
    if draft.activity is not None or not draft.programmes:
        return
    if study := _GO_TO_STUDY.search(reading.plain, draft.left, draft.right):
        draft.activity = "dao_tao"
        draft.prove("activity", study.span())


def _find(reading: Reading, draft: Draft, start: int, end: int, source: str | None) -> bool:
    if both := _BOTH.search(reading.plain, start, end):
        draft.activity = "dao_tao_boi_duong"
        draft.prove("activity", both.span(), source)
        return True
    for match in _ONE.finditer(reading.plain, start, end):
        # «Trường Đào tạo cán bộ …» is a name and says nothing of this class.
        if not is_inside(Mention(*match.span(), ""), reading.organisations):
            draft.activity = _CODES[match.group().lower()]
            draft.prove("activity", match.span(), source)
            return True
    return False
