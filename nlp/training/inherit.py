"""What parts take from their totals, and what later statements of the same classes take from earlier ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.cues import find_cues
from nlp.reading import Reading
from nlp.training.draft import Draft
from nlp.training.programme import LEVELS

_OF_THE_CLASS = re.compile(
    r"(?:học viên|đồng chí|đại biểu) (?:của|tham gia|tham dự|theo học) (?:lớp|khóa)|(?:^|[\s,])(?:tham gia|tham dự|dự) (?:lớp|khóa)|^\s*[\"']?lớp(?: học| bồi dưỡng| tập huấn| đào tạo)?[^,.;]{0,40} (?:có|gồm|thu hút|với)|khóa (?:học|bồi dưỡng|tập huấn) (?:có|gồm|thu hút|với)", re.IGNORECASE
)


def take_from_totals(drafts: Sequence[Draft]) -> None:
    """Parts take programme, activity, audience, organiser, period, status and rate from their total, unless they have their own."""
    for draft in _totals_first(drafts):
        total = draft.total
        if total is None:
            continue
        _take(draft, total, "programmes", "programme")
        _take(draft, total, "activity", "activity")
        _take(draft, total, "audience", "audience")
        _take(draft, total, "organiser", "organiser")
        if draft.period is None or (draft.proofs.get("period") and draft.proofs["period"][0][2] == "context"):
            draft.proofs.pop("period", None)
            draft.period = None
            _take(draft, total, "period", "period")
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
        draft.prove(slot, (start, end), source)


def open_mixed_totals(drafts: Sequence[Draft]) -> None:
    """A total whose parts name different programmes names none itself, unless it prints one of its own."""
    for total in drafts:
        own = [d.programmes[0] for d in drafts if d.total is total and d.programmes]
        if not total.programmes and len(set(own)) > 1:
            total.open_programme = True


def take_from_context(reading: Reading, drafts: Sequence[Draft]) -> None:
    """Statements without a programme take it from what they go on speaking of: the class opened before, the paragraph's topic."""
    for index, draft in enumerate(drafts):
        if draft.total is not None:
            continue
        earlier = [d for d in drafts[:index] if d.total is None]
        source = _source(reading, draft, earlier)
        if source is None:
            continue
        for name, slot in (("programmes", "programme"), ("activity", "activity"), ("audience", "audience"), ("organiser", "organiser"), ("period", "period")):
            if name == "period" and draft.status != source.status and draft.status is not None and source.status is not None:
                continue
            _take(draft, source, name, slot)


def _source(reading: Reading, draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    plain = reading.plain
    if not earlier:
        return None
    words = plain[draft.sentence.start : draft.sentence.end]
    events = [d for d in earlier if d.bare]
    if draft.classes is None and draft.bare is None and not draft.programmes and events and _OF_THE_CLASS.search(plain[max(draft.sentence.start, draft.start - 60) : draft.end + 50]):
        return events[-1]
    if find_cues(plain, "anaphora", draft.sentence.start, draft.end):
        return earlier[-1]
    if draft.bare and not draft.programmes and re.search(r"lớp (?:này|trên|nói trên)", words, re.IGNORECASE):
        return earlier[-1]
    return None


def settle(drafts: Sequence[Draft]) -> None:
    """What no word decides: training is held, and a degree programme is `dao_tao`."""
    for draft in drafts:
        if draft.status is None:
            draft.status = "held"
        if draft.programmes and draft.programmes[0] in LEVELS and len(draft.programmes) == 1:
            draft.activity = "dao_tao"
        elif draft.activity is None and draft.programmes:
            draft.activity = {"cap_nhat_kien_thuc": "boi_duong", "nghi_quyet": None}.get(draft.programmes[0], draft.activity)
