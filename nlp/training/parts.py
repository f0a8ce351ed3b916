"""What is a part of what: «trong đó», «gồm», «cụ thể», lists after a colon, brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.cues import find_cues
from nlp.layout import Sentence
from nlp.reading import Reading
from nlp.trace import Trace
from nlp.training.draft import DEEPEST, LOOK_BACK, Draft, by_sentence
from nlp.training.programme import kind_of
from nlp.training.wholes import ALONE, fits, named_total

HEAD = 45
"""How far from a sentence's beginning a cue may stand and still govern the whole sentence, in characters."""
NEAR = 0.05
"""How far parts may miss a rounded total and still be all of it."""
MANY = 20
"""From so many learners on, parts that add up to a total exactly hardly do so by chance."""
BRACKET_REACH = 1500
"""How long a bracket with parts may be, in characters."""

_BULLET = re.compile(r"\s*[-+•*]\s")
_NOTABLE = re.compile(r"\W*(?:nổi bật có|(?:dẫn đầu|nhiều nhất|cao nhất) là)", re.IGNORECASE)
_OVER_PARAGRAPHS = re.compile(
    r"\W*(?:trong đó|trong (?:tổng )?số|cụ thể|(?:phân|chia|tính|xét) (?:ra )?theo|(?:dẫn đầu|"
    r"nhiều nhất) là)(?![^\W_])",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"[^;:.()\d]*\((?:đối tượng \d |[^;:.()\d]){0,40}")
_NO_PART = re.compile(
    r"(?<![^\W_])(?:kế hoạch|dự kiến|chỉ tiêu|mục tiêu|tăng|giảm|đạt|bằng|so với|vượt|mỗi|năm|khóa|thiếu|"
    r"tỷ lệ)(?![^\W_])",
    re.IGNORECASE,
)
"""In a bracket, these measure or name the count before it, and split nothing up."""
_PLANNED_FOR = re.compile(r"\((?:dự kiến|kế hoạch|theo kế hoạch)(?: có| là| gồm)?\s$", re.IGNORECASE)
OUT_OF = re.compile(
    r"(?<![^\W_])(?:trong|trên) (?:tổng )?số (?:gần |hơn |trên )?$|(?:^|[.\n])\W{0,8}(?:trong|riêng)(?: số)? $",
    re.IGNORECASE,
)
"""«Trong số 1.770 học viên, có 210 người …», «Riêng 31 lớp …»: the count behind it is the whole of what follows."""


@dataclass(slots=True)
class _Group:
    """A total whose parts are being read; `bracket` is where its bracket closes, `nested` ends it at a semicolon.

    After «riêng», `alone`, each part goes with the count before it that is of its kind.
    """

    total: Draft
    bracket: int | None = None
    nested: bool = False
    alone: bool = False


def set_totals(reading: Reading, drafts: Sequence[Draft], trace: Trace) -> None:
    """Tie each part to its total; parts may overlap, so nothing is said of whether they add up."""
    plain = reading.plain
    rows = by_sentence(drafts)
    open_total: Draft | None = None
    listed: Draft | None = None
    previous: list[Draft] = []
    passed = 0
    counted: Sentence | None = None
    for sentence in reading.sentences:
        row = rows.get(sentence.start)
        if not row:
            if _head_cue(plain, sentence, "apart"):
                open_total = None
            continue
        if counted and counted.block is not sentence.block:
            open_total = None
        counted = sentence
        listed = _list_total(plain, sentence, previous, listed)
        earlier = drafts[max(0, passed - LOOK_BACK) : passed]
        named = named_total(reading, sentence, row, earlier)
        apart = _head_cue(plain, sentence, "apart")
        lead = (
            (listed if not apart else None)
            or named
            or _lead_total(plain, sentence, row, previous, open_total)
        )
        if lead is None:
            lead = next((t for t in _with_wholes(open_total) if _completes(earlier, row, t)), None)
        _within_sentence(plain, row, lead, trace)
        open_total = lead or next((d for d in row if any(p.total is d for p in row)), None)
        previous = row if lead is None or not previous else previous
        passed += len(row)


def _list_total(
    plain: str, sentence: Sentence, previous: Sequence[Draft], listed: Draft | None
) -> Draft | None:
    """The total that a list of lines splits up: its paragraph ends with a colon, each line begins with a dash."""
    start = sentence.block.start
    if not _BULLET.match(plain, start):
        return None
    if listed:
        return listed
    tops = [d for d in previous if d.total is None and not d.yardstick]
    return tops[0] if tops and plain[max(0, start - 12) : start].rstrip().endswith(":") else None


def _head_cue(plain: str, sentence: Sentence, kind: str) -> bool:
    cues = find_cues(plain, kind, sentence.start, min(sentence.end, sentence.start + HEAD))
    return bool(cues) and cues[0].start - sentence.start <= 3


def _lead_total(
    plain: str, sentence: Sentence, row: Sequence[Draft], previous: Sequence[Draft], open_total: Draft | None
) -> Draft | None:
    """The total of the sentence before whose parts this sentence goes on to name, or None."""
    if not previous or _head_cue(plain, sentence, "apart"):
        return None
    same_block = previous[-1].sentence.block is sentence.block
    tops = [d for d in previous if d.total is None and not d.yardstick]
    led = _head_cue(plain, sentence, "part")
    if led and tops and (same_block or _opens_parts(plain, sentence)):
        return next((d for d in reversed(tops) if _holds_all(d, row)), tops[-1])
    if open_total and same_block and _goes_on(row[0], open_total):
        return open_total
    return None


def _with_wholes(total: Draft | None) -> list[Draft]:
    """A total, what it is part of, and so on."""
    found: list[Draft] = []
    while total is not None and len(found) < DEEPEST:
        found.append(total)
        total = total.total
    return found


def _opens_parts(plain: str, sentence: Sentence) -> bool:
    """True for a paragraph that opens with «Trong đó»: it splits up what the one before counted."""
    return sentence.index == 0 and bool(_OVER_PARAGRAPHS.match(plain, sentence.start))


def _holds_all(total: Draft, row: Sequence[Draft]) -> bool:
    """True where the counts of a breakdown together are no more than the total."""
    whole = total.class_count
    return whole is None or sum(d.class_count or 0 for d in row) <= whole


def _completes(earlier: Sequence[Draft], row: Sequence[Draft], total: Draft) -> bool:
    """True where the next sentence's learners, with the parts before, come near a rounded total: «trên 12 nghìn»."""
    parts = [d.learner_count for d in [*earlier, *row] if d.total is total or d in row]
    whole = total.learner_count
    block = row[0].sentence.block
    if _makes_up([d for d in earlier if d.total is total and d.sentence.block is block], row[0], total):
        return True
    if total.learners is None or total.learners.exact or not whole or None in parts or len(parts) < 2:
        return False
    return abs(sum(p or 0 for p in parts) - whole) <= NEAR * whole


def _makes_up(parts: Sequence[Draft], more: Draft, total: Draft) -> bool:
    """True where the parts before and this count are the total exactly, on both measures or by many learners."""
    exact = 0
    for measure in (_classes_of, _learners_of):
        values, whole = [measure(d) for d in (*parts, more)], measure(total)
        if whole is None or all(v is None for v in values):
            continue
        if not parts or None in values or sum(v or 0 for v in values) != whole:
            return False
        exact += 1 if measure is _classes_of else 1 + (whole >= MANY)
    return exact >= 2


def _goes_on(first: Draft, total: Draft) -> bool:
    """True where a sentence after «Trong đó …» still speaks of the same classes: fewer of them, ended or carried on."""
    if first.classes is None or first.programmes or not fits(first, total):
        return False
    return first.event is not None or first.status == "carried_over"


def _within_sentence(plain: str, row: Sequence[Draft], lead: Draft | None, trace: Trace) -> None:
    groups: list[_Group] = [_Group(lead)] if lead else []
    for index, draft in enumerate(row):
        while groups and groups[-1].bracket is not None and draft.start > groups[-1].bracket:
            groups.pop()
        if index:
            _open_and_close(plain, row, index, groups)
        missed = _not_held(plain, row, index)
        if missed is not None:
            draft.status = "not_held"
            draft.proofs["status"] = [(a, b, missed) for a, b, _ in missed.proofs.get("status", ())]
            _tie(plain, draft, missed, trace)
        elif draft.split_from is not None:
            _tie(plain, draft, draft.split_from, trace)
        elif groups and groups[-1].total is not draft:
            alike = _alike(row[:index], draft) if groups[-1].alone else None
            outer = next((g.total for g in reversed(groups) if fits(draft, g.total)), groups[-1].total)
            _tie(plain, draft, alike or (outer if groups[-1].alone else groups[-1].total), trace)


def _alike(before: Sequence[Draft], draft: Draft) -> Draft | None:
    """«412 cán bộ học cao cấp, 3.518 cán bộ học trung cấp; riêng năm 2016 … 68 cán bộ học cao cấp»: the first."""
    kind = kind_of(draft)
    if kind is None:
        return None
    return next((d for d in before if kind_of(d) == kind and d.status == draft.status), None)


def _tie(plain: str, draft: Draft, total: Draft, trace: Trace) -> None:
    words = plain[total.start : total.end]
    unheld = (draft.status == "planned" and total.settled_status == "held") or (
        draft.status == "not_held" and total.status == "held"
    )
    if fits(draft, total) and not unheld:
        draft.total = total
        draft.extra = bool(
            ALONE.match(plain, draft.sentence.start) or _NOTABLE.match(plain, draft.sentence.start)
        )
        trace.fired("part of", draft.start, draft.end, f"a part of {words}")
    else:
        trace.lost(
            "part of",
            draft.start,
            draft.end,
            f"more than {words}, planned or at another time, so no part of it",
        )


def _open_and_close(plain: str, row: Sequence[Draft], index: int, groups: list[_Group]) -> None:
    """Open a group at a part-of cue between two counts, close a nested one at a semicolon, all at «ngoài ra»."""
    last, draft = row[index - 1], row[index]
    if last.yardstick and index > 1:
        last = row[index - 2]  # «251 lớp, bằng 104% kế hoạch năm (240 lớp), gồm …»
    end = _counted_by(last, draft)
    between = plain[end : draft.start]
    cues = find_cues(plain, "part", end, draft.start)
    cues = [c for c in cues if not _has(plain, end, c.start, c.end, draft.start)]
    ends = ";" in between and bool(groups) and groups[-1].nested and groups[-1].bracket is None
    if ends and not _sums_up(row, index, groups[-1].total):
        groups.pop()
    elif (
        ";" in between
        and groups
        and not cues
        and groups[-1].bracket is None
        and _is_whole(row[:index], groups[-1].total)
    ):
        groups.pop()  # «21.570 lượt, gồm cấp tỉnh …, cấp xã …; kế đến là …»: its parts are all told
    bracket = between.find("(")
    if OUT_OF.search(plain, max(0, last.start - 24), last.start):
        groups.append(_Group(last))
    elif cues:
        inside = bracket >= 0 and end + bracket < cues[0].start and ")" not in between[bracket:]
        close = _closing(plain, end + bracket) if inside else None
        alone = plain[cues[-1].start : cues[-1].end].lower().endswith("riêng")
        groups.append(_Group(last, close, nested=bool(groups), alone=alone))
    elif _opens_bracket(between) and (draft.classes is None or last.classes is not None):
        # «340 người (290 người học thạc sĩ và 50 người học tiến sĩ)», «7 lớp trung cấp (hệ tập trung 2 lớp …)»
        groups.append(_Group(last, _closing(plain, end + bracket), nested=bool(groups)))
    elif ":" in between and ";" not in between and (not groups or _sums_up(row, index, last)):
        groups.append(_Group(last, nested=bool(groups)))
    elif find_cues(plain, "apart", end, draft.start):
        groups.clear()


def _counted_by(last: Draft, draft: Draft) -> int:
    """Where the count before ends; that of its classes, where its learners stand behind a bracket with parts."""
    return last.classes.end if last.classes and last.end > draft.start else last.end


def _not_held(plain: str, row: Sequence[Draft], index: int) -> Draft | None:
    """«2 lớp chưa mở được là lớp A (dự kiến 60 học viên) và lớp B …»: the plan for classes not held."""
    draft = row[index]
    if not _PLANNED_FOR.search(plain, max(0, draft.start - 24), draft.start):
        return None
    return next((d for d in reversed(row[:index]) if d.status == "not_held" and d.classes), None)


def _opens_bracket(between: str) -> bool:
    """True where a bracket opens between two counts and says nothing but what the second one is of."""
    return bool(_BRACKET.fullmatch(between)) and not _NO_PART.search(between[between.rfind("(") :])


def _sums_up(row: Sequence[Draft], index: int, total: Draft) -> bool:
    """True where the counts after a semicolon, with the parts before it, make up a nested total exactly."""
    mine = [d for d in row[:index] if d.total is total]
    return any(
        whole and _reaches([measure(d) or 0 for d in mine], [measure(d) or 0 for d in row[index:]], whole)
        for measure in (_classes_of, _learners_of)
        if (whole := measure(total))
    )


def _is_whole(before: Sequence[Draft], total: Draft) -> bool:
    """True where several parts before make the total up exactly."""
    mine = [d for d in before if d.total is total]
    return len(mine) > 1 and any(
        whole == sum(measure(d) or 0 for d in mine)
        for measure in (_classes_of, _learners_of)
        if (whole := measure(total))
    )


def _classes_of(draft: Draft) -> float | None:
    return draft.class_count


def _learners_of(draft: Draft) -> float | None:
    return draft.learner_count


def _reaches(parts: Sequence[float], more: Sequence[float], whole: float) -> bool:
    """True where adding the further counts one by one gives the whole exactly."""
    total = sum(parts)
    for value in more:
        total += value
        if total == whole:
            return True
    return False


def _has(plain: str, left: int, start: int, end: int, count: int) -> bool:
    """True for «lớp thứ hai gồm 45 học viên», which says how many a class has, not what a total is made of."""
    if plain[start:end].lower() != "gồm" or plain[end:count].strip():
        return False
    return bool(re.search(r"(?:lớp|khóa)[^,;]*$", plain[left:start]))


def _closing(plain: str, bracket: int) -> int:
    depth = 0
    for place in range(bracket, min(len(plain), bracket + BRACKET_REACH)):
        depth += {"(": 1, ")": -1}.get(plain[place], 0)
        if depth == 0:
            return place
    return bracket + BRACKET_REACH
