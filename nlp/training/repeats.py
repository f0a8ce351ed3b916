"""Bare repetitions: the same counts said again in a lead, a caption or a later sentence make no second statement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.trace import Trace
from nlp.training.draft import LOOK_BACK, Draft
from nlp.training.parts import OUT_OF

LEAD = 400
"""A lead is a short paragraph under the title, of at most so many characters."""
_THESE = re.compile(
    r"\s(?:này|trên|nói trên|vừa (?:kết thúc|bế giảng|khai giảng|mở|qua))(?![^\W_])", re.IGNORECASE
)


def drop_repeats(plain: str, drafts: Sequence[Draft], trace: Trace) -> list[Draft]:
    """Leave out statements that repeat another with nothing of their own; captions repeat, they are not repeated."""
    kept: list[Draft] = []
    twins: dict[int, Draft] = {}
    drafts = _without_leads(plain, drafts, trace)
    for draft in sorted(drafts, key=lambda d: (d.sentence.block.zone == "caption", d.start)):
        twin = next((k for k in kept[-LOOK_BACK:] if _repeats(plain, draft, k)), None)
        if twin is None:
            kept.append(draft)
            continue
        trace.lost("repetition", draft.start, draft.end, f"says again {plain[twin.start : twin.end]}")
        twins[id(draft)] = twin
        if twin.total is None and draft.total is not twin:
            twin.total = draft.total
    for draft in kept:
        if draft.total is not None and id(draft.total) in twins:
            twin = twins[id(draft.total)]
            draft.total = twin if twin is not draft else None
    return sorted(kept, key=lambda d: d.start)


def _without_leads(plain: str, drafts: Sequence[Draft], trace: Trace) -> list[Draft]:
    """Leave out counts of the lead that the body states again, with more beside them or under another noun."""
    first = min((d.sentence.block.index for d in drafts if d.sentence.block.zone == "body"), default=0)
    lead = [d for d in drafts if d.sentence.block.index == first <= 2 and _may_lead(d)]
    body = [d for d in drafts if d.sentence.block.index > first]
    dropped = set()
    for draft in lead:
        if twin := next((d for d in body if _says_more(draft, d)), None):
            dropped.add(id(draft))
            words = plain[twin.start : twin.end]
            trace.lost("lead", draft.start, draft.end, f"the lead says what the body says: {words}")
    return [d for d in drafts if id(d) not in dropped]


def _may_lead(draft: Draft) -> bool:
    block = draft.sentence.block
    return block.end - block.start <= LEAD and not draft.bare and not draft.event


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
    same_classes = draft.classes and not draft.learners and draft.class_count == kept.class_count
    same_learners = draft.classes is None and draft.learner_count == kept.learner_count is not None
    if (same_classes or same_learners) and _THESE.match(plain, draft.end):
        return True
    if _names_its_whole(plain, draft) and _same_count(draft, kept):
        return True
    if draft.sentence is kept.sentence or draft.total is kept or kept.total is draft:
        return False
    if kept.bare and draft.classes and draft.period != kept.period:
        return False  # «năm 2022 mở 07 lớp bồi dưỡng, 01 lớp cao cấp» counts more than the class closed today
    if not _same_scope(draft, kept) or _other_bodies(plain, draft, kept):
        return False
    if (draft.class_count, *_learners(draft)) == (kept.class_count, *_learners(kept)):
        return draft.total is None or kept.total is None or draft.total is kept.total
    # «59 học viên» after «khai giảng lớp … với 59 học viên»: the learners alone say nothing new.
    alone = draft.classes is None and draft.total is None and kept.class_count is not None
    return alone and _learners(draft) == _learners(kept)


def _same_count(draft: Draft, kept: Draft) -> bool:
    """True where what the count prints, classes or learners, the other prints too."""
    if draft.classes:
        return draft.class_count == kept.class_count and draft.learner_count in (None, kept.learner_count)
    return draft.learner_count is not None and draft.learner_count == kept.learner_count


def _names_its_whole(plain: str, draft: Draft) -> bool:
    """True for «trong số 210 cán bộ này»: it names what was counted before."""
    return bool(OUT_OF.search(plain, max(0, draft.start - 24), draft.start))


def _other_bodies(plain: str, draft: Draft, kept: Draft) -> bool:
    """True where each names who held it, and they are not the same."""
    if draft.inherits("organiser") or kept.inherits("organiser") or not (draft.organiser and kept.organiser):
        return False
    mine, theirs = ({plain[slice(*place)].lower() for place in d.organiser} for d in (draft, kept))
    return not any(a in b or b in a for a in mine for b in theirs)


def _same_event(draft: Draft, kept: Draft) -> bool:
    """The same opening or closing again: no learners or programme that differ, and not in the same sentence."""
    if kept.class_count != 1 or draft.sentence is kept.sentence:
        return False
    if draft.learners and _learners(draft) != _learners(kept):
        return False
    same_day = bool(draft.period) and draft.period == kept.period
    if draft.event != kept.event and (draft.learners or (draft.period and kept.period and not same_day)):
        return False
    if draft.sentence.block.zone == "caption" or same_day:
        return True
    return not (draft.programmes and kept.programmes and draft.programmes[0] != kept.programmes[0])


def _learners(draft: Draft) -> tuple[object, ...]:
    q = draft.learners
    return (q.low, q.high, q.qualifier, draft.per) if q else (None, None, None, None)


def _same_scope(draft: Draft, kept: Draft) -> bool:
    """True where nothing but the counts is said, or what is said is the same."""
    if (draft.status or "held") != (kept.status or "held"):
        return False
    if draft.programmes and kept.programmes and draft.programmes[0] != kept.programmes[0]:
        return False
    own_period = draft.period and kept.period and draft.period != kept.period
    return not own_period or draft.inherits("period")
