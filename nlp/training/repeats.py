"""Bare repetitions: the same counts stated again in a lead, a caption or a later sentence make no second statement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.trace import Trace
from nlp.training.draft import Draft

LEAD = 400
"""A lead is a short paragraph under the title."""
_THESE = re.compile(
    r"\s(?:này|trên|nói trên|vừa (?:kết thúc|bế giảng|khai giảng|mở|qua))(?![^\W_])", re.IGNORECASE
)


def drop_repeats(plain: str, drafts: Sequence[Draft], trace: Trace) -> list[Draft]:
    """Leave out statements that repeat another with nothing of their own."""
    kept: list[Draft] = []
    drafts = _without_leads(plain, drafts, trace)
    ordered = sorted(drafts, key=lambda d: (d.sentence.block.zone == "caption", d.start))
    dropped: dict[int, Draft] = {}
    for draft in ordered:
        twin = next((k for k in kept if _repeats(plain, draft, k)), None)
        if twin is None:
            kept.append(draft)
            continue
        trace.lost("repetition", draft.start, draft.end, f"says again {plain[twin.start : twin.end]}")
        dropped[id(draft)] = twin
        if twin.total is None and draft.total is not twin:
            twin.total = draft.total
    for draft in kept:
        if draft.total is not None and id(draft.total) in dropped:
            twin = dropped[id(draft.total)]
            draft.total = twin if twin is not draft else None
    return sorted(kept, key=lambda d: d.start)


def _without_leads(plain: str, drafts: Sequence[Draft], trace: Trace) -> list[Draft]:
    """Leave out counts of the lead that the body states again, with more beside them or under another noun."""
    kept = []
    first = min((d.sentence.block.index for d in drafts if d.sentence.block.zone == "body"), default=0)
    for draft in drafts:
        block = draft.sentence.block
        short = (
            block.index == first <= 2
            and block.end - block.start <= LEAD
            and not draft.bare
            and not draft.event
        )
        twin = (
            next((d for d in drafts if d.sentence.block.index > block.index and _says_more(draft, d)), None)
            if short
            else None
        )
        if twin is None:
            kept.append(draft)
        else:
            trace.lost(
                "lead",
                draft.start,
                draft.end,
                f"the lead says what the body says: {plain[twin.start : twin.end]}",
            )
    return kept


def _says_more(lead: Draft, body: Draft) -> bool:
    if lead.total is body or body.total is lead:
        return False
    for mine, other in ((lead.class_count, body.class_count), (lead.learner_count, body.learner_count)):
        if mine is not None and mine != other:
            return False
    return "status" not in lead.proofs or lead.status == body.status


def _repeats(plain: str, draft: Draft, kept: Draft) -> bool:
    if draft.bare:
        return _same_event(draft, kept)
    if (
        _THESE.match(plain, draft.end)
        and draft.class_count
        and draft.class_count == kept.class_count
        and not draft.learners
    ):
        return True
    if _counts(draft) != _counts(kept) or draft.total is kept or kept.total is draft:
        # «59 học viên» after «khai giảng lớp … với 59 học viên»: the learners alone say nothing new.
        return (
            draft.classes is None
            and draft.total is None
            and _learners(draft) == _learners(kept)
            and (bool(kept.bare) or kept.classes is not None)
            and _same_scope(draft, kept)
        )
    return _same_scope(draft, kept) and (
        draft.total is None or draft.total is kept.total or kept.total is None
    )


def _same_event(draft: Draft, kept: Draft) -> bool:
    """The same opening or closing again: no learners of its own, and no programme that differs."""
    if not kept.bare and not (kept.classes and kept.class_count == 1):
        return False
    if draft.learners and _learners(draft) != _learners(kept):
        return kept.event == draft.event and kept.learners is None and False
    if draft.event != kept.event and draft.learners:
        return False
    if draft.event != kept.event and draft.period and kept.period and draft.period != kept.period:
        return False
    if draft.sentence is kept.sentence:
        return False
    if draft.sentence.block.zone == "caption" or (draft.period and draft.period == kept.period):
        return True
    return not (draft.programmes and kept.programmes and draft.programmes[0] != kept.programmes[0])


def _counts(draft: Draft) -> tuple[object, ...]:
    return draft.class_count, *_learners(draft)


def _learners(draft: Draft) -> tuple[object, ...]:
    q = draft.learners
    return (q.low, q.high, q.qualifier, draft.per) if q else (None, None, None, None)


def _same_scope(draft: Draft, kept: Draft) -> bool:
    """True where nothing but the counts is said, or what is said is the same."""
    same_status = (draft.status or "held") == (kept.status or "held")
    own_programme = draft.programmes and kept.programmes and draft.programmes[0] != kept.programmes[0]
    own_period = (
        draft.period and kept.period and draft.period != kept.period and draft.proofs["period"][0][2] is None
    )
    return same_status and not own_programme and not own_period
