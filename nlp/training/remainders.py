"""Parts that arithmetic names: what is left of a plan, and what a printed share measures against its total."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.trace import Trace
from nlp.training.draft import LOOK_BACK, Draft
from nlp.training.wholes import fits

_LEFT = re.compile(r"(?: lớp| khóa)? còn lại(?![^\W_])", re.IGNORECASE)
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
        if _is_left(plain, draft):
            _tie_left(plain, draft, earlier, trace)
        elif match := _SHARE.match(plain, draft.end, draft.right):
            _tie_share(plain, draft, match.group(1), earlier, trace)


def _is_left(plain: str, draft: Draft) -> bool:
    return draft.status in ("not_held", "carried_over") or bool(_LEFT.match(plain, draft.end))


def _tie_left(plain: str, draft: Draft, earlier: Sequence[Draft], trace: Trace) -> None:
    """The plan is what was held and what is left, and maybe what the count just before is to add."""
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
