"""What is a part of what: «trong đó», «gồm», «cụ thể», lists after a colon, brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from nlp.cues import find_cues
from nlp.fact import Period
from nlp.layout import Sentence
from nlp.reading import Reading
from nlp.trace import Trace
from nlp.training.draft import Draft

_INCLUDING = re.compile(
    r"(?<![^\W_])(?:tính|kể|bao gồm) cả (?:(?:\w+ )?(?:lớp|khóa|số lớp)|\d+ lớp)", re.IGNORECASE
)
_BULLET = re.compile(r"\s*[-+•*]\s")
_ALONE = re.compile(r"\W*riêng\s(?!trong|năm|tháng|quý|\d)", re.IGNORECASE)
_COMMON = frozenset(["các", "lớp", "khóa", "và", "với", "của", "có", "là", "sẽ", "tại"])
_THUS = re.compile(r"\W*(?:như vậy|như thế|tính chung|tổng cộng)(?![^\W_])", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:lớp|khóa)[^,.;]{0,20} (?:cuối cùng|đầu tiên|thứ (?:nhất|hai|ba|tư|\d+))(?![^\W_])")
MANY = 20
"""From so many learners on, parts that add up to a total exactly hardly do so by chance."""
HEAD = 45
"""How far from a sentence's beginning a cue may stand and still govern the whole sentence."""


@dataclass(slots=True)
class _Group:
    """A total whose parts are being read; `bracket` is where its bracket closes, `nested` ends it at a semicolon."""

    total: Draft
    bracket: int | None = None
    nested: bool = False


def set_totals(reading: Reading, drafts: Sequence[Draft], trace: Trace) -> None:
    """Tie each part to its total; parts may overlap, so nothing is said of whether they add up."""
    plain = reading.plain
    open_total: Draft | None = None
    previous: list[Draft] = []
    listed: Draft | None = None
    for sentence in reading.sentences:
        row = [d for d in drafts if d.sentence is sentence]
        if not row:
            if _head_cue(plain, sentence, "apart"):
                open_total = None
            continue
        if previous and previous[-1].sentence.block is not sentence.block:
            open_total = None
        listed = _list_total(plain, sentence, previous, listed)
        lead = (
            listed
            or _named_total(reading, sentence, row, drafts)
            or _lead_total(plain, sentence, row, previous, open_total)
        )
        _within_sentence(plain, row, lead, trace)
        open_total = lead if lead else None
        previous = row if lead is None or not previous else previous
        _last_in_series(plain, sentence, row, drafts, trace)


def _list_total(
    plain: str, sentence: Sentence, previous: Sequence[Draft], listed: Draft | None
) -> Draft | None:
    """The total that a list of lines splits up: its paragraph ends with a colon, each line begins with a dash."""
    if not _BULLET.match(plain, sentence.block.start):
        return None
    if listed:
        return listed
    tops = [d for d in previous if d.total is None]
    if tops and plain[: sentence.block.start].rstrip().endswith(":"):
        return tops[0]
    return None


def _named_total(
    reading: Reading, sentence: Sentence, row: Sequence[Draft], drafts: Sequence[Draft]
) -> Draft | None:
    """«Riêng các lớp trung cấp đặt tại huyện …»: the earlier count of classes that shares its programme and most of its words."""
    plain = reading.plain
    match = _ALONE.match(plain, sentence.start)
    if not match:
        return None
    words = set(plain[match.end() : row[0].start].lower().split()) - _COMMON
    codes = {m.code for m in reading.programmes(match.end(), row[0].end)}
    best, most = None, 0
    for draft in drafts:
        if draft.start >= sentence.start or not draft.classes or draft is row[0] or not _fits(row[0], draft):
            continue
        code = (draft.programmes or (draft.total.programmes if draft.total else ()))[:1]
        shared = len(words & set(plain[draft.start : draft.right].lower().split()))
        if codes & set(code) and shared + 1 > most:
            best, most = draft, shared + 1
    return best


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
    tops = [d for d in previous if d.total is None]
    if (
        _head_cue(plain, sentence, "part")
        and tops
        and (same_block or plain[sentence.start : sentence.start + 4].lower() in ("tron", "cụ t"))
    ):
        return tops[-1]
    if open_total and same_block and _goes_on(plain, row, open_total):
        return open_total
    return None


def _goes_on(plain: str, row: Sequence[Draft], total: Draft) -> bool:
    """True where a sentence after «Trong đó …» still speaks of the same classes: bare «N lớp», fewer, in a state of theirs."""
    first = row[0]
    if first.classes is None or first.programmes or not _fits(first, total):
        return False
    return first.event is not None or first.status == "carried_over"


def _within_sentence(plain: str, row: Sequence[Draft], lead: Draft | None, trace: Trace) -> None:
    groups: list[_Group] = [_Group(lead)] if lead else []
    for index, draft in enumerate(row):
        if index:
            _open_and_close(plain, row[index - 1], draft, groups)
        while groups and groups[-1].bracket is not None and draft.start > (groups[-1].bracket or 0):
            groups.pop()
        if groups and groups[-1].total is not draft:
            total = groups[-1].total
            if _fits(draft, total):
                draft.total = total
                draft.extra = bool(_ALONE.match(plain, draft.sentence.start))
                trace.fired("part of", draft.start, draft.end, f"a part of {plain[total.start : total.end]}")
            else:
                trace.lost(
                    "part of",
                    draft.start,
                    draft.end,
                    f"more than {plain[total.start : total.end]}, so no part of it",
                )


def _open_and_close(plain: str, last: Draft, draft: Draft, groups: list[_Group]) -> None:
    between = plain[last.end : draft.start]
    if ";" in between and groups and groups[-1].nested and groups[-1].bracket is None:
        groups.pop()
    cues = [
        c
        for c in find_cues(plain, "part", last.end, draft.start)
        if not _has(plain, last.end, c.start, c.end, draft.start)
    ]
    bracket = between.find("(")
    if cues:
        inside = bracket >= 0 and last.end + bracket < cues[0].start and ")" not in between[bracket:]
        close = _closing(plain, last.end + bracket) if inside else None
        groups.append(_Group(last, close, nested=bool(groups)))
    elif ":" in between and not groups and ";" not in between:
        groups.append(_Group(last))
    elif find_cues(plain, "apart", last.end, draft.start):
        groups.clear()


def _has(plain: str, left: int, start: int, end: int, count: int) -> bool:
    """True for «lớp thứ hai gồm 45 học viên», which says how many a class has, not what a total is made of."""
    return (
        plain[start:end].lower() == "gồm"
        and not plain[end:count].strip()
        and bool(re.search(r"(?:lớp|khóa)[^,;]*$", plain[left:start]))
    )


def _closing(plain: str, bracket: int) -> int:
    depth = 0
    for place in range(bracket, min(len(plain), bracket + 1500)):
        depth += {"(": 1, ")": -1}.get(plain[place], 0)
        if depth == 0:
            return place
    return bracket + 1500


def _fits(part: Draft, total: Draft, *, any_period: bool = False) -> bool:
    """A part is never more than its total on a measure that both print, nor outside the total's period."""
    own = (
        not any_period
        and part.period
        and total.period
        and part.proofs.get("period", [(0, 0, "context")])[0][2] is None
    )
    if (
        own
        and part.period
        and total.period
        and part.status != "carried_over"
        and not _overlap(part.period, total.period)
    ):
        return False
    for mine, whole in ((part.class_count, total.class_count), (part.learner_count, total.learner_count)):
        if mine is not None and whole is not None and mine > whole:
            return False
    return True


def _overlap(one: Period, other: Period) -> bool:
    return one.start <= other.end and other.start <= one.end


def include_earlier(plain: str, drafts: Sequence[Draft], trace: Trace) -> None:
    """«Tính cả lớp này, … 3 lớp», «kể cả 2 lớp vừa kết thúc, … 3 lớp»: what was counted before is part of what follows."""
    for draft in drafts:
        match = _INCLUDING.search(plain, draft.sentence.start, draft.start)
        if not match or not draft.classes:
            continue
        earlier = [
            d
            for d in drafts
            if d.start < match.start() and d.total is None and (d.bare or d.classes) and _fits(d, draft)
        ]
        named = [d for d in drafts if match.start() <= d.start <= match.end()]
        if draft in named:
            continue
        same = [d for d in earlier if named and d.class_count == named[0].class_count]
        if earlier:
            part = (same or earlier)[-1]
            part.total = draft
            trace.fired("part of", part.start, part.end, f"counted in {plain[draft.start : draft.end]}")


def add_up_parts(plain: str, drafts: Sequence[Draft], trace: Trace) -> None:
    """Counts of one sentence that add up exactly to an earlier count, on every measure that they print, are its parts."""
    for _, group in groupby(drafts, key=lambda d: d.sentence.start):
        row = [d for d in group if d.total is None and not d.series]
        if row and row[0].sentence.block.zone == "body":
            _complete(plain, row[0], drafts, trace)
        if len(row) < 2 or row[0].sentence.block.zone != "body":
            continue
        for total in drafts:
            if total.start < row[0].start and total not in row and _adds_up(row, total):
                for part in row:
                    part.total = total
                    trace.fired(
                        "part of", part.start, part.end, f"these add up to {plain[total.start : total.end]}"
                    )
                break


def _complete(plain: str, draft: Draft, drafts: Sequence[Draft], trace: Trace) -> None:
    """«Ngoài ra, … 150 người» after parts that lack just these of their total: it is the part that completes it."""
    for total in drafts:
        parts = [d for d in drafts if d.total is total]
        if not parts or total.start >= draft.start or total.sentence.block is not draft.sentence.block:
            continue
        learners = [d.learner_count for d in [*parts, draft]]
        if (
            None not in learners
            and total.learner_count
            and sum(n or 0 for n in learners) == total.learner_count
            and draft.total is None
        ):
            draft.total = total
            trace.fired("part of", draft.start, draft.end, f"completes {plain[total.start : total.end]}")


def sum_up_earlier(plain: str, drafts: Sequence[Draft], trace: Trace) -> None:
    """«Như vậy, … đã tổ chức 3 lớp»: what the paragraph counted one by one before is part of what it sums up."""
    for draft in drafts:
        if not (draft.classes and _THUS.match(plain, draft.sentence.start)):
            continue
        near = draft.sentence.block.index - 1
        for part in drafts:
            if (
                part.start < draft.sentence.start
                and part.sentence.block.index >= near
                and part.total is None
                and _fits(part, draft)
            ):
                part.total = draft
                trace.fired("part of", part.start, part.end, f"summed up in {plain[draft.start : draft.end]}")


def place_in_series(plain: str, drafts: Sequence[Draft], trace: Trace) -> None:
    """«Lớp cuối cùng dành cho cấp xã …» is one of the classes that the paragraph counted before."""
    for draft in drafts:
        words = plain[draft.start : draft.start + 60].lower()
        if draft.total is not None or draft.class_count != 1 or not _ORDINAL.search(words):
            continue
        earlier = [
            d
            for d in drafts
            if d.start < draft.start and d.sentence.block is draft.sentence.block and (d.class_count or 0) > 1
        ]
        if earlier:
            named = set(words.split()) - _COMMON
            draft.total = max(
                earlier, key=lambda d: (len(named & set(plain[d.start : d.right].lower().split())), d.start)
            )
            trace.fired(
                "part of", draft.start, draft.end, f"one of {plain[draft.total.start : draft.total.end]}"
            )


def _adds_up(row: Sequence[Draft], total: Draft) -> bool:
    if total.sentence is row[0].sentence or any(
        not _fits(d, total, any_period=True) or d.per or (d.learners and not d.learners.exact) for d in row
    ):
        return False
    classes, learners = [d.class_count for d in row], [d.learner_count for d in row]
    measures = 0
    for values, whole in ((classes, total.class_count), (learners, total.learner_count)):
        if whole is None or all(v is None for v in values):
            continue
        if None in values or sum(v or 0 for v in values) != whole:
            return False
        measures += 1
    # A few classes add up to many a number by chance; learners hardly do.
    return measures == 2 or (
        measures == 1 and total.learner_count is not None and total.learner_count >= MANY
    )


def _last_in_series(
    plain: str, sentence: Sentence, row: Sequence[Draft], drafts: Sequence[Draft], trace: Trace
) -> None:
    """«lớp … là lớp cuối cùng trong tổng số 5 lớp»: the class opened or closed before is one of them."""
    for draft in row:
        words = plain[max(sentence.start, draft.start - 30) : draft.start].lower()
        if not words.rstrip().endswith(("trong tổng số", "trong số", "trong")) or not draft.classes:
            continue
        earlier = [d for d in drafts if d.bare and d.start < draft.start and d.total is None]
        if earlier and "lớp" in plain[sentence.start : draft.start].lower():
            earlier[-1].total = draft
            draft.series = True
            trace.fired(
                "part of", earlier[-1].start, earlier[-1].end, f"one of {plain[draft.start : draft.end]}"
            )
