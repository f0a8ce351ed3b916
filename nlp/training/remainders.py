"""Parts that arithmetic names: what is left of a plan, and what a printed share measures against its total."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.trace import Trace
from nlp.training.draft import LOOK_BACK, Draft
from nlp.training.wholes import fits

_LEFT = re.compile(r"(?: lớp| khóa)? còn lại(?![^\W_])", re.IGNORECASE)
_REST_FOLLOWS = re.compile(r"[^;.()\d]{0,40}, (?:số|các lớp|phần) còn lại", re.IGNORECASE)
_SHARE = re.compile(
    r"[^;.()\d]{0,40}?[ ,(](?:chiếm|bằng)(?: tỷ lệ)? (\d{1,2}(?:,\d{1,2})?)\s?% (?:trong |của )?tổng số (?:lớp|khóa)",
    re.IGNORECASE,
)


def tie_remainders(plain: str, drafts: Sequence[Draft], trace: Trace) -> None:
    """Tie «18 lớp còn lại không thực hiện được» to the plan of which they are left, where the sum is exact."""
    for index, draft in enumerate(drafts):
        if draft.total is not None or not draft.classes or draft.per:
            continue
        earlier = drafts[max(0, index - LOOK_BACK) : index]
        if _REST_FOLLOWS.match(plain, draft.end, draft.sentence.end):
            _tie_to_last(plain, draft, earlier, trace)
        elif _is_left(plain, draft):
            _tie_left(plain, draft, earlier, trace)
        elif match := _SHARE.match(plain, draft.end, draft.right):
            _tie_share(plain, draft, match.group(1), earlier, trace)


def _tie_to_last(plain: str, draft: Draft, earlier: Sequence[Draft], trace: Trace) -> None:
    """«sẽ mở 15 lớp; đến hết quý II mở 5 lớp, số còn lại trước ngày 30/11»: the five are of the fifteen."""
    last = earlier[-1] if earlier else None
    same = last is not None and last.sentence is draft.sentence and last.total is None
    if last is not None and same and last.settled_status == draft.settled_status and fits(draft, last):
        _tie(plain, draft, last, trace)


def _is_left(plain: str, draft: Draft) -> bool:
    return draft.status in ("not_held", "carried_over") or bool(_LEFT.match(plain, draft.end))


def _tie_left(plain: str, draft: Draft, earlier: Sequence[Draft], trace: Trace) -> None:
    """The plan is what was held and what is left, and maybe what the count just before is to add."""
    if _tie_pair(plain, draft, earlier, trace):
        return
    counted = [d for d in earlier if d.classes and d.class_count and not d.per]
    before = counted[-1] if counted and counted[-1].sentence is draft.sentence else None
    coming = before if before and before.total is None and before.status == "planned" else None
    for plan in reversed([d for d in counted if d.settled_status == "planned" and d is not coming]):
        held = {d.class_count for d in counted if d.settled_status == "held"}
        own = draft.class_count or 0
        more = (coming.class_count or 0) if coming else 0
        if (plan.class_count or 0) - own in held:
            _tie(plain, draft, plan, trace)
            return
        if coming and (plan.class_count or 0) - own - more in held:
            _tie(plain, draft, plan, trace)
            _tie(plain, coming, plan, trace)
            return


def _tie_pair(plain: str, draft: Draft, earlier: Sequence[Draft], trace: Trace) -> bool:
    """«Trường quản lý 74 lớp … đã bế giảng 51 lớp. Còn 23 lớp …»: both are parts, on both measures."""
    near = [d for d in earlier if draft.sentence.block.index - d.sentence.block.index <= 1]
    last = next((d for d in reversed(near) if d.total is None and d.classes and not d.per), None)
    if last is None or draft.learner_count is None or last.learner_count is None:
        return False
    for total in reversed([d for d in earlier if d.start < last.start and d.total is None]):
        classes = (draft.class_count or 0) + (last.class_count or 0) == total.class_count
        if classes and draft.learner_count + last.learner_count == total.learner_count:
            _tie(plain, last, total, trace)
            _tie(plain, draft, total, trace)
            return True
    return False


def _tie_share(plain: str, draft: Draft, share: str, earlier: Sequence[Draft], trace: Trace) -> None:
    """«97 lớp, chiếm 31,1% tổng số lớp»: of the last total of which they are just so much."""
    places = len(share.partition(",")[2])
    printed = float(share.replace(",", "."))
    for total in reversed(earlier):
        whole = total.class_count if total.classes and total.total is None and not total.per else None
        if whole and fits(draft, total) and round(100 * (draft.class_count or 0) / whole, places) == printed:
            _tie(plain, draft, total, trace)
            return


def _tie(plain: str, part: Draft, total: Draft, trace: Trace) -> None:
    part.total = total
    trace.fired("part of", part.start, part.end, f"by the sum a part of {plain[total.start : total.end]}")
