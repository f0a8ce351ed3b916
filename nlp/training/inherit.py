"""What parts take from their totals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.fact import Period
from nlp.training.draft import DEEPEST, Draft
from nlp.training.programme import BY_WHOM, LEVELS, SHORT

SLOTS = (
    ("programmes", "programme"),
    ("activity", "activity"),
    ("audience", "audience"),
    ("organiser", "organiser"),
)

_OF_YEAR = re.compile(r"(?:kế hoạch|chỉ tiêu|mục tiêu)(?: cả)? năm(?![^\W_])", re.IGNORECASE)
_DEGREES = frozenset(["dai_hoc", "sau_dai_hoc"])


def take_from_totals(drafts: Sequence[Draft]) -> None:
    """Parts take all slots but the event from their total, unless they have their own."""
    for draft in _totals_first(drafts):
        total = draft.total
        if total is None:
            continue
        if (
            total.programmes
            and draft.programmes
            and set(draft.programmes) <= BY_WHOM
            and not draft.inherits("programme")
        ):
            # «70 học viên của lớp cho người trẻ»: the words name the people, the total names the programme.
            draft.programmes = ()
            draft.proofs.pop("programme", None)
        if total.programmes and total.programmes[0] in _DEGREES and len(total.programmes) == 1:
            # «02 lớp đại học, gồm 01 lớp xây dựng Đảng …»: the part names its field, the total its degree.
            _drop_field(draft)
        for name, slot in SLOTS:
            take(draft, total, name, slot)
        take_period(draft, total)
        if _said_of_total(draft, total):
            draft.status = None
            draft.proofs.pop("status", None)
        if draft.status is None and total.status is not None:
            take(draft, total, "status", "status")
        if total.per == "year" and draft.per is None and draft.learners:
            draft.per = "year"


def _said_of_total(draft: Draft, total: Draft) -> bool:
    """True where the part's status stands before a total that was carried over or not held: it is said of that one."""
    proof = draft.proofs.get("status")
    other = total.status in ("carried_over", "not_held") and draft.status in ("planned", "held")
    same = draft.sentence is total.sentence
    return other and same and proof is not None and proof[0][0] < total.start


def _drop_field(draft: Draft) -> None:
    if draft.programmes and draft.programmes[0] not in LEVELS:
        draft.programmes = ()
        draft.proofs.pop("programme", None)


def _totals_first(drafts: Sequence[Draft]) -> list[Draft]:
    """Totals before their parts, however many levels deep."""

    def depth(draft: Draft) -> int:
        steps, at = 0, draft.total
        while at is not None and steps < DEEPEST:
            steps, at = steps + 1, at.total
        return steps

    return sorted(drafts, key=depth)


def take(draft: Draft, source: Draft, name: str, slot: str) -> None:
    """Take one slot with its words from another statement, where the draft has none of its own."""
    if getattr(draft, name) or not getattr(source, name):
        return
    setattr(draft, name, getattr(source, name))
    for start, end, _ in source.proofs.get(slot, ()):
        draft.prove(slot, (start, end), "context" if source.topic else source)


def take_period(draft: Draft, total: Draft) -> None:
    """The total's period goes before one that only still held from earlier."""
    if draft.period is None or (draft.proofs.get("period") and draft.proofs["period"][0][2] == "context"):
        draft.proofs.pop("period", None)
        draft.period = None
        take(draft, total, "period", "period")


def open_mixed_totals(drafts: Sequence[Draft]) -> None:
    """A total whose parts name different programmes names none itself, unless it prints one of its own."""
    parts: dict[int, list[Draft]] = {}
    for draft in drafts:
        parts.setdefault(id(draft.total), []).append(draft)
    for total in drafts:
        named = [d for d in parts.get(id(total), ()) if d.programmes and not d.inherits("programme")]
        own = {d.programmes[0] for d in named}
        printed = total.programmes and not total.inherits("programme")
        if not printed and len(own) > 1 and not own - BY_WHOM <= set(total.programmes[:1]):
            total.open_programme = True
            total.programmes = ()


def widen_yardsticks(plain: str, drafts: Sequence[Draft]) -> None:
    """«đạt 84% kế hoạch năm (45 lớp)»: the plan is for the whole year, whatever months the result is of."""
    for draft in drafts:
        period = draft.period
        if not draft.yardstick or period is None or period.start.year != period.end.year:
            continue
        if _OF_YEAR.search(plain, max(draft.sentence.start, draft.start - 50), draft.start):
            draft.period = Period(period.start.replace(month=1, day=1), period.end.replace(month=12, day=31))


def settle(drafts: Sequence[Draft]) -> None:
    """What no word decides: training is held, and a degree programme is `dao_tao`."""
    for draft in drafts:
        if draft.status is None:
            draft.status = "held"
        if draft.programmes and draft.programmes[0] in LEVELS and len(draft.programmes) == 1:
            draft.imply("activity", "dao_tao", "programme")
        elif draft.programmes and draft.programmes[0] in SHORT and _is_open(draft):
            draft.imply("activity", "boi_duong", "programme")


def _is_open(draft: Draft) -> bool:
    """True where no word of its own says whether it is đào tạo or bồi dưỡng: a total of both leaves it open."""
    mixed = draft.activity == "dao_tao_boi_duong" and draft.inherits("activity")
    return draft.activity is None or (mixed and not draft.inherits("programme"))
