"""Parts that no part-of cue names: classes of a series, counts that a later one includes, exact sums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.fact import Period
from nlp.trace import Trace
from nlp.training.draft import COMMON_WORDS, LOOK_BACK, Draft, by_sentence
from nlp.training.wholes import fits

MANY_IN_ROW = 2
"""A total and one part in a sentence aren't told from two equal counts."""
MANY = 20
"""From so many learners on, parts that add up to a total exactly hardly do so by chance."""

_INCLUDING = re.compile(
    r"(?<![^\W_])(?:tính|kể|bao gồm) cả (?:(?:\w+ )?(?:lớp|khóa|số lớp)|\d+ lớp)", re.IGNORECASE
)
_THUS = re.compile(r"\W*(?:như vậy|như thế|tính chung|tổng cộng)(?![^\W_])", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:lớp|khóa)[^,.;]{0,20} (?:cuối cùng|đầu tiên|thứ (?:nhất|hai|ba|tư|\d+))(?![^\W_])")
_OUT_OF = ("trong tổng số", "trong số", "trong")


def tie_series(plain: str, drafts: Sequence[Draft], trace: Trace) -> None:
    """Tie single classes to the series they belong to, and earlier counts to later ones that include them."""
    for draft, earlier in _with_earlier(drafts):
        _last_of(plain, draft, earlier, trace)
        _include(plain, draft, earlier, trace)
        _sum_up(plain, draft, earlier, trace)


def tie_events(plain: str, drafts: Sequence[Draft], trace: Trace) -> None:
    """«Ngày 28/6 khai giảng lớp …. Trong tháng 6, đã khai giảng 3 lớp»: the class opened is one of the three."""
    for index, total in enumerate(drafts):
        if not total.event or total.bare or (total.class_count or 0) < 2 or total.period is None:
            continue
        for part in drafts[max(0, index - LOOK_BACK) : index]:
            one = part.bare and part.event == total.event and part.total is None and part.period is not None
            if (
                one
                and part.period
                and part.programmes[:1] == total.programmes[:1]
                and _within(part.period, total.period)
            ):
                _tie(plain, part, total, trace, "one of")


def _within(part: Period, whole: Period) -> bool:
    return part != whole and whole.start <= part.start and part.end <= whole.end


def place_in_series(plain: str, drafts: Sequence[Draft], trace: Trace) -> None:
    """«Lớp cuối cùng dành cho cấp xã …» is one of the classes that the paragraph counted before."""
    for draft, earlier in _with_earlier(drafts):
        words = plain[draft.start : draft.start + 60].lower()
        if draft.total is not None or draft.class_count != 1 or not _ORDINAL.search(words):
            continue
        block = draft.sentence.block
        counted = [d for d in earlier if d.sentence.block is block and (d.class_count or 0) > 1]
        if counted:
            named = set(words.split()) - COMMON_WORDS
            _tie(
                plain,
                draft,
                max(counted, key=lambda d: (len(named & d.words(plain)), d.start)),
                trace,
                "one of",
            )


def add_up_parts(plain: str, drafts: Sequence[Draft], trace: Trace) -> None:
    """Counts of one sentence that add up exactly to an earlier one, on every measure that they print, are its parts."""
    passed = 0
    for group in by_sentence(drafts).values():
        earlier = drafts[max(0, passed - LOOK_BACK) : passed]
        passed += len(group)
        row = [d for d in group if d.total is None and not d.series]
        if not row or row[0].sentence.block.zone != "body":
            continue
        _complete(plain, row[0], earlier, trace)
        total = next((t for t in earlier if len(row) > 1 and _adds_up(row, t)), None)
        parts = row
        if total is None and len(row) > MANY_IN_ROW and _adds_up(row[1:], row[0]):
            # «2 lớp cho 143 học viên; 1 lớp với 71 học viên, 1 lớp với 72 học viên»
            total, parts = row[0], row[1:]
        for part in parts if total else ():
            if total is not None:
                _tie(plain, part, total, trace, "these add up to")


def _with_earlier(drafts: Sequence[Draft]) -> Iterator[tuple[Draft, Sequence[Draft]]]:
    """Each draft with those before it, as far back as rules look."""
    for index, draft in enumerate(drafts):
        yield draft, drafts[max(0, index - LOOK_BACK) : index]


def _tie(plain: str, part: Draft, total: Draft, trace: Trace, why: str) -> None:
    part.total = total
    trace.fired("part of", part.start, part.end, f"{why} {plain[total.start : total.end]}")


def _last_of(plain: str, draft: Draft, earlier: Sequence[Draft], trace: Trace) -> None:
    """«lớp … là lớp cuối trong tổng số 7 lớp»: the class opened or closed before is one of them."""
    head = plain[draft.sentence.start : draft.start].lower()
    if not draft.classes or not head.rstrip().endswith(_OUT_OF) or "lớp" not in head:
        return
    single = [d for d in earlier if d.bare and d.total is None]
    if single:
        draft.series = True
        _tie(plain, single[-1], draft, trace, "one of")


def _include(plain: str, draft: Draft, earlier: Sequence[Draft], trace: Trace) -> None:
    """«Tính cả lớp này, … 3 lớp», «kể cả 2 lớp vừa kết thúc»: what was counted before is part of what follows."""
    match = _INCLUDING.search(plain, draft.sentence.start, draft.start)
    if not match or not draft.classes:
        return
    named = [d for d in (*earlier, draft) if match.start() <= d.start <= match.end()]
    if draft in named:
        return
    counted = [d for d in earlier if d.start < match.start() and d.total is None and (d.bare or d.classes)]
    counted = [d for d in counted if fits(d, draft)]
    same = [d for d in counted if named and d.class_count == named[0].class_count]
    if counted:
        _tie(plain, (same or counted)[-1], draft, trace, "counted in")


def _sum_up(plain: str, draft: Draft, earlier: Sequence[Draft], trace: Trace) -> None:
    """«Như vậy, … đã tổ chức 3 lớp»: what was counted one by one just before is part of what it sums up."""
    if not draft.classes or not _THUS.match(plain, draft.sentence.start):
        return
    near = draft.sentence.block.index - 1
    for part in earlier:
        free = part.start < draft.sentence.start and part.total is None
        if free and part.sentence.block.index >= near and fits(part, draft):
            _tie(plain, part, draft, trace, "summed up in")


def _complete(plain: str, draft: Draft, earlier: Sequence[Draft], trace: Trace) -> None:
    """«Ngoài ra, … 150 người» after parts that lack just these of their total: it is the part that completes it."""
    near = [d for d in earlier if d.sentence.block is draft.sentence.block]
    for total in near:
        learners = [d.learner_count for d in near if d.total is total]
        if not learners or None in learners or draft.learner_count is None or not total.learner_count:
            continue
        if sum(n or 0 for n in learners) + draft.learner_count == total.learner_count:
            _tie(plain, draft, total, trace, "completes")
            return


def _adds_up(row: Sequence[Draft], total: Draft) -> bool:
    if any(not _countable(d) or not fits(d, total, any_period=True) for d in row):
        return False
    if total.settled_status == "held" and any(d.status in ("planned", "not_held") for d in row):
        return False
    classes, learners = [d.class_count for d in row], [d.learner_count for d in row]
    measures = 0
    for values, whole in ((classes, total.class_count), (learners, total.learner_count)):
        if whole is None or all(v is None for v in values):
            continue
        if None in values and any(v is not None for v in values) and sum(v or 0 for v in values) <= whole:
            continue
        if None in values or sum(v or 0 for v in values) != whole:
            return False
        measures += 1
    # A few classes add up to many a number by chance; three, or the sentence right behind, hardly do; nor learners.
    near = row[0].sentence.block.index - total.sentence.block.index
    many = (total.class_count or 0) >= MANY and (near == 0 or (near <= 2 and len(row) > MANY_IN_ROW))
    if measures == 1 and total.class_count is not None and all(v is not None for v in classes):
        return many
    return measures == 2 or (measures == 1 and (total.learner_count or 0) >= MANY)


def _countable(draft: Draft) -> bool:
    return not draft.per and (draft.learners is None or draft.learners.exact)
