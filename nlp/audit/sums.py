"""Sums: a total against all of its printed parts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal

from nlp.audit.check import CheckMention
from nlp.cues import find_cues
from nlp.fact import Number
from nlp.outcomes import OutcomeMention
from nlp.quantities import QuantityMention
from nlp.reading import Reading, within
from nlp.training.draft import Draft

MOST = 0.5
"""Parts that make up less than half are examples («trong đó có 9 lớp …»), no breakdown."""
_OPEN_LIST = re.compile(r"^[^.;\n]{0,60}(?:…|\.\.\.)")
_OUT_OF = re.compile(r"trong (?:tổng )?số\s$", re.IGNORECASE)
_OF_WHOM = re.compile(r"\s(?:thì|có)\s", re.IGNORECASE)
_RESULTS = re.compile(r"(?:kết quả|xếp loại|phân loại)[^.;\n]{0,40}:?\s*$", re.IGNORECASE)


def check_sums(reading: Reading, drafts: Sequence[Draft], outcomes: Sequence[OutcomeMention]) -> list[CheckMention]:
    """Every sum that the article makes possible: of training, of gradings, of other lists of one unit."""
    checks = [c for total in drafts for c in _of_total(reading, total, drafts)]
    used = {id(q) for d in drafts for q in (d.classes, d.learners) if q}
    used |= {id(o.count) for o in outcomes if o.count}
    checks += _of_grades(reading, drafts, outcomes)
    checks += _of_lists(reading, used)
    return checks


def add_up(total: QuantityMention, parts: Sequence[QuantityMention], unit: str) -> CheckMention | None:
    """The check of a total against its parts, or None where rounded figures make it idle."""
    computed = as_number(sum((Decimal(str(p.low)) for p in parts), Decimal(0)))
    rounded = [q for q in (total, *parts) if not q.exact]
    same = len({(q.qualifier, q.low == q.high) for q in (total, *parts)}) == 1
    if any(q.low != q.high for q in (total, *parts)) or (rounded and not same and computed != total.low):
        return None
    start = min(q.start for q in (total, *parts))
    end = max(q.end for q in (total, *parts))
    if float(computed) < MOST * float(total.low):
        return None
    return CheckMention(start, end, "sum", "sum", total.low, computed, computed == total.low, tuple(p.low for p in parts), unit)


def as_number(value: Decimal) -> Number:
    """An int where whole, else a float with 4 decimals."""
    return int(value) if value == value.to_integral_value() else float(round(value, 4))


def _of_total(reading: Reading, total: Draft, drafts: Sequence[Draft]) -> list[CheckMention]:
    parts = _partition(total, [d for d in drafts if d.total is total and not d.extra])
    if len(parts) < 2 or any(p.start < total.start for p in parts) or _open_list(reading.plain, parts):
        return []
    checks = []
    for name in ("classes", "learners"):
        whole: QuantityMention | None = getattr(total, name)
        counts: list[QuantityMention] = [q for p in parts if (q := getattr(p, name)) and not (name == "learners" and p.per == "class")]
        if whole is None or len(counts) < 2 or len(counts) < len(parts) and name == "learners":
            continue
        if name == "learners" and len({q.turns for q in (whole, *counts)}) > 1:
            continue
        unit = reading.plain[whole.unit_start : whole.unit_end].lower()
        check = add_up(whole, counts, unit)
        if check:
            checks.append(check)
    return checks


def _partition(total: Draft, parts: Sequence[Draft]) -> list[Draft]:
    """The parts that make up the total: what was carried in overlaps with what was closed and carried out."""
    ended = [p for p in parts if p.event == "closing" or p.status == "carried_over"]
    carried_in = [p for p in parts if p.status == "carried_over" and p.period == total.period]
    if carried_in and len(ended) - len(carried_in) >= 2:
        return [p for p in parts if p not in carried_in]
    return list(parts)


def _open_list(plain: str, parts: Sequence[Draft]) -> bool:
    """True for a list that ends in «…»: it doesn't claim to be whole."""
    last = parts[-1]
    return bool(_OPEN_LIST.match(plain[last.end : last.end + 64])) or plain[last.end : last.sentence.end].rstrip(" ./\"").endswith(("…", "..."))


def _of_grades(reading: Reading, drafts: Sequence[Draft], outcomes: Sequence[OutcomeMention]) -> list[CheckMention]:
    checks = []
    for group in grade_groups(outcomes):
        counts = [o.count for o in group if o.count]
        base = base_of(reading, drafts, outcomes, group[0])
        if len(counts) < 2 or base is None or _OPEN_LIST.match(reading.plain[group[-1].end : group[-1].end + 64]):
            continue
        check = add_up(base, counts, reading.plain[base.unit_start : base.unit_end].lower())
        if check and (check.holds or _claims_whole(reading.plain, base, group[0])):
            checks.append(check)
    return checks


def _claims_whole(plain: str, base: QuantityMention, first: OutcomeMention) -> bool:
    near = plain[max(0, first.start - 70) : first.start]
    return bool(find_cues(plain, "part", base.end, first.start)) and first.start - base.end < 260 or bool(_RESULTS.search(near))


def grade_groups(outcomes: Sequence[OutcomeMention]) -> list[list[OutcomeMention]]:
    """Gradings that stand together and exclude each other: no grade twice, none far from the last."""
    groups: list[list[OutcomeMention]] = []
    for outcome in outcomes:
        if not outcome.grade:
            continue
        last = groups[-1][-1] if groups else None
        if last and outcome.start - last.end <= 80:
            groups[-1].append(outcome)
        else:
            groups.append([outcome])
    return groups


def base_of(
    reading: Reading, drafts: Sequence[Draft], outcomes: Sequence[OutcomeMention], outcome: OutcomeMention
) -> QuantityMention | None:
    """The printed number of those graded: the nearest result before that the gradings split up, else the learners of the training."""
    for earlier in reversed([o for o in outcomes if o.count and o.end <= outcome.start and not o.grade]):
        cue = find_cues(reading.plain, "part", earlier.end, outcome.start)
        if earlier.count and cue and outcome.start - earlier.end <= 200 and (outcome.count is None or earlier.count.low >= outcome.count.low):
            return earlier.count
    if split := _split(reading, outcome):
        return split
    drafts = [d for d in drafts if d.sentence.start <= outcome.start < d.sentence.end] if outcome.rule == "outcome degree" else drafts
    enough = outcome.count.low if outcome.count else 0
    held = [d for d in drafts if d.learners and d.end <= outcome.start and d.status == "held" and not d.per and not d.learners.turns]
    whole = [d for d in held if d.learners and d.learners.low >= enough]
    tops = [d for d in whole if d.total is None or d is held[-1]]
    return tops[-1].learners if tops else None


def _split(reading: Reading, outcome: OutcomeMention) -> QuantityMention | None:
    """The group that the sentence itself splits up: «Trong số 264 học viên …, có 31 …», «Phường có 62 cán bộ … thì 57 người …»."""
    at = bisect_right(reading.quantities, outcome.start - 1, key=lambda q: q.start)
    start = max(reading.plain.rfind(stop, 0, outcome.start) for stop in (". ", "\n", "; "))
    for quantity in reversed(reading.quantities[max(0, at - 8) : at]):
        if quantity.start < start:
            break
        before = reading.plain[max(0, quantity.start - 16) : quantity.start]
        split = _OUT_OF.search(before) or _OF_WHOM.match(reading.plain[quantity.end : quantity.end + 8])
        if quantity.kind == "people" and split and outcome.count and quantity.low >= outcome.count.low:
            return quantity
    return None


def _of_lists(reading: Reading, used: set[int]) -> list[CheckMention]:
    """«8 chuyên đề; trong đó có 7 chuyên đề … và 1 chuyên đề …»: lists of one unit that are no training."""
    checks = []
    for sentence in reading.sentences:
        if sentence.block.zone in ("title", "dateline", "byline"):
            continue
        row = [q for q in within(reading.quantities, sentence.start, sentence.end) if q.kind not in ("percent", "time")]
        for index, total in enumerate(row[:-2]):
            if id(total) in used:
                continue
            cues = find_cues(reading.plain, "part", total.end, row[index + 1].start)
            unit = reading.plain[total.unit_start : total.unit_end].lower()
            parts = [q for q in row[index + 1 :] if reading.plain[q.unit_start : q.unit_end].lower() == unit]
            if not cues or len(parts) < 2 or cues[0].start - total.end > 120 or _OPEN_LIST.match(reading.plain[parts[-1].end : parts[-1].end + 64]):
                continue
            check = add_up(total, parts, unit)
            if check:
                checks.append(check)
    return checks
